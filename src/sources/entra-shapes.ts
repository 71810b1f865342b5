import type { Fields } from './fields.ts';

/** Where the properties of a sign-in lie in the three shapes of Entra ID: Microsoft Graph, Azure Monitor, Log Analytics. */

/** Pointers of one shape: `name` gives where a property of the sign-in lies. */
function shape(
  name: (property: string) => string,
  outer: { readonly [K in 'code' | 'reason' | 'ip' | 'location']: readonly string[] },
) {
  return {
    id: name('id'),
    created: name('createdDateTime'),
    user: name('userPrincipalName'),
    userId: name('userId'),
    servicePrincipal: name('servicePrincipalName'),
    servicePrincipalId: name('servicePrincipalId'),
    ip: [name('ipAddress'), ...outer.ip],
    agent: name('userAgent'),
    app: [name('appDisplayName'), name('resourceDisplayName')],
    device: `${name('deviceDetail')}/deviceId`,
    interactive: name('isInteractive'),
    code: [`${name('status')}/errorCode`, ...outer.code],
    reason: [`${name('status')}/failureReason`, ...outer.reason],
    detail: `${name('status')}/additionalDetails`,
    requirement: name('authenticationRequirement'),
    tokenType: name('incomingTokenType'),
    methods: name('authenticationDetails'),
    client: name('clientAppUsed'),
    protocol: name('authenticationProtocol'),
    eventTypes: name('signInEventTypes'),
    risks: [name('riskEventTypes_v2'), name('riskEventTypes')],
    location: [name('location'), ...outer.location],
    asn: name('autonomousSystemNumber'),
  };
}
export type Shape = ReturnType<typeof shape>;

const GRAPH = shape((property) => `/${property}`, { code: [], reason: [], ip: [], location: [] });
const AZURE_MONITOR = shape((property) => `/properties/${property}`, {
  code: ['/resultType', '/properties/resultType'],
  reason: ['/resultDescription', '/properties/resultDescription'],
  ip: ['/callerIpAddress'],
  location: ['/location'],
});
const LOG_ANALYTICS = shape((property) => `/${property[0]?.toUpperCase()}${property.slice(1)}`, {
  code: ['/ResultType'],
  reason: ['/ResultDescription'],
  ip: ['/IPAddress'],
  location: ['/LocationDetails'],
});

export function shapeOf(fields: Fields): Shape {
  if (fields.has('/properties')) return AZURE_MONITOR;
  return fields.has('/CreatedDateTime') ||
    fields.has('/UserPrincipalName') ||
    fields.has('/ServicePrincipalId') ||
    fields.has('/TimeGenerated')
    ? LOG_ANALYTICS
    : GRAPH;
}
