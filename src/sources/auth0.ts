import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/** Auth0 log events, as log streams send them: `{log_id, data: {…}}`, in arrays, one a line, or inside EventBridge. */

interface Login {
  readonly failure?: Failure;
  readonly interactive: boolean;
  readonly factor?: Factor;
}

/** https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes */
const LOGINS: Readonly<Record<string, Login>> = {
  s: { interactive: true },
  scoa: { interactive: true, factor: 'password' },
  sens: { interactive: true, factor: 'sso' },
  ssa: { interactive: false, factor: 'token' },
  sertft: { interactive: false, factor: 'token' },
  sepft: { interactive: false, factor: 'password' },
  seoobft: { interactive: true, factor: 'mfa' },
  seotpft: { interactive: true, factor: 'mfa' },
  sercft: { interactive: true, factor: 'mfa' },
  sepkoobft: { interactive: true, factor: 'mfa' },
  sepkotpft: { interactive: true, factor: 'mfa' },
  sepkrcft: { interactive: true, factor: 'mfa' },
  sdel: { interactive: true, factor: 'other' },
  ciba_exchange_succeeded: { interactive: true, factor: 'mfa' },
  gd_auth_email_verification: { interactive: true, factor: 'mfa' },
  gd_auth_succeed: { interactive: true, factor: 'mfa' },
  gd_recovery_succeed: { interactive: true, factor: 'mfa' },
  f: { interactive: true, failure: 'other' },
  fc: { interactive: true, failure: 'other' },
  fp: { interactive: true, failure: 'bad-password', factor: 'password' },
  fu: { interactive: true, failure: 'unknown-account' },
  fcoa: { interactive: true, failure: 'bad-password', factor: 'password' },
  fens: { interactive: true, failure: 'other', factor: 'sso' },
  fepft: { interactive: false, failure: 'bad-password', factor: 'password' },
  feoobft: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  feotpft: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  fercft: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  fepotpft: { interactive: true, failure: 'bad-password', factor: 'other' },
  passkey_challenge_failed: { interactive: true, failure: 'other', factor: 'passkey' },
  ciba_exchange_failed: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  fertft: { interactive: false, failure: 'other', factor: 'token' },
  ferrt: { interactive: false, failure: 'other', factor: 'token' },
  gd_auth_failed: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  gd_auth_rejected: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  gd_otp_rate_limit_exceed: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  gd_recovery_failed: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  gd_webauthn_challenge_failed: { interactive: true, failure: 'mfa-denied', factor: 'mfa' },
  pwd_leak: { interactive: true, failure: 'blocked', factor: 'password' },
  limit_wc: { interactive: true, failure: 'blocked', factor: 'password' },
  limit_sul: { interactive: true, failure: 'blocked' },
  limit_mu: { interactive: true, failure: 'blocked' },
};
/** What follows a login or renews nothing: not logins of their own. */
const TOKENS = new Set([
  ...['seacft', 'feacft', 'seccft', 'feccft', 'fsa', 'sede', 'fede', 'sapi', 'fapi', 'sd', 'fd', 'srrt'],
  ...['sdelsa', 'fdelsa', 'sdeleacft', 'fdeleacft', 'secte', 'fecte', 'seta', 'feta', 'jwt_bearer_exchange_failed'],
]);
/** The middle of a login: the password was right, a second factor is asked for. */
const UNFINISHED = new Set([
  'scv',
  'pla',
  'mfar',
  'gd_start_auth',
  'passkey_challenge_started',
  'ciba_start_succeeded',
]);
/** Codes that leave the kind of the failure to the description. */
const DESCRIBED = new Set(['f', 'fc', 'fcoa', 'fens', 'fepft']);

function accountIn(fields: Fields): string | undefined {
  const named = fields.account(
    '/user_name',
    '/details/prompts/0/user_name',
    '/details/body/username',
    '/details/body/email',
  );
  return named ?? fields.account('/user_id', '/details/prompts/0/user_id');
}

function failureIn(fields: Fields, type: string, usual: Failure | undefined): Failure | undefined {
  if (usual === undefined || !DESCRIBED.has(type)) return usual;
  const said = failureOf(fields.text('/description'), fields.text('/details/error/message', '/details/error'));
  return said === 'other' ? usual : said;
}

/** Streams wrap the event in `data`; the Management API does not. */
function read(record: Fields): Reading {
  const fields = record.list('/data')[0] ?? record;
  const type = fields.text('/type');
  if (type === undefined) return notOurs('no type');
  const login = Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (login === undefined)
    return notOurs(TOKENS.has(type) ? 'token or API' : UNFINISHED.has(type) ? 'login not finished' : 'no login');
  const connection = fields.text('/strategy', '/strategy_type') ?? '';
  return {
    type: 'login',
    id: fields.text('/log_id', '/_id'),
    time: fields.time('/date'),
    account: accountIn(fields),
    ip: fields.address('/ip', '/client_ip'),
    userAgent: fields.text('/user_agent'),
    app: fields.text('/client_name', '/client_id'),
    geo: fields.geo({
      country: '/location_info/country_code',
      city: '/location_info/city_name',
      lat: '/location_info/latitude',
      lon: '/location_info/longitude',
      timeZone: '/location_info/time_zone',
    }),
    outcome: login.failure === undefined ? 'success' : 'failure',
    failure: failureIn(fields, type, login.failure),
    interactive: login.interactive,
    factor:
      login.factor ??
      (connection === 'auth0' || connection === 'database' ? 'password' : connection === '' ? undefined : 'sso'),
  };
}

const isBare = (fields: Fields): boolean => fields.has('/type') && fields.has('/log_id') && fields.has('/date');

export const auth0 = defineSource({
  vendor: 'auth0',
  title: 'Auth0',
  wayIn: 'log stream: custom webhook (array or lines), EventBridge',
  metadata: {
    whatToConfigure: [
      'Monitoring → Streams → Create Stream → Custom Webhook: payload URL `/v1/ingest/auth0`, authorization token `Bearer <ingest token>`, content format JSON Array or JSON Lines.',
      'Event category filter: Login, Silent Authentication, Token Exchange, MFA.',
    ],
    canTell: [
      'logins with kind of failure',
      'second factors answered and refused',
      'refreshes and silent logins, kept apart',
    ],
    cannotTell: ['places, on most plans (taken from the address)', 'machine-to-machine tokens (passed over)'],
    docs: 'https://auth0.com/docs/customize/log-streams/custom-log-streams',
  },
  sourcetypes: ['auth0'],
  envelopes: ['/detail', '/logs', '/events'],
  recognises: (fields) => (fields.has('/log_id') && fields.has('/data/type')) || isBare(fields),
  read,
  sampleRecord: {
    log_id: '90020260302081409512000000000000000001223372036854775807',
    data: {
      date: '2026-03-02T08:14:09.512Z',
      type: 's',
      connection: 'Username-Password-Authentication',
      strategy: 'auth0',
      strategy_type: 'database',
      client_id: 'exampleclient',
      client_name: 'Portal',
      ip: '192.0.2.10',
      user_agent: 'Chrome 126.0.0 / Windows 10.0.0',
      user_id: 'auth0|5f00example',
      user_name: 'ola@example.com',
      log_id: '90020260302081409512000000000000000001223372036854775807',
    },
  },
});
