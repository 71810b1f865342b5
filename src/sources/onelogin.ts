import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/** OneLogin events, as the event webhook broadcasts them (array or lines) and the events API lists them. */

interface Login {
  readonly failed?: Failure;
  readonly interactive: boolean;
  readonly factor?: Factor;
}

/** An administrator goes on as somebody else: the login is the administrator's. */
const ASSUMED = '3';

/** https://developers.onelogin.com/api-docs/1/events/event-resource */
const LOGINS: Readonly<Record<string, Login>> = {
  [ASSUMED]: { interactive: true, factor: 'other' },
  '5': { interactive: true },
  '6': { interactive: true, failed: 'bad-password' },
  '8': { interactive: true, factor: 'sso' },
  '35': { interactive: true, failed: 'blocked' },
  '68': { interactive: true, factor: 'password' },
  '69': { interactive: true, failed: 'bad-password' },
  '77': { interactive: true, failed: 'other', factor: 'sso' },
  '78': { interactive: true, factor: 'sso' },
  '85': { interactive: true, failed: 'other' },
  '86': { interactive: true, failed: 'other' },
  '118': { interactive: true, failed: 'other', factor: 'sso' },
  '122': { interactive: false, factor: 'password' },
  '123': { interactive: false, failed: 'bad-password' },
  '129': { interactive: false, failed: 'bad-password' },
  '130': { interactive: false, factor: 'password' },
  '140': { interactive: true, factor: 'sso' },
  '141': { interactive: true, failed: 'other', factor: 'sso' },
  '153': { interactive: true, factor: 'password' },
  '154': { interactive: true, failed: 'bad-password' },
  '527': { interactive: true, failed: 'mfa-denied', factor: 'mfa' },
  '528': { interactive: true, factor: 'mfa' },
};

function failureIn(fields: Fields, usual: Failure): Failure {
  const said = failureOf(fields.text('/error_description', '/notes', '/custom_message'));
  return said === 'other' ? usual : said;
}

function read(fields: Fields): Reading {
  const type = fields.text('/event_type_id');
  const login = type !== undefined && Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (login === undefined) return notOurs('no login');
  const assumed = type === ASSUMED;
  return {
    type: 'login',
    id: fields.text('/uuid', '/id'),
    time: fields.time('/event_timestamp', '/created_at'),
    account: assumed
      ? fields.account('/actor_user_email', '/actor_user_name', '/actor_user_id')
      : fields.account('/user_email', '/login_name', '/user_name', '/actor_user_name', '/user_id'),
    ip: fields.address('/ipaddr', '/ip_address'),
    userAgent: fields.text('/browser_fingerprint/user_agent', '/user_agent', '/browser'),
    app: fields.text('/app_name'),
    device: fields.text('/device_id'),
    outcome: login.failed === undefined ? 'success' : 'failure',
    failure: login.failed === undefined ? undefined : failureIn(fields, login.failed),
    interactive: login.interactive,
    factor: fields.has('/otp_device_id') && fields.text('/otp_device_id') !== undefined ? 'mfa' : login.factor,
  };
}

export const onelogin = defineSource({
  vendor: 'onelogin',
  title: 'OneLogin',
  wayIn: 'event webhook (JSON array or lines), pages of the events API',
  metadata: {
    whatToConfigure: [
      'Developers → Webhooks → New Webhook → Event Webhook for Log Management: listener URL `/v1/ingest/onelogin`, format SIEM (NDJSON) or JSON array.',
      'Custom headers: `Authorization: Bearer <ingest token>`.',
    ],
    canTell: ['logins to OneLogin and to apps, RADIUS, LDAP and desktop logins, with failures'],
    cannotTell: ['places (taken from the address)', 'the client, in events of the API'],
    docs: 'https://developers.onelogin.com/api-docs/1/events/event-resource',
  },
  sourcetypes: ['onelogin'],
  envelopes: ['/data', '/events'],
  recognises: (fields) =>
    fields.has('/event_type_id') &&
    (fields.has('/account_id') || fields.has('/actor_user_id') || fields.has('/ipaddr')),
  read,
  sampleRecord: {
    uuid: '3c7f1f7e-0000-4000-8000-000000000001',
    event_type_id: 5,
    account_id: 100001,
    user_id: 200001,
    user_name: 'ola@example.com',
    actor_user_id: 200001,
    actor_user_name: 'ola@example.com',
    ipaddr: '192.0.2.10',
    event_timestamp: '2026-03-02 08:14:09 UTC',
    create: { id: '3c7f1f7e-0000-4000-8000-000000000001' },
    notes: 'password',
  },
});
