import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { type Shape, shapeOf } from './entra-shapes.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { answerJson, answerText, challenge, type Handshake } from './handshake.ts';
import { microsoftAccount } from './microsoft-account.ts';
import { CODES, INTERRUPTS } from './microsoft-codes.ts';
import { isObject, valueAt } from './pointer.ts';
import { unwrapBase64, unwrapLists } from './unwrap.ts';

/**
 * Microsoft Entra ID sign-ins, in three shapes: Microsoft Graph (`signIn`), Azure Monitor (Event Hub `records`, the sign-in
 * under `properties`), and the tables of Log Analytics (capitalised columns).
 */

const SIGN_INS = /sign-?in/i;
/** Programs that hold a password and log in again and again by themselves. */
const LEGACY = /smtp|imap|pop|activesync|autodiscover|exchange (?:online|web)|mapi|reporting web|other clients/i;
const PRINCIPALS = /principal|managedidentity/i;

function categoryOf(fields: Fields): string {
  return fields.text('/category', '/Category', '/Type', '/operationName', '/OperationName') ?? '';
}

function geoOf(fields: Fields, at: Shape) {
  const base = at.location.find((pointer) => fields.has(`${pointer}/countryOrRegion`));
  if (base === undefined)
    return fields.geo({
      country: at.location.find((pointer) => fields.text(pointer) !== undefined) ?? '/location',
      asn: at.asn,
    });
  return fields.geo({
    country: `${base}/countryOrRegion`,
    region: `${base}/state`,
    city: `${base}/city`,
    lat: `${base}/geoCoordinates/latitude`,
    lon: `${base}/geoCoordinates/longitude`,
    asn: at.asn,
  });
}

function factorOf(fields: Fields, at: Shape): Factor | undefined {
  if (fields.text(at.requirement) === 'multiFactorAuthentication') return 'mfa';
  const method =
    fields
      .list(at.methods)
      .map((step) => step.text('/authenticationMethod') ?? '')
      .find((name) => name !== '') ?? '';
  if (/fido|passkey|hello/i.test(method)) return 'passkey';
  if (/certificate/i.test(method)) return 'certificate';
  if (/password/i.test(method)) return 'password';
  return /refreshToken|^previously/i.test(`${fields.text(at.tokenType) ?? ''} ${method}`.trim()) ? 'token' : undefined;
}

function accountIn(fields: Fields, at: Shape, principal: boolean): string | undefined {
  if (principal) return fields.account(at.servicePrincipal, at.servicePrincipalId);
  return microsoftAccount(fields.account(at.user)) ?? fields.account(at.userId);
}

function interactiveOf(fields: Fields, at: Shape, category: string, principal: boolean): boolean | undefined {
  if (principal || /noninteractive/i.test(category)) return false;
  if (LEGACY.test(fields.text(at.client) ?? '') || fields.text(at.protocol) === 'ropc') return false;
  const types = fields.words(at.eventTypes);
  if (/nonInteractiveUser/i.test(types)) return false;
  return (
    fields.flag(at.interactive) ??
    (/interactiveUser/i.test(types) || /^sign-?inlogs$/i.test(category) ? true : undefined)
  );
}

function read(fields: Fields): Reading {
  const category = categoryOf(fields);
  const isGraph =
    fields.has('/createdDateTime') &&
    (fields.has('/appDisplayName') || (fields.has('/userPrincipalName') && fields.has('/status')));
  if (!isGraph && !SIGN_INS.test(category)) return notOurs('no sign-in');
  const at = shapeOf(fields);
  const code = fields.text(...at.code);
  if (code !== undefined && INTERRUPTS.has(code)) return notOurs('login not finished');
  const principal =
    PRINCIPALS.test(category) ||
    (fields.text(at.user) === undefined && fields.text(at.servicePrincipalId) !== undefined);
  const failed = code !== undefined && !/^(?:0|success)$/i.test(code);
  return {
    type: 'login',
    id: fields.text(at.id),
    time: fields.time(at.created, '/time'),
    account: accountIn(fields, at, principal),
    ip: fields.address(...at.ip),
    userAgent: fields.text(at.agent),
    app: fields.text(...at.app),
    device: fields.text(at.device),
    geo: geoOf(fields, at),
    anonymizer: at.risks.some((pointer) => /anonymizedIP/i.test(fields.words(pointer))),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? (CODES[code] ?? failureOf(fields.text(...at.reason), fields.text(at.detail))) : undefined,
    interactive: interactiveOf(fields, at, category, principal),
    factor: principal ? 'token' : factorOf(fields, at),
  };
}

/** Event Grid asks with an event of its own, Graph with a query, the CloudEvents schema with OPTIONS. */
const handshake: Handshake = (request) => {
  const token = challenge(request.query('validationToken'));
  if (token !== undefined) return answerText(token);
  const body: unknown = request.body;
  const event: unknown = Array.isArray(body) ? body[0] : body;
  if (valueAt(event, '/eventType') !== 'Microsoft.EventGrid.SubscriptionValidationEvent') return undefined;
  const code = challenge(valueAt(event, '/data/validationCode'));
  return code === undefined ? undefined : answerJson({ validationResponse: code });
};

const ENVELOPES = ['/records', '/value'];

/** A Logic App hands on what the hub gave it: `[{"ContentData": …, "SystemProperties": …}]`, the content as JSON or in base64. */
function unwrap(value: unknown): readonly unknown[] {
  const members: readonly unknown[] = Array.isArray(value) ? value : [value];
  return unwrapLists(members.some(isFromHub) ? members.flatMap(contentOf) : value, ENVELOPES);
}

const isFromHub = (member: unknown): member is { readonly ContentData: unknown } =>
  isObject(member) && 'ContentData' in member;

function contentOf(member: unknown): readonly unknown[] {
  if (!isFromHub(member)) return [member];
  const { ContentData: content } = member;
  return typeof content === 'string' ? (unwrapBase64(content) ?? [member]) : [content];
}

export const entra = defineSource({
  vendor: 'entra',
  aliases: ['azure-ad', 'azuread', 'microsoft-entra'],
  title: 'Microsoft Entra ID',
  wayIn: 'webhook (Graph or Event Hub `records`), HEC',
  metadata: {
    whatToConfigure: [
      'Entra admin centre → Monitoring → Diagnostic settings: send SignInLogs, NonInteractiveUserSignInLogs and ServicePrincipalSignInLogs to an Event Hub.',
      'Forward the hub (Logic App, Function, Splunk add-on) to `/v1/ingest/entra` as it is: `{"records": […]}`. Pages of Graph `/auditLogs/signIns` work too.',
    ],
    canTell: [
      'interactive, non-interactive and service-principal sign-ins',
      'kind of failure from the error code',
      'place, network, device',
      'anonymised addresses that Identity Protection saw',
    ],
    cannotTell: ['transfers of files (see Microsoft 365)'],
    docs: 'https://learn.microsoft.com/graph/api/resources/signin',
  },
  sourcetypes: ['azure:aad:signin', 'azure:monitor:aad', 'mscs:azure:eventhub', 'ms:aad:signin'],
  envelopes: ENVELOPES,
  unwrap,
  recognises: (fields) =>
    (fields.has('/createdDateTime') && fields.has('/appDisplayName')) ||
    (SIGN_INS.test(categoryOf(fields)) &&
      (fields.has('/properties') || fields.has('/UserPrincipalName') || fields.has('/ServicePrincipalId'))),
  read,
  handshake,
  sampleRecord: {
    time: '2026-03-02T08:14:12.0000000Z',
    resourceId: '/tenants/00000000-0000-4000-8000-000000000001/providers/Microsoft.aadiam',
    operationName: 'Sign-in activity',
    category: 'SignInLogs',
    tenantId: '00000000-0000-4000-8000-000000000001',
    resultType: '0',
    callerIpAddress: '192.0.2.10',
    properties: {
      id: '7d1e4b1a-0000-4000-8000-000000000001',
      createdDateTime: '2026-03-02T08:14:09.5129030Z',
      userPrincipalName: 'ola@example.com',
      userId: '11111111-0000-4000-8000-000000000001',
      appDisplayName: 'Office 365 Exchange Online',
      ipAddress: '192.0.2.10',
      isInteractive: true,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36',
      authenticationRequirement: 'multiFactorAuthentication',
      status: { errorCode: 0 },
      deviceDetail: { deviceId: 'd-1', operatingSystem: 'Windows 10', browser: 'Chrome 126' },
      location: {
        city: 'Oslo',
        state: 'Oslo',
        countryOrRegion: 'NO',
        geoCoordinates: { latitude: 59.91, longitude: 10.75 },
      },
      autonomousSystemNumber: 64500,
    },
  },
});
