import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { answerJson, challenge } from './handshake.ts';
import { type LoginKind, loginKind } from './okta-events.ts';

/** Okta: System Log events, as event hooks, log streams and exports write them. */

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
/** The middle of a login: its end comes as an event of its own. */
const UNFINISHED = new Set(['CHALLENGE', 'DEFERRED', 'SCHEDULED']);
/** What the user did not do counts as done badly: a push without an answer, a login given up or held back. */
const FAILURES: Readonly<Record<string, Failure>> = {
  FAILURE: 'other',
  DENY: 'blocked',
  ABANDONED: 'other',
  UNANSWERED: 'mfa-denied',
  RATE_LIMIT: 'blocked',
};

/** Who logs in: the actor (by id where the name is withheld), else the user that the event is about. */
function accountIn(fields: Fields, bySystem: boolean): string | undefined {
  const actor = bySystem ? undefined : fields.account('/actor/alternateId', '/actor/id');
  if (actor !== undefined || (!bySystem && fields.has('/actor/alternateId'))) return actor;
  const target = fields.list('/target').find((one) => ['User', 'AppUser'].includes(one.text('/type') ?? ''));
  return target?.account('/alternateId');
}

function read(fields: Fields): Reading {
  const type = fields.text('/eventType');
  if (type === undefined) return notOurs('no eventType');
  const result = fields.text('/outcome/result')?.toUpperCase();
  const kind = loginKind(type, result);
  if (kind === undefined) return notOurs(type.startsWith('app.oauth2.') ? 'token grant' : 'no login');
  if (result !== undefined && UNFINISHED.has(result)) return notOurs('login not finished');
  const actorType = fields.text('/actor/type');
  // Logins that come in from an identity provider are written in the system's name; the user is the target.
  const bySystem = actorType === 'SystemPrincipal';
  if (actorType !== undefined && actorType !== 'User' && !bySystem) return notOurs('no person');
  const account = accountIn(fields, bySystem);
  if (account === 'system@okta.com' || (bySystem && account === undefined)) return notOurs("the vendor's own account");
  const denied = result !== undefined && Object.hasOwn(FAILURES, result) ? FAILURES[result] : undefined;
  const failed = kind.failure !== undefined || denied !== undefined;
  const factor = factorIn(fields, kind);
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
    failure: failed ? failureIn(fields, kind, factor, denied) : undefined,
    interactive: kind.interactive,
    factor,
  };
}

/** Okta's own engine writes a password too as `auth_via_mfa`: the factor is named beside it, or the authenticator among the targets. */
function factorIn(fields: Fields, kind: LoginKind): Factor | undefined {
  const named = [
    fields.text('/debugContext/debugData/factor'),
    ...fields.list('/target').map((target) => target.text('/detailEntry/methodTypeUsed')),
  ];
  if (kind.factor === 'mfa' && named.some((name) => /^password/i.test(name ?? ''))) return 'password';
  return kind.factor ?? CREDENTIAL_FACTORS[fields.text('/authenticationContext/credentialType') ?? ''];
}

function failureIn(fields: Fields, kind: LoginKind, factor: Factor | undefined, denied: Failure | undefined): Failure {
  if (kind.failure !== undefined && kind.failure !== 'other') return kind.failure;
  const reason = fields.text('/outcome/reason');
  const said = REASONS[reason ?? ''] ?? failureOf(reason, fields.text('/authenticationContext/credentialType'));
  // "Invalid credentials" of a second factor: a wrong code, not a wrong password.
  if (factor === 'mfa' && (said === 'bad-password' || said === 'other')) return 'mfa-denied';
  return said === 'other' ? (denied ?? said) : said;
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
