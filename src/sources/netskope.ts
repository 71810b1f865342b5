import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Draft, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { hostOnly, storeOf, storeOfApp } from './stores.ts';
import { webTransfers } from './web-transfer.ts';

/** Netskope: application events (activities in cloud apps), page events and web transactions (`cs-…`, `x-cs-…` fields). */

const ACTIVITIES: Readonly<Record<string, StorageOperation>> = {
  upload: 'upload',
  download: 'download',
  share: 'share',
  'public share': 'share',
  delete: 'delete',
  sync: 'download',
  export: 'download',
};
const LOGINS: Readonly<Record<string, boolean>> = {
  'login successful': true,
  'login attempt': true,
  login: true,
  'login failed': false,
};

/** Newer events write a pair ("10.75|59.91") into both coordinates: no numbers, so only country, city and zone are read. */
const placeOf = (fields: Fields) =>
  fields.geo({
    country: '/src_country',
    region: '/src_region',
    city: '/src_location',
    lat: '/src_latitude',
    lon: '/src_longitude',
    timeZone: '/src_timezone',
  });

function common(fields: Fields) {
  return {
    time: fields.time('/timestamp', '/_insertion_epoch_timestamp'),
    account: fields.account('/user', '/ur_normalized', '/userkey', '/from_user'),
    ip: fields.address('/srcip', '/userip'),
    userAgent: fields.text('/useragent', '/user_agent', '/browser'),
    app: fields.text('/app'),
    device: fields.text('/nsdeviceuid', '/hostname'),
    geo: placeOf(fields),
  };
}

function application(fields: Fields, activity: string): Reading {
  if (/block/i.test(fields.text('/action') ?? '')) return notOurs('blocked');
  const id = fields.id('/transaction_id', '/_id', '/request_id');
  const unique = id === undefined ? undefined : `${id}/${activity}`;
  if (Object.hasOwn(LOGINS, activity)) {
    const failed = LOGINS[activity] === false;
    return {
      type: 'login',
      ...common(fields),
      id: unique,
      outcome: failed ? 'failure' : 'success',
      failure: failed ? failureOf(fields.text('/reason'), 'password') : undefined,
      interactive: true,
    };
  }
  const operation = Object.hasOwn(ACTIVITIES, activity) ? ACTIVITIES[activity] : undefined;
  if (operation === undefined) return notOurs('no login or transfer');
  const app = fields.text('/app') ?? '';
  const host = hostOnly(fields.text('/domain', '/url') ?? '');
  return {
    type: 'storage',
    ...common(fields),
    id: unique,
    service: storeOfApp(app) ?? storeOf(host) ?? (host === '' ? app.toLowerCase() : host),
    operation,
    bytes: fields.count('/file_size'),
    count: Math.max(1, fields.count('/count') ?? 1),
    object: fields.text('/object', '/file_name', '/file_path'),
    external: operation === 'share' ? isExternal(fields) : undefined,
  };
}

function isExternal(fields: Fields): boolean | undefined {
  const exposure = fields.text('/exposure');
  if (exposure !== undefined) return /external|public|anyone/i.test(exposure);
  return fields.flag('/shared_externally');
}

function web(fields: Fields): Reading {
  const transfers = webTransfers({
    host: fields.text('/cs-host', '/cs_host', '/domain', '/x-cs-sni', '/url'),
    app: fields.text('/x-cs-app', '/x_cs_app', '/app'),
    sentBytes: fields.count('/cs-bytes', '/cs_bytes', '/client_bytes'),
    receivedBytes: fields.count('/sc-bytes', '/sc_bytes', '/server_bytes'),
    uploaded: undefined,
    downloaded: undefined,
  });
  if (transfers.length === 0) return notOurs('no transfer');
  const id = fields.id('/x-transaction-id', '/x_transaction_id', '/transaction_id', '/_id');
  const day = fields.text('/date');
  const clock = fields.text('/time');
  const time = fields.time('/x-cs-timestamp', '/x_cs_timestamp', '/timestamp');
  return transfers.map(
    (transfer): Draft => ({
      type: 'storage',
      ...common(fields),
      ...transfer,
      id: id === undefined ? undefined : `${id}/${transfer.operation}`,
      time:
        time ?? (day === undefined || clock === undefined ? undefined : Date.parse(`${day}T${clock}Z`) || undefined),
      account: fields.account('/cs-username', '/cs_username', '/user', '/userkey'),
      ip: fields.address('/x-cs-src-ip-egress', '/x_cs_src_ip_egress', '/c-ip', '/c_ip', '/srcip', '/userip'),
      userAgent: fields.text('/cs-user-agent', '/cs_user_agent', '/useragent', '/browser'),
      app: fields.text('/x-cs-app', '/x_cs_app', '/app'),
      count: 1,
      object: fields.text('/x-cs-app-object-name', '/x_cs_app_object_name', '/x-rs-file-name', '/page'),
    }),
  );
}

/** Logins to the administrators' console, in the audit events; the address is among the values without a name. */
function audit(fields: Fields, event: string): Reading {
  const name = event.toLowerCase();
  if (!name.startsWith('login ') || !Object.hasOwn(LOGINS, name)) return notOurs('no login or transfer');
  const failed = LOGINS[name] === false;
  return {
    type: 'login',
    id: fields.text('/_id'),
    time: fields.time('/timestamp'),
    account: fields.account('/user', '/ur_normalized'),
    ip: fields.address('/supporting_data/data_values/0', '/supporting_data/data_values/1'),
    app: 'netskope admin',
    outcome: failed ? 'failure' : 'success',
    failure: failed ? 'bad-password' : undefined,
    interactive: true,
  };
}

/** Whether a page event is of traffic that Netskope looked into: what it carried comes as application events too, file by file. */
const isInspected = (fields: Fields): boolean =>
  fields.text('/traffic_type') === 'CloudApp' && fields.flag('/bypass_traffic') === false;

function read(fields: Fields): Reading {
  const event = fields.text('/audit_log_event');
  if (event !== undefined) return audit(fields, event);
  const activity = fields.text('/activity')?.toLowerCase();
  if (activity !== undefined) return application(fields, activity);
  if (fields.has('/cs-bytes') || fields.has('/cs_bytes')) return web(fields);
  if (!fields.has('/client_bytes')) return notOurs('no activity');
  return isInspected(fields) ? notOurs('told by its application events') : web(fields);
}

export const netskope = defineSource({
  vendor: 'netskope',
  title: 'Netskope',
  wayIn: 'webhook, HEC (events; web transactions)',
  metadata: {
    whatToConfigure: [
      'Settings → Tools → Cloud Log Shipper (or Log Streaming): events `application` and `page`, or web transactions, to HEC or to `/v1/ingest/netskope` in JSON.',
    ],
    canTell: [
      'uploads, downloads and shares in cloud apps with sizes and file names',
      'logins to cloud apps and of administrators',
      'bytes of web transactions with cloud stores',
    ],
    cannotTell: ['what is blocked (passed over)'],
    docs: 'https://docs.netskope.com/en/netskope-help/admin-console/rest-api/rest-api-v2-overview-312207/',
  },
  sourcetypes: ['netskope'],
  envelopes: ['/result', '/data'],
  recognises: (fields) =>
    (fields.has('/ccl') && fields.has('/app')) ||
    (fields.has('/activity') && fields.has('/appcategory')) ||
    (fields.has('/cs-bytes') && fields.has('/cs-username')) ||
    fields.has('/audit_log_event'),
  read,
  sampleRecord: {
    _id: 'b1c2d3e4f5a6b7c8d9e0f1a2',
    access_method: 'Client',
    activity: 'Upload',
    alert: 'no',
    app: 'Dropbox',
    appcategory: 'Cloud Storage',
    browser: 'Native',
    cci: 89,
    ccl: 'high',
    device: 'Windows Device',
    dstip: '198.51.100.7',
    file_size: 104857600,
    file_type: 'application/x-rar',
    hostname: 'LAPTOP-1',
    nsdeviceuid: '00000000-0000-4000-8000-000000000001',
    object: 'ss.part1.rar',
    object_type: 'File',
    src_country: 'NO',
    src_latitude: 59.91,
    src_location: 'Oslo',
    src_longitude: 10.75,
    src_region: 'Oslo',
    src_timezone: 'Europe/Oslo',
    srcip: '192.0.2.10',
    timestamp: 1772439249,
    traffic_type: 'CloudApp',
    transaction_id: 1000000000000001,
    type: 'nspolicy',
    user: 'ola@example.com',
    useragent: 'curl/8.7.1',
    userip: '10.0.0.5',
  },
});
