import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/**
 * Salesforce: real-time event monitoring (fields under `payload`, or bare as the objects hold them), event log files
 * (columns in capitals, `EVENT_TYPE`), and LoginHistory.
 */

const FILE_ACTIONS: readonly (readonly [RegExp, StorageOperation])[] = [
  [/download/i, 'download'],
  [/upload|insert/i, 'upload'],
  [/share/i, 'share'],
  [/delete/i, 'delete'],
];
/** Event log files that are reads of many records at once. */
const EXPORTS = new Set(['ReportExport', 'DataExport']);
/** What a job of the Bulk API does with the records, in lower case. What others write (inserts, updates) is the CRM's own work. */
const BULK: Readonly<Record<string, StorageOperation>> = {
  query: 'download',
  queryall: 'download',
  delete: 'delete',
  harddelete: 'delete',
};
const SUCCESS = /^(?:success|login_no_error)$/i;
/** Kinds of login without a person at the keyboard. */
const UNATTENDED = /oauth|api|jwt|token|soap|remote access|integration/i;

function common(fields: Fields) {
  return {
    id: fields.text('/EventIdentifier', '/EventUuid', '/REQUEST_ID', '/Id'),
    time: fields.time('/EventDate', '/CreatedDate', '/TIMESTAMP_DERIVED', '/TIMESTAMP', '/LoginTime'),
    account: fields.account('/Username', '/USER_NAME', '/UserId', '/USER_ID_DERIVED', '/USER_ID'),
    ip: fields.address('/SourceIp', '/SOURCE_IP', '/CLIENT_IP'),
    userAgent: fields.text('/UserAgent', '/Browser', '/USER_AGENT', '/BROWSER_TYPE'),
    geo: fields.geo({
      country: fields.has('/CountryIso') ? '/CountryIso' : fields.has('/Country') ? '/Country' : '/COUNTRY_CODE',
      region: '/Subdivision',
      city: '/City',
      lat: '/LoginLatitude',
      lon: '/LoginLongitude',
    }),
  };
}

/** Which kind of event it is: named by the file, by the channel, or told by its fields. */
function kindOf(record: Fields, fields: Fields): string | undefined {
  const named = record.text('/EVENT_TYPE', '/attributes/type', '/channel', '/event/EventApiName', '/eventType');
  if (named !== undefined) return named.replace(/^\/event\//, '');
  if (fields.has('/DelegatedUsername')) return 'LoginAsEvent';
  if (fields.has('/LoginType')) return 'LoginEvent';
  if (fields.has('/FileAction')) return 'FileEvent';
  return fields.has('/ReportId') ? 'ReportEvent' : undefined;
}

function login(fields: Fields): Reading {
  const status = fields.text('/Status', '/LOGIN_STATUS') ?? 'Success';
  const failed = !SUCCESS.test(status);
  const type = [
    fields.text('/LoginType', '/LOGIN_TYPE', '/API_TYPE'),
    fields.text('/LoginSubType', '/LOGIN_SUB_TYPE'),
    fields.text('/URI'),
  ]
    .filter((one) => one !== undefined)
    .join(' ');
  return {
    type: 'login',
    ...common(fields),
    app: fields.text('/Application') ?? 'salesforce',
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(status.replaceAll('_', ' ')) : undefined,
    interactive: !UNATTENDED.test(type),
    factor: /saml|sso|oidc/i.test(type) ? 'sso' : UNATTENDED.test(type) ? 'token' : 'password',
  };
}

function transfer(fields: Fields, operation: StorageOperation): Reading {
  return {
    type: 'storage',
    ...common(fields),
    app: fields.text('/Application', '/ConnectedAppId', '/CLIENT_NAME'),
    service: 'salesforce.com',
    operation,
    bytes: fields.count('/ContentSize', '/SIZE_BYTES', '/RESPONSE_SIZE'),
    count: Math.max(
      1,
      fields.count(
        '/RowsProcessed',
        '/NumberOfRecords',
        '/RowsReturned',
        '/ROW_COUNT',
        '/NUMBER_OF_RECORDS',
        '/ROWS_PROCESSED',
        '/RECORDS_PROCESSED',
      ) ?? 1,
    ),
    object: fields.text(
      '/FileName',
      '/Name',
      '/DocumentId',
      '/ReportId',
      '/QueriedEntities',
      '/DOCUMENT_ID',
      '/URI',
      '/ENTITY_NAME',
      '/ENTITY_TYPE',
    ),
  };
}

/** A batch of a job, or the fetching of its results; of version 2 a record for each state of the job, of which the last counts. */
function bulk(fields: Fields, kind: string): Reading {
  const usual = kind.startsWith('BulkApiResult') ? 'query' : '';
  const name = fields.text('/OPERATION_TYPE')?.toLowerCase() ?? usual;
  const operation = Object.hasOwn(BULK, name) ? BULK[name] : undefined;
  if (operation === undefined) return notOurs('no transfer');
  const isBegun = kind === 'BulkApi2' && !/^(?:job)?complete/i.test(fields.text('/JOB_STATUS') ?? '');
  return isBegun ? notOurs('transfer not finished') : transfer(fields, operation);
}

/** An administrator goes on as somebody else: the login is the administrator's. */
const loginAs = (fields: Fields): Reading => ({
  type: 'login',
  ...common(fields),
  account: fields.account('/DelegatedUsername'),
  app: 'salesforce',
  outcome: 'success',
  interactive: true,
  factor: 'other',
});

/** Real-time events stand in `payload`; the objects that store them have the same fields without it. */
function read(record: Fields): Reading {
  const fields = record.list('/payload')[0] ?? record;
  const kind = kindOf(record, fields);
  if (kind === undefined) return notOurs('no event type');
  if (/^Login(?:Event|EventStream|History)?$/.test(kind)) return login(fields);
  if (/^LoginAsEvent(?:Stream)?$/.test(kind)) return loginAs(fields);
  if (EXPORTS.has(kind)) return transfer(fields, 'download');
  if (/^BulkApi(?:2|Result(?:Event(?:Store|Stream)?)?)?$/.test(kind)) return bulk(fields, kind);
  if (/^Report(?:Event|EventStream)$/.test(kind)) {
    const exported = /export/i.test(fields.text('/Operation', '/EventSource') ?? '');
    return exported ? transfer(fields, 'download') : notOurs('report on the screen');
  }
  if (/^(?:ContentTransfer|DocumentAttachmentDownloads|FileEvent|FileEventStore|FileEventStream)$/.test(kind)) {
    const action =
      fields.text('/FileAction', '/Action', '/TRANSACTION_TYPE') ??
      (kind === 'DocumentAttachmentDownloads' ? 'download' : '');
    const operation = FILE_ACTIONS.find(([words]) => words.test(action))?.[1];
    return operation === undefined ? notOurs('no transfer') : transfer(fields, operation);
  }
  return notOurs('no login or transfer');
}

export const salesforce = defineSource({
  vendor: 'salesforce',
  title: 'Salesforce',
  wayIn: 'webhook (event monitoring), event log files as JSON',
  metadata: {
    whatToConfigure: [
      'Setup → Event Manager: stream LoginEvent, ReportEvent, FileEvent, BulkApiResultEvent.',
      'Let a collector of the Pub/Sub API, or of event log files, post the events to `/v1/ingest/salesforce`.',
    ],
    canTell: [
      'logins with kind and failure, place',
      'reports exported, results of bulk queries, files downloaded and uploaded, with rows or bytes',
    ],
    cannotTell: ['names of users, in event log files (their ids stand for them)', 'records read one by one'],
    docs: 'https://developer.salesforce.com/docs/atlas.en-us.platform_events.meta/platform_events/sforce_api_objects_loginevent.htm',
  },
  sourcetypes: ['sfdc', 'salesforce'],
  envelopes: ['/records', '/events'],
  recognises: (fields) =>
    (fields.has('/EVENT_TYPE') && (fields.has('/ORGANIZATION_ID') || fields.has('/USER_ID_DERIVED'))) ||
    (fields.has('/payload/EventIdentifier') && fields.has('/payload/UserId')) ||
    (fields.has('/EventIdentifier') && fields.has('/UserId')),
  read,
  sampleRecord: {
    schema: 'dffQ2QLzDNHqwB8_sHMxdA',
    payload: {
      EventIdentifier: '3c7f1f7e-0000-4000-8000-000000000001',
      EventDate: '2026-03-02T08:14:09.000Z',
      CreatedDate: '2026-03-02T08:14:10.000Z',
      Username: 'ola@example.com',
      UserId: '0055e000001EXAMPLE',
      SourceIp: '192.0.2.10',
      Status: 'Success',
      LoginType: 'Application',
      Application: 'Browser',
      Browser: 'Chrome 126',
      Platform: 'Windows 10',
      Country: 'Norway',
      CountryIso: 'NO',
      City: 'Oslo',
      LoginLatitude: 59.91,
      LoginLongitude: 10.75,
      LoginKey: 'x',
    },
    event: { replayId: 1, EventApiName: 'LoginEventStream' },
  },
});
