import type { StorageOperation } from '../domain/event.ts';
import { accountOfArn } from './aws-principal.ts';
import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { storeOf, storeOfApp } from './stores.ts';
import { isAtKeyboard, isMachine } from './windows-logon.ts';

/** OCSF 1.x: Authentication (3002), File Hosting Activity (6006), and API Activity (6003) on objects of cloud stores. */

const AUTHENTICATION = '3002';
const API_ACTIVITY = '6003';
const FILE_HOSTING = '6006';
const LOGON = new Set(['1', 'Logon']);
const HOSTING: Readonly<Record<string, StorageOperation>> = {
  '1': 'upload',
  '2': 'download',
  '4': 'delete',
  '12': 'share',
  '15': 'download',
};
const API: Readonly<Record<string, StorageOperation>> = {
  GetObject: 'download',
  SelectObjectContent: 'download',
  'storage.objects.get': 'download',
  GetBlob: 'download',
  PutObject: 'upload',
  CopyObject: 'upload',
  'storage.objects.create': 'upload',
  PutBlob: 'upload',
  PutBlock: 'upload',
  DeleteObject: 'delete',
  DeleteBlob: 'delete',
  'storage.objects.delete': 'delete',
};
const PROTOCOLS: Readonly<Record<string, Factor>> = {
  SAML: 'sso',
  OpenID: 'sso',
  'OAUTH 2.0': 'sso',
  Kerberos: 'sso',
  FIDO2: 'passkey',
  PasswordAuth: 'password',
};
/** Logon types of machines, whoever the producer: of the system, batch, service. */
const UNATTENDED_LOGONS = new Set(['1', '4', '5']);

const place = (fields: Fields, base: string) => ({
  country: `${base}/country`,
  region: `${base}/region`,
  city: `${base}/city`,
  ...(fields.has(`${base}/lat`)
    ? { lat: `${base}/lat`, lon: `${base}/long` }
    : { lat: `${base}/coordinates/1`, lon: `${base}/coordinates/0` }),
});

/**
 * The user that the event is about; whoever started a logon of the system (a computer's account) is not that user. Amazon names some
 * users in one class of events only, and all by their ARN: it gives the spelling that CloudTrail's own records have.
 */
function accountIn(fields: Fields, user: string): string | undefined {
  const uid = fields.account(`${user}/uid`);
  if (uid?.startsWith('arn:') === true) return accountOfArn(uid);
  return fields.account(`${user}/email_addr`, `${user}/name`, `${user}/uid`);
}

/** Of Windows the type of a logon says it; of others only the types that no person makes. */
function interactiveOf(fields: Fields): boolean | undefined {
  const logon = fields.text('/logon_type_id');
  if (fields.flag('/is_service_account') === true || UNATTENDED_LOGONS.has(logon ?? '')) return false;
  if (/windows/i.test(fields.text('/metadata/product/name', '/device/os/name') ?? '')) return isAtKeyboard(logon);
  return logon === undefined || logon === '0' || logon === '99' ? undefined : true;
}

function common(fields: Fields, user: string) {
  return {
    id: fields.text('/metadata/uid', '/metadata/original_event_uid', '/api/request/uid'),
    time: fields.time('/time', '/time_dt', '/metadata/original_time'),
    account: accountIn(fields, fields.has(user) ? user : '/actor/user'),
    ip: fields.address('/src_endpoint/ip', '/src_endpoint/intermediate_ips/0', '/device/ip'),
    userAgent: fields.text('/http_request/user_agent'),
    device: fields.text('/device/uid', '/src_endpoint/uid'),
    geo: fields.geo({
      ...place(fields, '/src_endpoint/location'),
      asn: '/src_endpoint/autonomous_system/number',
      asOrg: '/src_endpoint/autonomous_system/name',
    }),
  };
}

function authentication(fields: Fields): Reading {
  if (!LOGON.has(fields.text('/activity_id', '/activity_name') ?? '')) return notOurs('no logon');
  const failed = fields.text('/status_id') === '2' || /^fail/i.test(fields.text('/status') ?? '');
  const protocol = fields.text('/auth_protocol') ?? '';
  const base = common(fields, '/user');
  if (isMachine(base.account)) return notOurs('no person');
  return {
    type: 'login',
    ...base,
    app: fields.text('/service/name', '/dst_endpoint/svc_name', '/metadata/product/name'),
    anonymizer: fields.flag('/src_endpoint/proxy_endpoint/is_vpn', '/is_proxy'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/status_detail', '/message', '/status_code')) : undefined,
    interactive: interactiveOf(fields),
    factor: fields.flag('/is_mfa') === true ? 'mfa' : PROTOCOLS[protocol],
  };
}

function serviceOf(fields: Fields): string {
  const host =
    fields.text('/dst_endpoint/hostname', '/api/service/name', '/url/hostname', '/http_request/url/hostname') ?? '';
  const product =
    fields.text('/app/name', '/dst_endpoint/svc_name', '/metadata/product/name', '/metadata/product/vendor_name') ?? '';
  return (
    storeOf(host) ??
    storeOfApp(product) ??
    (host === '' ? product.toLowerCase().slice(0, 253) || 'unknown' : host.toLowerCase().slice(0, 253))
  );
}

function storage(fields: Fields, operation: StorageOperation): Reading {
  if (fields.text('/status_id') === '2' || fields.text('/api/response/error') !== undefined) return notOurs('refused');
  if (fields.text('/actor/invoked_by') !== undefined || fields.text('/actor/user/type') === 'AWSService')
    return notOurs('no person');
  const moved = operation === 'download' ? 'bytesTransferredOut' : 'bytesTransferredIn';
  return {
    type: 'storage',
    ...common(fields, '/actor/user'),
    app: fields.text('/app/name', '/actor/app_name', '/metadata/product/name'),
    service: serviceOf(fields),
    operation,
    bytes: fields.count(
      '/file/size',
      '/traffic/bytes',
      `/unmapped/additionalEventData/${moved}`,
      `/unmapped/additionalEventData.${moved}`,
    ),
    count: Math.max(1, fields.count('/count') ?? 1),
    object: fields.text('/file/path', '/file/name', '/resources/0/name', '/resources/0/uid'),
    external:
      operation === 'share'
        ? /external|public|anyone/i.test(fields.text('/share_type', '/share') ?? '') || undefined
        : undefined,
  };
}

function read(fields: Fields): Reading {
  const kind = fields.text('/class_uid');
  if (kind === AUTHENTICATION) return authentication(fields);
  if (kind === FILE_HOSTING) {
    const operation = HOSTING[fields.text('/activity_id') ?? ''];
    return operation === undefined ? notOurs('no transfer') : storage(fields, operation);
  }
  if (kind !== API_ACTIVITY) return notOurs('other class');
  const name = fields.text('/api/operation') ?? '';
  const operation = Object.hasOwn(API, name) ? API[name] : undefined;
  return operation === undefined ? notOurs('no transfer') : storage(fields, operation);
}

export const ocsf = defineSource({
  vendor: 'ocsf',
  aliases: ['security-lake'],
  title: 'OCSF 1.x',
  wayIn: 'webhook, HEC',
  metadata: {
    whatToConfigure: [
      'Send events of the classes Authentication (3002), File Hosting Activity (6006) and API Activity (6003) as JSON to `/v1/ingest/ocsf` or to HEC.',
    ],
    canTell: [
      'logons with outcome, factor and place',
      'files uploaded, downloaded, shared, deleted',
      'objects of cloud stores read and written',
    ],
    cannotTell: ['whatever the producer leaves unmapped'],
    docs: 'https://schema.ocsf.io/',
  },
  sourcetypes: ['ocsf', 'aws:asl'],
  recognises: (fields) => fields.has('/class_uid') && fields.has('/activity_id'),
  envelopes: ['/events'],
  read,
  sampleRecord: {
    activity_id: 1,
    activity_name: 'Logon',
    category_uid: 3,
    class_uid: 3002,
    type_uid: 300201,
    severity_id: 1,
    status_id: 1,
    time: 1772439249512,
    is_mfa: true,
    auth_protocol: 'SAML',
    metadata: {
      uid: '3c7f1f7e-0000-4000-8000-000000000001',
      version: '1.3.0',
      product: { name: 'Example IdP', vendor_name: 'Example' },
    },
    user: { name: 'ola', email_addr: 'ola@example.com', uid: 'u-1', type_id: 1 },
    src_endpoint: {
      ip: '192.0.2.10',
      location: { city: 'Oslo', country: 'NO', coordinates: [10.75, 59.91] },
      autonomous_system: { number: 64500, name: 'example network' },
    },
    service: { name: 'Citrix' },
    http_request: { user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36' },
  },
});
