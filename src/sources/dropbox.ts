import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { OUTWARD, TRANSFERS } from './dropbox-events.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { answerText, challenge } from './handshake.ts';
import { hmacOfBody } from './signature.ts';

/** Dropbox Business: the team log (`team_log/get_events`). Unions carry their variant in `.tag` (some collectors write `_tag`). */

const LOGINS = new Set([
  'login_success',
  'login_fail',
  'sso_error',
  'sign_in_as_session_start',
  'guest_admin_signed_in_via_trusted_teams',
]);
/** Audiences of a link: whoever has it (with its password), or people of the team. */
const AUDIENCES: Readonly<Record<string, boolean>> = {
  public: true,
  password: true,
  team: false,
  team_only: false,
  members: false,
  no_one: false,
};
const METHODS: Readonly<Record<string, Factor>> = {
  password: 'password',
  two_factor_authentication: 'mfa',
  saml: 'sso',
  google_oauth: 'sso',
  apple_oauth: 'sso',
  qr_code: 'other',
  first_party_token_exchange: 'token',
  web_session: 'token',
  passkey: 'passkey',
  lenovo_oauth: 'sso',
  kakao_oauth: 'sso',
};

function common(fields: Fields) {
  const origin = '/origin/geo_location';
  return {
    time: fields.time('/timestamp'),
    account: accountIn(fields),
    ip: fields.address(`${origin}/ip_address`),
    app: fields.text(
      '/actor/app/display_name',
      '/origin/access_method/api/app/display_name',
      '/origin/access_method/end_user/.tag',
      '/origin/access_method/.tag',
    ),
    geo: fields.geo({ country: `${origin}/country`, region: `${origin}/region`, city: `${origin}/city` }),
  };
}

function accountIn(fields: Fields): string | undefined {
  const tag = fields.text('/actor/.tag');
  if (tag === 'anonymous' || tag === 'dropbox' || tag === 'reseller' || tag === 'app') return undefined;
  return fields.account(
    '/actor/user/email',
    '/actor/admin/email',
    '/context/email',
    '/actor/user/account_id',
    '/actor/admin/account_id',
  );
}

function login(fields: Fields, type: string): Reading {
  const failed = type === 'login_fail' || type === 'sso_error';
  const method = fields.text('/details/login_method/.tag') ?? '';
  return {
    type: 'login',
    ...common(fields),
    outcome: failed ? 'failure' : 'success',
    failure: failed
      ? failureOf(
          fields.text('/details/error_details/user_friendly_message', '/details/error_details/technical_message'),
          'password',
        )
      : undefined,
    interactive: method !== 'web_session' && method !== 'first_party_token_exchange',
    factor: Object.hasOwn(METHODS, method) ? METHODS[method] : type === 'sso_error' ? 'sso' : undefined,
  };
}

/** Whether the link that the record tells of is open to others than the team; undefined where it names no audience. */
function audienceOf(fields: Fields): boolean | undefined {
  const audience = fields.text('/details/new_value/.tag', '/details/new_value');
  return audience !== undefined && Object.hasOwn(AUDIENCES, audience) ? AUDIENCES[audience] : undefined;
}

function transfer(fields: Fields, type: string, operation: StorageOperation): Reading {
  const assets = fields.list('/assets');
  const bytes = assets.reduce((sum, asset) => sum + (asset.count('/file_size') ?? 0), 0);
  const outside = fields.flag('/involve_non_team_member');
  return {
    type: 'storage',
    ...common(fields),
    service: 'dropbox.com',
    operation,
    bytes: bytes > 0 && bytes <= Number.MAX_SAFE_INTEGER ? bytes : undefined,
    count: Math.max(1, assets.length),
    object: assets[0]?.text('/path/contextual', '/display_name', '/path/namespace_relative/relative_path'),
    external: operation === 'share' ? (OUTWARD.has(type) ? true : (audienceOf(fields) ?? outside)) : undefined,
  };
}

function read(fields: Fields): Reading {
  const type = fields.text('/event_type/.tag', '/event_type');
  if (type === undefined) return notOurs('no event_type');
  if (LOGINS.has(type)) return login(fields, type);
  const operation = TRANSFERS.get(type);
  return operation === undefined ? notOurs('no login or transfer') : transfer(fields, type, operation);
}

export const dropbox = defineSource({
  vendor: 'dropbox',
  title: 'Dropbox Business',
  wayIn: 'webhook (pages of the team log)',
  metadata: {
    whatToConfigure: [
      'App Console → scoped team app with `events.read`.',
      'Let a collector fetch `team_log/get_events` and post its pages (`{"events": […]}`) to `/v1/ingest/dropbox`. The challenge of a Dropbox webhook is echoed; its notifications hold no records.',
    ],
    canTell: [
      'logins with method',
      'files added, edited, downloaded, shared (outside the team or not), deleted',
      'place of each act',
    ],
    cannotTell: ['sizes of files, in most events', 'the user agent'],
    docs: 'https://www.dropbox.com/developers/documentation/http/teams#team_log-get_events',
  },
  sourcetypes: ['dropbox'],
  envelopes: ['/events'],
  recognises: (fields) => fields.has('/event_type/.tag') && fields.has('/actor'),
  read,
  handshake(request) {
    const asked = challenge(request.query('challenge'));
    return request.method === 'GET' && asked !== undefined ? answerText(asked) : undefined;
  },
  signature: hmacOfBody('x-dropbox-signature'),
  sampleRecord: {
    timestamp: '2026-03-02T08:14:09Z',
    event_category: { '.tag': 'file_operations' },
    actor: {
      '.tag': 'user',
      user: {
        '.tag': 'team_member',
        account_id: 'dbid:AAExample',
        display_name: 'Ola Nordmann',
        email: 'ola@example.com',
        team_member_id: 'dbmid:AAExample',
      },
    },
    origin: {
      geo_location: { city: 'Oslo', region: 'Oslo', country: 'NO', ip_address: '192.0.2.10' },
      access_method: { '.tag': 'end_user', end_user: { '.tag': 'web', session_id: 'dbwsid:1' } },
    },
    involve_non_team_member: false,
    assets: [
      {
        '.tag': 'file',
        path: { contextual: '/Finance/budget.xlsx' },
        display_name: 'budget.xlsx',
        file_id: 'id:AAExample',
        file_size: 482133,
      },
    ],
    event_type: { '.tag': 'file_download', description: 'Downloaded files and/or folders' },
    details: { '.tag': 'file_download_details', download_details: null },
  },
});
