import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { answerJson, challenge } from './handshake.ts';

/** Okta: System Log events, as event hooks, log streams and exports write them. */

/** Events under `user.authentication.` that end something instead of starting it. */
const NO_LOGIN = new Set([
  'user.authentication.slo',
  'user.authentication.universal_logout',
  'user.authentication.universal_logout.scheduled',
]);
/** Logins outside of `user.authentication.`, and what makes each one. */
const OTHER_LOGINS: Readonly<
  Record<string, { readonly factor?: Factor; readonly interactive: boolean; readonly failure?: Failure }>
> = {
  'user.session.start': { interactive: true },
  'user.session.access_admin_app': { interactive: true, factor: 'sso' },
  'user.mfa.okta_verify.deny_push': { interactive: true, factor: 'mfa', failure: 'mfa-denied' },
  'user.mfa.okta_verify.deny_push_upgrade_needed': { interactive: true, factor: 'mfa', failure: 'mfa-denied' },
  'user.mfa.attempt_bypass': { interactive: true, factor: 'mfa', failure: 'mfa-denied' },
  'app.generic.unauth_app_access_attempt': { interactive: true, factor: 'sso', failure: 'blocked' },
  'app.oauth2.authorize.code': { interactive: false, factor: 'token' },
  'app.oauth2.as.authorize.code': { interactive: false, factor: 'token' },
};
/** Steps of `user.authentication.` that say how it was done. */
const FACTORS: Readonly<Record<string, Factor>> = {
  auth_via_mfa: 'mfa',
  verify: 'mfa',
  auth_via_AD_agent: 'password',
  auth_via_LDAP_agent: 'password',
  auth_via_radius: 'password',
  auth_via_IDP: 'sso',
  auth_via_inbound_SAML: 'sso',
  auth_via_inbound_delauth: 'sso',
  auth_via_social: 'sso',
  auth_via_iwa: 'sso',
  sso: 'sso',
};
/** A password client that asks again and again by itself (Exchange ActiveSync and the like). */
const RICH_CLIENT = 'user.authentication.auth_via_richclient';
const POLICY = 'policy.evaluate_sign_on';
const CREDENTIAL_FACTORS: Readonly<Record<string, Factor>> = {
  PASSWORD: 'password',
  OTP: 'mfa',
  SMS: 'mfa',
  EMAIL: 'mfa',
  ASSERTION: 'sso',
  CERTIFICATE: 'certificate',
  IWA: 'sso',
};
/** Reasons that only Okta's words explain. */
const REASONS: Readonly<Record<string, Failure>> = { VERIFICATION_ERROR: 'bad-password', GENERAL_NONSUCCESS: 'other' };

function kindOf(
  type: string,
  result: string | undefined,
): { factor?: Factor; interactive: boolean; failure?: Failure } | undefined {
  if (type === POLICY) return result === 'DENY' ? { interactive: true, failure: 'blocked' } : undefined;
  const known = OTHER_LOGINS[type];
  if (known !== undefined && Object.hasOwn(OTHER_LOGINS, type)) return known;
  if (!type.startsWith('user.authentication.') || NO_LOGIN.has(type)) return undefined;
  const step = type.slice('user.authentication.'.length);
  const factor = Object.hasOwn(FACTORS, step) ? FACTORS[step] : undefined;
  return { interactive: type !== RICH_CLIENT, ...(factor === undefined ? {} : { factor }) };
}

/** Who logs in: the actor, else the user that the event is about. */
function accountIn(fields: Fields): string | undefined {
  const actor = fields.account('/actor/alternateId');
  if (actor !== undefined || fields.has('/actor/alternateId')) return actor;
  const target = fields.list('/target').find((one) => ['User', 'AppUser'].includes(one.text('/type') ?? ''));
  return target?.account('/alternateId');
}

function read(fields: Fields): Reading {
  const type = fields.text('/eventType');
  if (type === undefined) return notOurs('no eventType');
  const result = fields.text('/outcome/result')?.toUpperCase();
  const kind = kindOf(type, result);
  if (kind === undefined) return notOurs(type.startsWith('app.oauth2.') ? 'token grant' : 'no login');
  // CHALLENGE is the middle of a login: its end comes as an event of its own.
  if (result === 'CHALLENGE') return notOurs('login not finished');
  const actorType = fields.text('/actor/type');
  if (actorType !== undefined && actorType !== 'User') return notOurs('no person');
  const account = accountIn(fields);
  if (account === 'system@okta.com') return notOurs("the vendor's own account");
  const reason = fields.text('/outcome/reason');
  const failed = kind.failure !== undefined || result === 'FAILURE' || result === 'DENY' || result === 'ABANDONED';
  const credential = fields.text('/authenticationContext/credentialType');
  return {
    type: 'login',
    id: fields.text('/uuid'),
    time: fields.time('/published', '/eventTime'),
    account,
    ip: fields.address('/client/ipAddress', '/request/ipChain/0/ip'),
    userAgent: fields.text('/client/userAgent/rawUserAgent'),
    app: fields
      .list('/target')
      .find((one) => one.text('/type') === 'AppInstance')
      ?.text('/displayName', '/alternateId'),
    device: fields.text('/device/id', '/debugContext/debugData/deviceFingerprint'),
    geo: fields.geo({
      country: '/client/geographicalContext/country',
      region: '/client/geographicalContext/state',
      city: '/client/geographicalContext/city',
      lat: '/client/geographicalContext/geolocation/lat',
      lon: '/client/geographicalContext/geolocation/lon',
      asn: '/securityContext/asNumber',
      asOrg: '/securityContext/asOrg',
    }),
    anonymizer: isAnonymized(fields),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? (kind.failure ?? REASONS[reason ?? ''] ?? failureOf(reason, credential)) : undefined,
    interactive: kind.interactive,
    factor: kind.factor ?? CREDENTIAL_FACTORS[credential ?? ''],
  };
}

/** `isProxy`, or a tunnel (VPN, Tor, proxy) that Okta's enhanced zones found. */
function isAnonymized(fields: Fields): boolean {
  return (
    fields.flag('/securityContext/isProxy') === true ||
    /"anonymous":\s*true/.test(fields.text('/debugContext/debugData/tunnels') ?? '')
  );
}

export const okta = defineSource({
  vendor: 'okta',
  title: 'Okta',
  wayIn: 'event hook (with its handshake), log stream, System Log export',
  metadata: {
    whatToConfigure: [
      'Workflow → Event Hooks → Create Event Hook: URL `/v1/ingest/okta`, Authentication field `Authorization`, secret `Bearer <ingest token>`.',
      'Subscribe to: User sign in, User single sign on to app, Authentication of user via MFA, User rejected Okta push verify, Evaluation of sign-on policy.',
      'Press Verify: the challenge is answered here.',
      'For every event of the System Log use Reports → Log Streaming to AWS EventBridge or Splunk (HEC) instead.',
    ],
    canTell: [
      'logins with outcome and kind of failure',
      'single sign-on to apps',
      'place, network, proxy',
      'device with Okta FastPass',
    ],
    cannotTell: ['what is done inside the apps', 'refreshes of sessions and tokens (passed over)'],
    docs: 'https://developer.okta.com/docs/reference/api/system-log/',
  },
  sourcetypes: ['oktaim2:log', 'okta'],
  envelopes: ['/data/events', '/detail', '/events'],
  recognises: (fields) =>
    fields.has('/eventType') && (fields.has('/published') || fields.has('/actor/alternateId')) && fields.has('/actor'),
  read,
  handshake(request) {
    const asked = challenge(request.header('x-okta-verification-challenge'));
    return request.method === 'GET' && asked !== undefined ? answerJson({ verification: asked }) : undefined;
  },
  sampleRecord: {
    actor: {
      id: '00u1example',
      type: 'User',
      alternateId: 'ola@example.com',
      displayName: 'Ola Nordmann',
      detailEntry: null,
    },
    client: {
      userAgent: {
        rawUserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
        os: 'Windows 10',
        browser: 'CHROME',
      },
      zone: 'null',
      device: 'Computer',
      id: null,
      ipAddress: '192.0.2.10',
      geographicalContext: {
        city: 'Oslo',
        state: 'Oslo County',
        country: 'Norway',
        postalCode: '0150',
        geolocation: { lat: 59.91, lon: 10.75 },
      },
    },
    authenticationContext: { authenticationStep: 0, credentialType: 'PASSWORD', externalSessionId: '102example' },
    displayMessage: 'User login to Okta',
    eventType: 'user.session.start',
    outcome: { result: 'SUCCESS', reason: null },
    published: '2026-03-02T08:14:09.512Z',
    securityContext: {
      asNumber: 64500,
      asOrg: 'example network',
      isp: 'example network',
      domain: 'example.net',
      isProxy: false,
    },
    severity: 'INFO',
    uuid: '3c7f1f7e-1616-11f1-9f5e-0242ac120002',
    version: '0',
    target: null,
  },
});
