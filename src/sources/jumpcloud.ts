import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/** JumpCloud Directory Insights. */

const LOGINS: Readonly<Record<string, { readonly interactive: boolean; readonly factor?: Factor }>> = {
  user_login_attempt: { interactive: true },
  admin_login_attempt: { interactive: true },
  login_attempt: { interactive: true, factor: 'password' },
  sso_auth: { interactive: true, factor: 'sso' },
  sso_auth_failed: { interactive: true, factor: 'sso' },
  idp_auth: { interactive: true, factor: 'sso' },
  oidc_auth: { interactive: true, factor: 'sso' },
  radius_auth_attempt: { interactive: true, factor: 'password' },
  radius_auth: { interactive: true, factor: 'password' },
  ldap_bind: { interactive: false, factor: 'password' },
};

function agentOf(fields: Fields): string | undefined {
  const name = fields.text('/useragent/name');
  if (name === undefined) return fields.text('/useragent', '/user_agent');
  return `${name}/${fields.text('/useragent/version') ?? '0'} (${fields.text('/useragent/os_full', '/useragent/os') ?? 'unknown'})`;
}

function read(fields: Fields): Reading {
  const type = fields.text('/event_type');
  const kind = type !== undefined && Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (kind === undefined) return notOurs('no login');
  const failed =
    fields.flag('/success', '/sso_token_success', '/auth_context/success') === false ||
    /failed|deny/.test(`${type} ${fields.text('/auth_context/auth_methods/outcome') ?? ''}`);
  return {
    type: 'login',
    id: fields.text('/id'),
    time: fields.time('/timestamp'),
    account: fields.account('/initiated_by/email', '/initiated_by/username', '/username', '/initiated_by/id'),
    ip: fields.address('/client_ip', '/src_ip'),
    userAgent: agentOf(fields),
    app: fields.text('/application/display_label', '/application/name', '/service'),
    device: fields.text('/system/id', '/system/hostname', '/auth_context/system/id'),
    geo: fields.geo({
      country: '/geoip/country_code',
      region: '/geoip/region_name',
      city: '/geoip/city',
      lat: '/geoip/latitude',
      lon: '/geoip/longitude',
      timeZone: '/geoip/timezone',
    }),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/error_message', '/message', '/error_code'), 'password') : undefined,
    interactive: kind.interactive,
    factor: fields.flag('/mfa') === true ? 'mfa' : (kind.factor ?? 'password'),
  };
}

export const jumpcloud = defineSource({
  vendor: 'jumpcloud',
  title: 'JumpCloud',
  wayIn: 'webhook, HEC (Directory Insights)',
  metadata: {
    whatToConfigure: [
      'Create an API key with read access to Directory Insights.',
      'Let a collector (JumpCloud serverless app, Elastic Agent) fetch `/insights/directory/v1/events` for all services and post its arrays to `/v1/ingest/jumpcloud`.',
    ],
    canTell: ['logins to portal, single sign-on, RADIUS, LDAP and devices, with place and second factor'],
    cannotTell: ['transfers of files'],
    docs: 'https://docs.jumpcloud.com/api/insights/directory/1.0/index.html',
  },
  sourcetypes: ['jumpcloud'],
  recognises: (fields) => fields.has('/event_type') && fields.has('/organization') && fields.has('/service'),
  envelopes: ['/events'],
  read,
  sampleRecord: {
    '@version': '1',
    client_ip: '192.0.2.10',
    event_type: 'user_login_attempt',
    geoip: {
      continent_code: 'EU',
      country_code: 'NO',
      latitude: 59.91,
      longitude: 10.75,
      region_code: '03',
      region_name: 'Oslo',
      timezone: 'Europe/Oslo',
    },
    id: '63c264c6c1bd55c1b7e90001',
    initiated_by: { email: 'ola@example.com', id: '123456789abcdef123456789', type: 'user', username: 'ola' },
    mfa: true,
    organization: '1234abcdef123456789abcde',
    service: 'directory',
    success: true,
    timestamp: '2026-03-02T08:14:09.512Z',
    useragent: { device: 'Other', name: 'Chrome', os: 'Windows', os_full: 'Windows 10', version: '126.0.0.0' },
  },
});
