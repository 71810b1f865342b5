import { isAnonymizerCode } from './countries.ts';
import { defineSource } from './define.ts';
import { type Draft, notOurs, type Reading, type StorageDraft } from './draft.ts';
import type { Fields } from './fields.ts';
import { hostOnly, storeOf } from './stores.ts';

/** Cloudflare Logpush: Access requests, Gateway HTTP and audit logs, told apart by their fields; other datasets are passed over. */

function access(fields: Fields): Reading {
  // Older records leave the action empty; a device that joins (`warpEnrollment`) is a login of its user.
  if (fields.text('/Action', '/action') === 'logout') return notOurs('no login');
  const allowed = fields.flag('/Allowed', '/allowed') !== false;
  const country = fields.text('/Country', '/country');
  return {
    type: 'login',
    id: idOf(fields, 'login'),
    time: fields.time('/CreatedAt', '/created_at'),
    account: fields.account('/Email', '/user_email', '/email'),
    ip: fields.address('/IPAddress', '/ip_address'),
    app: fields.text('/AppDomain', '/app_domain', '/AppUUID'),
    geo: fields.geo({ country: fields.has('/Country') ? '/Country' : '/country' }),
    anonymizer: country !== undefined && isAnonymizerCode(country.toUpperCase()),
    outcome: allowed ? 'success' : 'failure',
    failure: allowed ? undefined : 'blocked',
    interactive: true,
    factor: /pin/i.test(fields.text('/Connection', '/connection') ?? '') ? 'other' : 'sso',
  };
}

/** One ray can carry the logins of several apps. */
function idOf(fields: Fields, kind: string): string | undefined {
  const ray = fields.text('/RayID', '/ray_id');
  const app = fields.text('/AppUUID', '/app_uid');
  return ray === undefined ? undefined : [ray, kind, ...(app === undefined ? [] : [app])].join('/');
}

/** A file that Gateway saw in a request. */
interface SeenFile {
  readonly operation: 'upload' | 'download';
  readonly name: string | undefined;
  readonly bytes: number | undefined;
}

function filesOf(fields: Fields): readonly SeenFile[] {
  const detailed = fields.list('/FileInfo/files').map(
    (file): SeenFile => ({
      operation: /up/i.test(file.text('/direction') ?? 'upload') ? 'upload' : 'download',
      name: file.text('/file_name'),
      bytes: file.count('/file_size'),
    }),
  );
  if (detailed.length > 0) return detailed;
  const named = (pointer: string, operation: SeenFile['operation']): readonly SeenFile[] =>
    fields.list(pointer).map((name) => ({ operation, name: name.text(''), bytes: undefined }));
  return [...named('/UploadedFileNames', 'upload'), ...named('/DownloadedFileNames', 'download')];
}

/** What a request to a store does where Gateway names no file, told by its path. */
function byPath(fields: Fields): readonly SeenFile[] {
  const path = fields.text('/URL') ?? '';
  const operation = /upload|commit_batch/i.test(path) ? 'upload' : /download/i.test(path) ? 'download' : undefined;
  const method = fields.text('/HTTPMethod');
  if (operation === undefined && method !== 'PUT') return [];
  return [{ operation: operation ?? 'upload', name: undefined, bytes: undefined }];
}

function gateway(fields: Fields): Reading {
  if (fields.text('/Action') === 'block') return notOurs('blocked by the gateway');
  const host = hostOnly(fields.text('/HTTPHost') ?? '');
  const store = storeOf(host);
  const named = filesOf(fields).filter((file) => file.operation === 'upload' || store !== undefined);
  const files = named.length > 0 || store === undefined ? named : byPath(fields);
  if (files.length === 0 || host === '') return notOurs('no transfer of files');
  const common = {
    type: 'storage',
    id: fields.text('/RequestID'),
    time: fields.time('/Datetime'),
    account: fields.account('/Email'),
    ip: fields.address('/SourceIP'),
    userAgent: fields.text('/UserAgent'),
    device: fields.text('/DeviceID', '/DeviceName'),
    geo: fields.geo({ country: '/SourceIPCountryCode' }),
    service: store ?? host,
    count: 1,
  } as const satisfies Partial<StorageDraft>;
  return files.map((file): Draft => ({ ...common, operation: file.operation, object: file.name, bytes: file.bytes }));
}

function audit(fields: Fields): Reading {
  const type = fields.text('/ActionType')?.toLowerCase() ?? '';
  if (!/^log[ _-]?in/.test(type)) return notOurs('no login');
  const result = fields.text('/ActionResult')?.toLowerCase();
  const failed = fields.flag('/ActionResult') === false || result === 'failure' || /fail/.test(type);
  return {
    type: 'login',
    id: fields.text('/ID', '/AuditLogID'),
    time: fields.time('/When', '/ActionTimestamp'),
    account: fields.account('/ActorEmail'),
    ip: fields.address('/ActorIP', '/ActorIPAddress'),
    userAgent: fields.text('/Metadata/user_agent', '/RawUserAgent'),
    app: 'cloudflare dashboard',
    outcome: failed ? 'failure' : 'success',
    failure: failed ? 'other' : undefined,
    interactive: !/api|token/i.test(fields.text('/ActorContext', '/Interface') ?? ''),
  };
}

function read(fields: Fields): Reading {
  if (fields.has('/Allowed') || fields.has('/allowed') || fields.has('/AppDomain')) return access(fields);
  if (fields.has('/HTTPHost')) return gateway(fields);
  if (fields.has('/ActionType') && (fields.has('/ActorID') || fields.has('/ActorEmail'))) return audit(fields);
  if (fields.text('/content') === 'tests') return notOurs('validation upload');
  return notOurs('other dataset');
}

export const cloudflare = defineSource({
  vendor: 'cloudflare',
  title: 'Cloudflare Zero Trust',
  wayIn: 'Logpush to an HTTP destination (gzip NDJSON)',
  metadata: {
    whatToConfigure: [
      'Logpush job per dataset (`access_requests`, `gateway_http`, `audit_logs`) to `https://<host>/v1/ingest/cloudflare?header_Authorization=Bearer%20<ingest token>`.',
      'Gateway HTTP: include `FileInfo`, `UploadedFileNames`, `DownloadedFileNames`, `RequestID`, `Email`, `DeviceID`; TLS inspection must be on.',
      'The validation upload `test.txt.gz` is answered here.',
    ],
    canTell: [
      'logins to Access applications and the dashboard',
      'files uploaded anywhere and downloaded from cloud stores, with sizes',
    ],
    cannotTell: ['bytes of requests in which Gateway finds no file', 'the city of a login'],
    docs: 'https://developers.cloudflare.com/logs/reference/log-fields/',
  },
  sourcetypes: ['cloudflare'],
  envelopes: ['/result'],
  recognises: (fields) =>
    (fields.has('/AppDomain') && fields.has('/Allowed')) ||
    (fields.has('/HTTPHost') && fields.has('/AccountID')) ||
    (fields.has('/ActorID') && fields.has('/ActionType') && (fields.has('/When') || fields.has('/ActionTimestamp'))) ||
    (fields.has('/RayID') && fields.has('/ClientRequestHost')),
  read,
  sampleRecord: {
    AccountID: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    Action: 'allow',
    Datetime: '2026-03-02T08:14:09Z',
    DeviceID: 'a1b2c3d4-0000-4000-8000-00000000000a',
    Email: 'ola@example.com',
    FileInfo: { files: [{ file_name: 'report.zip', file_size: 1048576, direction: 'upload', file_type: 'zip' }] },
    HTTPHost: 'content.dropboxapi.com',
    HTTPMethod: 'POST',
    RequestID: '1884fd9aaf00003fdd9a000400000001',
    SourceIP: '192.0.2.10',
    URL: 'https://content.dropboxapi.com/2/files/upload',
    UploadedFileNames: ['report.zip'],
    UserAgent: 'curl/8.7.1',
  },
});
