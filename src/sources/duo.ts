import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/** Cisco Duo: authentication logs (API v2 and v1), administrators' logins, and activity logs. */

const ADMIN_LOGINS: Readonly<Record<string, Failure | null>> = {
  login_attempt: null,
  admin_login: null,
  admin_login_error: 'bad-password',
  admin_2fa_error: 'mfa-denied',
  admin_factor_restrictions: 'mfa-denied',
  admin_lockout: 'blocked',
};
const REASONS: Readonly<Record<string, Failure>> = {
  user_marked_fraud: 'mfa-denied',
  anomalous_push: 'mfa-denied',
  user_mistake: 'mfa-denied',
  user_cancelled: 'mfa-denied',
  user_disapproved: 'mfa-denied',
  no_response: 'mfa-denied',
  no_keys_pressed: 'mfa-denied',
  call_timed_out: 'mfa-denied',
  invalid_passcode: 'mfa-denied',
  verification_code_incorrect: 'mfa-denied',
  frequent_attempts: 'blocked',
  error: 'other',
  deny_unenrolled_user: 'unknown-account',
  user_not_in_permitted_group: 'blocked',
};
const FACTORS: Readonly<Record<string, Factor>> = {
  trusted_device: 'other',
  remembered_device: 'token',
  trusted_network: 'other',
  trusted_mobile_authenticator: 'passkey',
  bypass_user: 'other',
  not_available: 'other',
};

const snake = (text: string): string => text.trim().toLowerCase().replaceAll(' ', '_');

function authentication(fields: Fields, result: string): Reading {
  const type = snake(fields.text('/event_type', '/eventtype') ?? 'authentication');
  if (type !== 'authentication') return notOurs('no login');
  const reason = snake(fields.text('/reason') ?? '');
  const factor = snake(fields.text('/factor') ?? '');
  const failed = snake(result) !== 'success';
  const v2 = fields.has('/access_device');
  const place = v2 ? '/access_device/location' : '/location';
  return {
    type: 'login',
    id: fields.text('/txid', '/akey'),
    time: fields.time('/isotimestamp', '/timestamp', '/ts'),
    account: fields.account('/email') ?? fields.account('/user/name', '/username', '/alias', '/user/key'),
    ip: fields.address('/access_device/ip', '/access_device/ip/address', '/ip'),
    userAgent: agentOf(fields),
    app: fields.text('/application/name', '/integration'),
    device: fields.text('/access_device/epkey', '/access_device/hostname'),
    geo: fields.geo({ country: `${place}/country`, region: `${place}/state`, city: `${place}/city` }),
    anonymizer: /anonymous_ip|anonymous_network|\btor\b|proxy/.test(reason),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? (REASONS[reason] ?? (snake(result) === 'fraud' ? 'mfa-denied' : blockedBy(reason))) : undefined,
    interactive: true,
    factor: factor === '' ? undefined : (FACTORS[factor] ?? 'mfa'),
  };
}

/** The endpoint, its place or its software is not allowed. */
function blockedBy(reason: string): Failure {
  if (
    /endpoint|location|restrict|out_of_date|version|invalid_device|anonymous|trust|software|bypass|locked|rooted|encryption|certificate|refer|management/.test(
      reason,
    )
  )
    return 'blocked';
  return failureOf(reason === '' ? undefined : reason, 'mfa');
}

/** Duo names browser and system, not the user agent: enough for a parser to tell clients apart. */
function agentOf(fields: Fields): string | undefined {
  const browser = fields.text('/access_device/browser');
  if (browser === undefined) return undefined;
  const version = fields.text('/access_device/browser_version');
  const os = [fields.text('/access_device/os'), fields.text('/access_device/os_version')]
    .filter((one) => one !== undefined)
    .join(' ');
  return `${browser}${version === undefined ? '' : `/${version}`}${os === '' ? '' : ` (${os})`}`;
}

function admin(fields: Fields, action: string): Reading {
  if (!Object.hasOwn(ADMIN_LOGINS, action)) return notOurs('no login');
  const usual = ADMIN_LOGINS[action] ?? undefined;
  const refused = fields.text('/outcome/result')?.toUpperCase() === 'FAILURE' ? 'other' : undefined;
  const said = usual === 'bad-password' ? failureOf(fields.text('/description/error')) : 'other';
  const failure = said === 'other' ? (usual ?? refused) : said;
  return {
    type: 'login',
    id: fields.text('/activity_id'),
    time: fields.time('/isotimestamp', '/timestamp', '/ts'),
    account: fields.account('/description/email', '/actor/details/email', '/username', '/actor/name'),
    ip: fields.address('/description/ip_address', '/access_device/ip/address', '/access_device/ip', '/ip_address'),
    userAgent: agentOf(fields),
    app: action.startsWith('admin_') ? 'duo admin' : (fields.text('/application/name') ?? 'duo'),
    geo: fields.geo({
      country: '/access_device/location/country',
      region: '/access_device/location/state',
      city: '/access_device/location/city',
    }),
    outcome: failure === undefined ? 'success' : 'failure',
    failure,
    interactive: true,
    factor: fields.has('/description/factor') ? 'mfa' : undefined,
  };
}

function read(fields: Fields): Reading {
  const result = fields.text('/result');
  const action = fields.text('/action/name', '/action');
  if (action !== undefined) return admin(fields, action);
  return result === undefined ? notOurs('no login') : authentication(fields, result);
}

export const duo = defineSource({
  vendor: 'duo',
  aliases: ['cisco-duo'],
  title: 'Cisco Duo',
  wayIn: 'webhook or HEC (authentication, administrator and activity logs)',
  metadata: {
    whatToConfigure: [
      'Applications → Protect an Application → Admin API with the permission "Grant read log".',
      'Let Duo Log Sync or your collector fetch `/admin/v2/logs/authentication` and post its pages to `/v1/ingest/duo`, or send them to HEC with a sourcetype beginning `duo`.',
    ],
    canTell: [
      'second factors: answered, refused, marked as fraud, blocked by policy',
      'place, device and application',
      "administrators' logins",
    ],
    cannotTell: ['the first factor (password) of most applications'],
    docs: 'https://duo.com/docs/adminapi#authentication-logs',
  },
  sourcetypes: ['duo', 'cisco:duo'],
  envelopes: ['/response/authlogs', '/response/items', '/response', '/authlogs', '/items'],
  recognises: (fields) =>
    (fields.has('/result') &&
      fields.has('/factor') &&
      (fields.has('/access_device') || fields.has('/integration') || fields.has('/application/key'))) ||
    (fields.has('/txid') && fields.has('/access_device')),
  read,
  sampleRecord: {
    access_device: {
      browser: 'Chrome',
      browser_version: '126.0.0.0',
      epkey: 'EP1EXAMPLE',
      hostname: null,
      ip: '192.0.2.10',
      is_encryption_enabled: 'unknown',
      location: { city: 'Oslo', country: 'Norway', state: 'Oslo' },
      os: 'Windows',
      os_version: '10',
    },
    alias: '',
    application: { key: 'DIEXAMPLE', name: 'Citrix' },
    auth_device: {
      ip: '192.0.2.55',
      key: 'DPEXAMPLE',
      location: { city: 'Oslo', country: 'Norway', state: 'Oslo' },
      name: 'phone',
    },
    email: 'ola@example.com',
    event_type: 'authentication',
    factor: 'duo_push',
    isotimestamp: '2026-03-02T08:14:09.512345+00:00',
    reason: 'user_approved',
    result: 'success',
    timestamp: 1772439249,
    txid: '340a23e3-23f3-23c1-87dc-1491a23dfdbb',
    user: { groups: [], key: 'DUEXAMPLE', name: 'ola' },
  },
});
