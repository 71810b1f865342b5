import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { clockIn, lineIn } from './line.ts';
import { auditLine } from './ping-lines.ts';
import { asInstant } from './times.ts';

/**
 * Ping: activities of PingOne (`action.type`), and the security audit log of PingFederate (`event`, `subject`, `status`), in JSON or as
 * lines of text.
 */

/** PingOne's steps of a login; a record of each kind ends in a word that tells how it went. */
const STEPS: readonly (readonly [RegExp, Factor | undefined])[] = [
  [/^USER\.ACCESS_(?:ALLOWED|DENIED)$/, undefined],
  [/^PASSWORD\.CHECK_/, 'password'],
  [
    /^(?:OTP|MFA|PUSH|TOTP|FIDO2?|ASSERTION|MAGIC_LINK|DEVICE_AUTHENTICATION|DEVICE)\.(?:.*CHECK|.*AUTHENTICAT|VERIF)/,
    'mfa',
  ],
  // A flow that is created has only begun; a session that is created is the end of one.
  [
    /^(?:AUTHENTICATION|SIGN_ON|FLOW|SESSION)\.(?:COMPLETED|SUCCE|FAIL|DENIED)|^(?:AUTHENTICATION|SESSION)\.CREATED/,
    undefined,
  ],
  [/^(?:SAML|SSO|OIDC|IDENTITY_PROVIDER|LINKED_ACCOUNT)\w*\.(?:SUCCE|FAIL|AUTHENTICAT|COMPLETED)/, 'sso'],
];
const FAILED = /FAIL|DENIED|REJECT|ERROR|LOCKED|INVALID/i;

function pingOne(fields: Fields, type: string): Reading {
  const step = STEPS.find(([pattern]) => pattern.test(type));
  if (step === undefined) return notOurs('no login');
  const actor = fields.text('/actors/user/type');
  if (actor !== undefined && actor !== 'USER') return notOurs('no person');
  const status = fields.text('/result/status') ?? 'SUCCESS';
  const failed = FAILED.test(status) || FAILED.test(type);
  const factor = step[1];
  return {
    type: 'login',
    id: fields.text('/id'),
    time: fields.time('/recordedAt', '/createdAt'),
    account: fields.account('/actors/user/name', '/resources/0/name', '/actors/user/id'),
    ip: fields.address('/source/ipAddress', '/source/ip'),
    userAgent: fields.text('/source/userAgent'),
    app: fields.text('/actors/client/name', '/actors/client/id'),
    device: fields.text('/source/device/id'),
    geo: fields.geo({ country: '/source/geo/country', region: '/source/geo/state', city: '/source/geo/city' }),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/result/description'), type.replaceAll(/[._]/g, ' ')) : undefined,
    interactive: true,
    factor,
  };
}

const FEDERATE_LOGINS = new Set(['SSO', 'AUTHN_ATTEMPT', 'AUTHN_SESSION_CREATED', 'AUTHN_REQUEST', 'OAuth']);
function pingFederate(fields: Fields, event: string): Reading {
  if (!FEDERATE_LOGINS.has(event)) return notOurs('no login');
  const status = fields.text('/status') ?? 'success';
  if (/in.?progress/i.test(status)) return notOurs('login not finished');
  const failed = FAILED.test(status);
  const token = event === 'OAuth';
  return {
    type: 'login',
    id: fields.text('/requestid', '/id'),
    time: fields.time('/time', '/timestamp', '/dtime'),
    localTime: localTimeIn(fields),
    account: fields.account('/subject', '/localuserid', '/username'),
    ip: fields.address('/ip', '/client_ip', '/clientip'),
    userAgent: fields.text('/useragent', '/http_user_agent'),
    app: fields.text('/app', '/connectionname', '/connectionid', '/partner', '/client_id'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/description'), 'password') : undefined,
    // A token is asked for by a program, often from a server; the person's own part of it is an event before it.
    interactive: !token,
    factor: token ? 'token' : event === 'SSO' ? 'sso' : undefined,
  };
}

/** The clock of the server, without its zone: at the front of the line, or in CEF's own field. */
function localTimeIn(fields: Fields): number | undefined {
  const line = lineIn(fields.record);
  return line === undefined ? undefined : (clockIn(line) ?? asInstant(fields.text('/rt')));
}

function wrap(record: Readonly<Record<string, unknown>>): unknown {
  const line = 'subject' in record || 'action' in record ? undefined : lineIn(record);
  const audited = line === undefined ? undefined : auditLine(line);
  return audited === undefined ? record : { ...record, ...audited };
}

function read(fields: Fields): Reading {
  const action = fields.text('/action/type');
  if (action !== undefined) return pingOne(fields, action);
  const event = fields.text('/event');
  return event === undefined ? notOurs('no action') : pingFederate(fields, event);
}

function isAudited(record: unknown): boolean {
  const line = lineIn(record);
  return line !== undefined && auditLine(line) !== undefined;
}

export const ping = defineSource({
  vendor: 'ping',
  aliases: ['pingone', 'ping-one', 'pingfederate'],
  title: 'Ping Identity',
  wayIn: 'PingOne webhook (JSON), HEC (PingFederate)',
  metadata: {
    whatToConfigure: [
      'PingOne: Integrations → Webhooks → Add Webhook: destination `/v1/ingest/ping`, format Ping Activity Format (JSON), header `Authorization: Bearer <ingest token>`; event types Password, OTP, Device Authentication, User Access.',
      'PingFederate: forward `audit.log`, or what its appenders for Splunk and CEF write, line by line to HEC with a sourcetype beginning `ping`; or in JSON, or each line in a field `message`, to `/v1/ingest/ping`. Run its server in UTC: the lines have no zone.',
    ],
    canTell: ['steps of logins with outcome', 'single sign-on to applications'],
    cannotTell: ['the address, in older PingOne environments'],
    docs: 'https://docs.pingidentity.com/pingone/monitoring/p1_audit_event_types.html',
  },
  sourcetypes: ['ping'],
  envelopes: ['/_embedded/activities', '/activities'],
  recognises: (fields) =>
    (fields.has('/action/type') && fields.has('/recordedAt')) ||
    (fields.has('/subject') && fields.has('/event') && fields.has('/protocol')) ||
    isAudited(fields.record),
  hasLines: true,
  wrap,
  read,
  sampleRecord: {
    _links: { self: { href: 'https://api.pingone.eu/v1/environments/e-1/activities/a-1' } },
    id: '3c7f1f7e-0000-4000-8000-000000000001',
    recordedAt: '2026-03-02T08:14:09.512Z',
    createdAt: '2026-03-02T08:14:09.600Z',
    correlationId: 'c-1',
    actors: {
      client: { id: 'c-1', name: 'Citrix', type: 'CLIENT' },
      user: { id: '11111111-0000-4000-8000-000000000001', name: 'ola@example.com', type: 'USER' },
    },
    action: { type: 'PASSWORD.CHECK_SUCCEEDED', description: 'Password Check Succeeded' },
    resources: [{ type: 'USER', id: '11111111-0000-4000-8000-000000000001', name: 'ola@example.com' }],
    source: {
      ipAddress: '192.0.2.10',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36',
    },
    result: { status: 'SUCCESS', description: 'Successful password check' },
  },
});
