import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { notOurs, type Reading } from './draft.ts';
import type { Fields } from './fields.ts';
import { answerText, challenge } from './handshake.ts';
import { isObject } from './pointer.ts';
import { REPLAY_WINDOW_SECONDS } from './signature.ts';

/** Slack: the Audit Logs API of Enterprise Grid. */

const TRANSFERS: Readonly<Record<string, StorageOperation>> = {
  file_downloaded: 'download',
  file_uploaded: 'upload',
  file_shared: 'share',
  file_public_link_created: 'share',
  file_link_created: 'share',
  canvas_linksharing_enabled: 'share',
  list_linksharing_enabled: 'share',
  file_deleted: 'delete',
  canvas_downloaded: 'download',
  list_downloaded: 'download',
  workflow_responses_csv_download: 'download',
  manual_export_downloaded: 'download',
  scheduled_export_downloaded: 'download',
  channels_export_downloaded: 'download',
  manual_user_export_downloaded: 'download',
  audit_logs_export_downloaded: 'download',
  channel_workspaces_export_downloaded: 'download',
};
const LOGINS = new Set(['user_login', 'user_login_failed', 'cli_login']);
const PUBLIC = new Set(['file_public_link_created', 'file_link_created']);

function common(fields: Fields) {
  return {
    id: fields.text('/id'),
    time: fields.time('/date_create', '/date_created'),
    account: fields.account('/actor/user/email', '/actor/user/name', '/actor/user/id'),
    ip: fields.address('/context/ip_address'),
    userAgent: fields.text('/context/ua'),
  };
}

/** Access logs of smaller plans (`team.accessLogs`): a client of a person at an address, with first and last use. */
function access(fields: Fields): Reading {
  const id = ['/user_id', '/date_first', '/ip'].map((pointer) => fields.text(pointer) ?? '').join('/');
  return {
    type: 'login',
    id: `access/${id}/${fields.text('/user_agent')?.length ?? 0}`,
    time: fields.time('/date_first', '/date_last'),
    account: fields.account('/username', '/user_id'),
    ip: fields.address('/ip'),
    userAgent: fields.text('/user_agent'),
    app: 'slack',
    geo: fields.geo({ country: '/country', region: '/region', asOrg: '/isp' }),
    outcome: 'success',
  };
}

function read(fields: Fields): Reading {
  const action = fields.text('/action');
  if (action === undefined)
    return fields.has('/date_first') && fields.has('/ip') ? access(fields) : notOurs('no action');
  const operation = Object.hasOwn(TRANSFERS, action) ? TRANSFERS[action] : undefined;
  const isLogin = LOGINS.has(action);
  if (operation === undefined && !isLogin) return notOurs('no login or transfer');
  const actor = fields.text('/actor/type');
  if (actor !== undefined && actor !== 'user') return notOurs('no person');
  if (operation === undefined) {
    const failed = action === 'user_login_failed';
    return {
      type: 'login',
      ...common(fields),
      app: 'slack',
      device: fields.text('/context/device_id'),
      outcome: failed ? 'failure' : 'success',
      failure: failed ? 'bad-password' : undefined,
      interactive: true,
    };
  }
  return {
    type: 'storage',
    ...common(fields),
    app: fields.text('/context/app/name'),
    service: 'slack.com',
    operation,
    bytes: fields.count('/entity/file/size', '/details/file_size'),
    count: 1,
    object: fields.text('/entity/file/name', '/entity/file/title', '/entity/workspace/name', '/entity/enterprise/name'),
    external: PUBLIC.has(action) ? true : undefined,
  };
}

export const slack = defineSource({
  vendor: 'slack',
  title: 'Slack',
  wayIn: 'webhook, HEC (Audit Logs API)',
  metadata: {
    whatToConfigure: [
      'Install an app with the scope `auditlogs:read` on the Enterprise Grid organisation.',
      'Let a collector fetch `/audit/v1/logs` and post its pages (`{"entries": […]}`) to `/v1/ingest/slack`. `url_verification` is answered; requests signed by Slack are verified with the signing secret of the source.',
    ],
    canTell: ['logins (also from access logs)', 'files uploaded and downloaded, public links, exports downloaded'],
    cannotTell: ['sizes of files', 'why a login failed'],
    docs: 'https://api.slack.com/admins/audit-logs',
  },
  sourcetypes: ['slack:audit', 'slack'],
  envelopes: ['/entries', '/logins'],
  recognises: (fields) =>
    (fields.has('/action') && fields.has('/date_create') && fields.has('/actor')) ||
    (fields.has('/date_first') && fields.has('/user_agent')),
  read,
  handshake(request) {
    if (!isObject(request.body) || request.body.type !== 'url_verification') return undefined;
    const asked = challenge(request.body.challenge);
    return asked === undefined ? undefined : answerText(asked);
  },
  signature: {
    scheme: 'hmac',
    hash: 'SHA-256',
    headers: ['x-slack-signature'],
    encoding: 'hex',
    prefix: 'v0=',
    signed: [
      { kind: 'text', text: 'v0:' },
      { kind: 'header', header: 'x-slack-request-timestamp' },
      { kind: 'text', text: ':' },
      { kind: 'body' },
    ],
    timestamp: { header: 'x-slack-request-timestamp', format: 'unix-seconds', toleranceSeconds: REPLAY_WINDOW_SECONDS },
  },
  sampleRecord: {
    id: '0123a45b-6c7d-8900-e12f-3456789gh0i1',
    date_create: 1772439249,
    action: 'file_downloaded',
    actor: {
      type: 'user',
      user: { id: 'W0EXAMPLE1', name: 'Ola Nordmann', email: 'ola@example.com', team: 'T0EXAMPLE' },
    },
    entity: { type: 'file', file: { id: 'F0EXAMPLE', name: 'budget.xlsx', filetype: 'xlsx', title: 'Budget' } },
    context: {
      location: { type: 'workspace', id: 'T0EXAMPLE', name: 'Example', domain: 'example' },
      ua: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36',
      ip_address: '192.0.2.10',
      session_id: 1847288190092,
    },
  },
});
