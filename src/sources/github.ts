import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { isObject, parsedJson } from './pointer.ts';
import { hmacOfBody } from './signature.ts';

/** GitHub: the audit log of organisations and enterprises, streamed or exported. */

const LOGINS: Readonly<Record<string, Failure | null>> = {
  'user.login': null,
  'user.failed_login': 'bad-password',
  'user.new_device_used': null,
  'user.two_factor_recover': null,
  'user.two_factor_challenge_failure': 'mfa-denied',
  'user.device_verification_failure': 'mfa-denied',
  'staff.fake_login': null,
  'user.sign_in_from_unrecognized_device': null,
  'user.sign_in_from_unrecognized_device_and_location': null,
  'org.sso_response': null,
  'business.sso_response': null,
  'account.login': null,
};
/** The middle of a login: the password was right, a code or a known device is asked for. */
const UNFINISHED = new Set([
  'user.correct_password_from_unrecognized_device',
  'user.correct_password_from_unrecognized_device_and_location',
  'user.two_factor_requested',
  'user.two_factor_challenge_success',
  'user.device_verification_requested',
  'user.device_verification_success',
]);
const TRANSFERS: Readonly<Record<string, StorageOperation>> = {
  'git.clone': 'download',
  'git.fetch': 'download',
  'git.push': 'upload',
  'repo.download_zip': 'download',
  'release_asset.download': 'download',
  'migration.download': 'download',
  'migration.create': 'download',
  'repo.transfer': 'share',
  'repo.transfer_outgoing': 'share',
  'repo.destroy': 'delete',
};

function common(fields: Fields) {
  return {
    id: fields.text('/_document_id', '/document_id'),
    time: fields.time('/@timestamp', '/created_at', '/at_sign_timestamp', '/timestamp'),
    account: fields.account('/actor', '/user'),
    ip: fields.address('/actor_ip'),
    userAgent: fields.text('/user_agent'),
    geo: fields.geo({
      country: '/actor_location/country_code',
      region: '/actor_location/region_name',
      city: '/actor_location/city',
      lat: '/actor_location/location/lat',
      lon: '/actor_location/location/lon',
    }),
  };
}

/** Enterprise Server writes through syslog: `… github_audit: {…}`, the details under `data`. */
function wrap(record: Readonly<Record<string, unknown>>): unknown {
  const audited = 'action' in record ? record : (auditIn(record) ?? record);
  return isObject(audited.data) ? { ...audited.data, ...audited } : audited;
}

function auditIn({ message }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  if (typeof message !== 'string') return undefined;
  const at = message.indexOf('github_audit: {');
  const inner = at < 0 ? undefined : parsedJson(message.slice(at + 'github_audit: '.length).trim());
  return isObject(inner) ? inner : undefined;
}

/** Made public: by `repo.access` to "public", or created so. */
const isOpened = (fields: Fields, action: string): boolean =>
  action === 'repo.access' && fields.text('/visibility', '/access')?.toLowerCase() === 'public';

function read(fields: Fields): Reading {
  const action = fields.text('/action');
  if (action === undefined) return notOurs('no action');
  if (UNFINISHED.has(action)) return notOurs('login not finished');
  if (Object.hasOwn(LOGINS, action)) {
    const denied = fields.text('/issuer') !== undefined && fields.text('/error', '/message') !== undefined;
    const failure = LOGINS[action] ?? (denied ? failureOf(fields.text('/error', '/message')) : undefined);
    return {
      type: 'login',
      ...common(fields),
      app: 'github',
      outcome: failure === undefined ? 'success' : 'failure',
      failure,
      interactive: true,
      factor: action.endsWith('sso_response') ? 'sso' : undefined,
    };
  }
  const operation = isOpened(fields, action)
    ? 'share'
    : Object.hasOwn(TRANSFERS, action)
      ? TRANSFERS[action]
      : undefined;
  if (operation === undefined) return notOurs('no login or transfer');
  return {
    type: 'storage',
    ...common(fields),
    app: fields.text('/programmatic_access_type', '/transport_protocol_name'),
    service: 'github.com',
    operation,
    count: 1,
    object: fields.text('/repo', '/repository', '/org'),
    external: operation === 'share' ? true : undefined,
  };
}

export const github = defineSource({
  vendor: 'github',
  title: 'GitHub',
  wayIn: 'audit log stream (HEC), exports, webhook',
  metadata: {
    whatToConfigure: [
      'Enterprise settings → Audit log → Log streaming → Splunk: domain of this server, token = ingest token. Enable source IP disclosure and Git events.',
      'Or export the audit log and post its lines to `/v1/ingest/github`. Signed webhooks are verified with the secret of the source.',
    ],
    canTell: [
      'clones, fetches, pushes and archives downloaded',
      'repositories transferred or made public',
      'logins and single sign-on where the edition logs them',
    ],
    cannotTell: ['bytes', 'logins of personal accounts outside of single sign-on'],
    docs: 'https://docs.github.com/enterprise-cloud@latest/admin/monitoring-activity-in-your-enterprise/reviewing-audit-logs-for-your-enterprise/audit-log-events-for-your-enterprise',
  },
  sourcetypes: ['github'],
  recognises: (fields) =>
    fields.has('/action') &&
    fields.has('/actor') &&
    (fields.has('/org') ||
      fields.has('/repo') ||
      fields.has('/business') ||
      fields.has('/_document_id') ||
      fields.has('/actor_id')),
  wrap,
  read,
  signature: hmacOfBody('x-hub-signature-256', { prefix: 'sha256=' }),
  sampleRecord: {
    '@timestamp': 1772439249512,
    _document_id: 'WFxYexample',
    action: 'git.clone',
    actor: 'ola-example',
    actor_id: 1000001,
    actor_ip: '192.0.2.10',
    actor_location: { country_code: 'NO' },
    business: 'example',
    org: 'example',
    repo: 'example/finance',
    repository: 'example/finance',
    repository_public: false,
    transport_protocol: 1,
    transport_protocol_name: 'http',
    user_agent: 'git/2.45.0',
  },
});
