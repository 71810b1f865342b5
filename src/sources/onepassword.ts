import { defineSource } from './define.ts';
import { type Failure, notOurs, type Reading } from './draft.ts';
import type { Fields } from './fields.ts';

/** 1Password Business: sign-in attempts, item usages and audit events of the Events API. */

const FAILURES: Readonly<Record<string, Failure>> = {
  credentials_failed: 'bad-password',
  mfa_failed: 'mfa-denied',
  sso_failed: 'other',
  modern_version_failed: 'blocked',
  firewall_failed: 'blocked',
};
const SUCCESSES = new Set(['success', 'firewall_reported_success']);

function common(fields: Fields, who: string, client: string) {
  return {
    id: fields.text('/uuid'),
    time: fields.time('/timestamp'),
    account: fields.account(`${who}/email`, `${who}/uuid`),
    ip: fields.address(`${client}/ip_address`, `${client}/ip`),
    userAgent: agentOf(fields),
    geo: fields.geo({
      country: fields.has('/location/country') ? '/location/country' : '/country',
      region: '/location/region',
      city: '/location/city',
      lat: '/location/latitude',
      lon: '/location/longitude',
    }),
  };
}

function agentOf(fields: Fields): string | undefined {
  const app = fields.text('/client/app_name');
  if (app === undefined) return undefined;
  const os = [fields.text('/client/os_name'), fields.text('/client/os_version')]
    .filter((one) => one !== undefined)
    .join(' ');
  return `${app}/${fields.text('/client/app_version') ?? '0'}${os === '' ? '' : ` (${os})`}`;
}

function signIn(fields: Fields): Reading {
  const category = fields.text('/category') ?? '';
  const failed = !SUCCESSES.has(category);
  const type = fields.text('/type') ?? '';
  return {
    type: 'login',
    ...common(fields, '/target_user', '/client'),
    app: '1password',
    device: fields.text('/client/device_uuid'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? (FAILURES[category] ?? 'other') : undefined,
    interactive: true,
    factor: /mfa/.test(type) ? 'mfa' : /sso/.test(type) ? 'sso' : 'password',
  };
}

function usage(fields: Fields): Reading {
  const action = fields.text('/action');
  if (action !== 'export' && action !== 'share') return notOurs('no export');
  return {
    type: 'storage',
    ...common(fields, '/user', '/client'),
    service: '1password.com',
    operation: action === 'export' ? 'download' : 'share',
    count: 1,
    object: fields.text('/item_uuid', '/vault_uuid'),
    external: action === 'share' ? true : undefined,
  };
}

function audit(fields: Fields): Reading {
  const action = fields.text('/action');
  const isLink = action === 'create' && /share|link/.test(fields.text('/object_type') ?? '');
  if (action !== 'export' && action !== 'share' && !isLink) return notOurs('no login or export');
  return {
    type: 'storage',
    ...common(fields, '/actor_details', '/session'),
    service: '1password.com',
    operation: action === 'export' ? 'download' : 'share',
    count: 1,
    object: fields.text('/object_details/name', '/object_uuid'),
    external: action === 'export' ? undefined : true,
  };
}

function read(fields: Fields): Reading {
  if (fields.has('/target_user')) return signIn(fields);
  if (fields.has('/item_uuid')) return usage(fields);
  return fields.has('/actor_uuid') ? audit(fields) : notOurs('other event');
}

export const onepassword = defineSource({
  vendor: 'onepassword',
  aliases: ['1password'],
  title: '1Password',
  wayIn: 'webhook, HEC (Events API)',
  metadata: {
    whatToConfigure: [
      'Integrations → Events Reporting → Other: a bearer token for sign-in attempts, item usage and audit events.',
      'Let a collector fetch `/api/v2/signinattempts`, `/itemusages` and `/auditevents` and post its pages (`{"items": […]}`) to `/v1/ingest/onepassword`.',
    ],
    canTell: ['sign-ins with category of failure, place, app and device', 'items and vaults exported or shared'],
    cannotTell: ['bytes'],
    docs: 'https://developer.1password.com/docs/events-api/reference/',
  },
  sourcetypes: ['1password'],
  envelopes: ['/items', '/audit_events'],
  recognises: (fields) =>
    fields.has('/uuid') &&
    ((fields.has('/target_user') && fields.has('/category')) ||
      (fields.has('/item_uuid') && fields.has('/vault_uuid')) ||
      (fields.has('/actor_uuid') && fields.has('/object_type'))),
  read,
  sampleRecord: {
    uuid: '56YE2TYN2VFYRLNSHKPW5NVT5E',
    session_uuid: 'A5K6COGVRVEJXJW3XQZGS7VAMM',
    timestamp: '2026-03-02T08:14:09.512345678Z',
    category: 'success',
    type: 'credentials_ok',
    country: 'NO',
    details: null,
    target_user: { uuid: 'IR7VJHJ36JHINBFAD7V2T5MP3E', name: 'Ola Nordmann', email: 'ola@example.com', type: 'user' },
    client: {
      app_name: '1Password Browser Extension',
      app_version: '20240',
      platform_name: 'Chrome',
      platform_version: '126.0',
      os_name: 'Windows',
      os_version: '10',
      ip_address: '192.0.2.10',
    },
    location: { country: 'NO', region: 'Oslo', city: 'Oslo', latitude: 59.91, longitude: 10.75 },
  },
});
