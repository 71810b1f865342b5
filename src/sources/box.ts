import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import type { Fields } from './fields.ts';

/** Box: enterprise events (`admin_logs`, `admin_logs_streaming`) and webhooks of version 2. */

const TRANSFERS: Readonly<Record<string, StorageOperation>> = {
  UPLOAD: 'upload',
  ITEM_UPLOAD: 'upload',
  ITEM_CREATE: 'upload',
  COPY: 'upload',
  ITEM_COPY: 'upload',
  EDIT: 'upload',
  'FILE.UPLOADED': 'upload',
  DOWNLOAD: 'download',
  ITEM_DOWNLOAD: 'download',
  FILE_WATERMARKED_DOWNLOAD: 'download',
  SIGNER_DOWNLOADED: 'download',
  ITEM_SYNC: 'download',
  'FILE.DOWNLOADED': 'download',
  'FOLDER.DOWNLOADED': 'download',
  SHARE: 'share',
  ITEM_SHARED: 'share',
  ITEM_SHARED_CREATE: 'share',
  ITEM_SHARED_UPDATE: 'share',
  SHARED_LINK_SEND: 'share',
  ITEM_EMAIL_SEND: 'share',
  COLLABORATION_INVITE: 'share',
  COLLAB_ADD_COLLABORATOR: 'share',
  COLLAB_INVITE_COLLABORATOR: 'share',
  'SHARED_LINK.CREATED': 'share',
  'SHARED_LINK.UPDATED': 'share',
  'COLLABORATION.CREATED': 'share',
  DELETE: 'delete',
  ITEM_TRASH: 'delete',
  'FILE.TRASHED': 'delete',
  'FILE.DELETED': 'delete',
  'FOLDER.TRASHED': 'delete',
  'FOLDER.DELETED': 'delete',
};
interface Login {
  readonly failure?: Failure;
  readonly interactive: boolean;
  readonly factor?: Factor;
}
const LOGINS: Readonly<Record<string, Login>> = {
  LOGIN: { interactive: true },
  ADMIN_LOGIN: { interactive: true },
  /** From a device that Box had not seen. */
  ADD_LOGIN_ACTIVITY_DEVICE: { interactive: true },
  FAILED_LOGIN: { interactive: true, failure: 'bad-password' },
  DEVICE_TRUST_CHECK_FAILED: { interactive: true, failure: 'blocked' },
  /** A program that comes with a token. */
  USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE: { interactive: false, factor: 'token' },
};
/** The user in whose name Box writes what nobody did who is logged in. */
const ANONYMOUS_ID = '2';

function common(fields: Fields, isLogin: boolean) {
  return {
    id: fields.text('/event_id', '/id'),
    time: fields.time('/created_at', '/recorded_at'),
    account: accountIn(fields, isLogin),
    ip: fields.address('/ip_address'),
    app: fields.text('/additional_details/service_name'),
  };
}

/** Who acted; of a login that nobody is the author of, whom it was about. */
function accountIn(fields: Fields, isLogin: boolean): string | undefined {
  if (fields.text('/created_by/id') === ANONYMOUS_ID) return isLogin ? fields.account('/source/login') : undefined;
  return fields.account('/created_by/login', '/source/login', '/created_by/id');
}

/** Anybody with the link, or a collaborator from another company. */
function isExternal(fields: Fields): boolean | undefined {
  const access = fields.text(
    '/additional_details/shared_link/access',
    '/source/shared_link/access',
    '/additional_details/access',
  );
  if (access !== undefined) return access === 'open';
  const invited = domainOf(fields.text('/accessible_by/login', '/source/invite_email'));
  const inviter = domainOf(fields.text('/created_by/login'));
  if (invited !== undefined && inviter !== undefined) return invited !== inviter;
  return fields.flag('/additional_details/is_external_collab', '/additional_details/is_performed_by_admin_external');
}

const domainOf = (address: string | undefined): string | undefined =>
  address?.includes('@') === true ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : undefined;

function read(fields: Fields): Reading {
  const type = fields.text('/event_type', '/trigger');
  if (type === undefined) return notOurs('no event_type');
  const login = Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (login !== undefined)
    return {
      type: 'login',
      ...common(fields, true),
      outcome: login.failure === undefined ? 'success' : 'failure',
      ...login,
    };
  const operation = Object.hasOwn(TRANSFERS, type) ? TRANSFERS[type] : undefined;
  if (operation === undefined) return notOurs('no login or transfer');
  if (type === 'ITEM_CREATE' && fields.text('/source/item_type', '/source/type') === 'folder')
    return notOurs('no transfer');
  return {
    type: 'storage',
    ...common(fields, false),
    service: 'box.com',
    operation,
    bytes: fields.count('/additional_details/size', '/source/size'),
    count: 1,
    object: fields.text('/source/item_name', '/source/name', '/source/file_name', '/source/folder_name'),
    external: operation === 'share' ? isExternal(fields) : undefined,
  };
}

export const box = defineSource({
  vendor: 'box',
  title: 'Box',
  wayIn: 'webhook (enterprise events; signed webhooks of version 2)',
  metadata: {
    whatToConfigure: [
      'Developer Console → custom app with "Manage enterprise properties"; let a collector read `admin_logs_streaming` and post its pages (`{"entries": […]}`) to `/v1/ingest/box`.',
      'Webhooks of version 2 on folders work too: put the primary and secondary signature keys into the source.',
    ],
    canTell: [
      'logins and failed logins',
      'files uploaded, downloaded, shared, deleted, with sizes',
      'whether a link is open to anybody',
    ],
    cannotTell: ['places (taken from the address)', 'the user agent', 'addresses, in webhooks of version 2'],
    docs: 'https://developer.box.com/guides/events/enterprise-events/',
  },
  sourcetypes: ['box:events', 'box'],
  envelopes: ['/entries'],
  recognises: (fields) =>
    (fields.text('/type') === 'event' && fields.has('/event_type') && fields.has('/created_by')) ||
    fields.text('/type') === 'webhook_event',
  read,
  signature: {
    scheme: 'hmac',
    hash: 'SHA-256',
    headers: ['box-signature-primary', 'box-signature-secondary'],
    encoding: 'base64',
    prefix: '',
    signed: [{ kind: 'body' }, { kind: 'header', header: 'box-delivery-timestamp' }],
    timestamp: { header: 'box-delivery-timestamp', format: 'rfc3339', toleranceSeconds: 600 },
  },
  sampleRecord: {
    type: 'event',
    event_id: 'b9a2393a-20cf-4307-90f5-004110dec209',
    event_type: 'DOWNLOAD',
    created_at: '2026-03-02T00:14:09-08:00',
    created_by: { type: 'user', id: '10000001', name: 'Ola Nordmann', login: 'ola@example.com' },
    ip_address: '192.0.2.10',
    source: {
      item_type: 'file',
      item_id: '900000001',
      item_name: 'budget.xlsx',
      parent: { type: 'folder', name: 'Finance', id: '1' },
      owned_by: { type: 'user', id: '10000001', login: 'ola@example.com' },
    },
    additional_details: { size: 482133, ekm_id: 'e-1', version_id: '1', service_id: '1', service_name: 'Box Web App' },
    session_id: null,
  },
});
