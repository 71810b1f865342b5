import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Draft, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { storeOf, storeOfApp } from './stores.ts';
import { webTransfers } from './web-transfer.ts';
import { isAtKeyboard, isMachine } from './windows-logon.ts';

/** Elastic Common Schema: `authentication`, `file` events of cloud stores, and `web`/`network` traffic with bytes to them. */

const ACTIONS: readonly (readonly [RegExp, StorageOperation])[] = [
  [/unshar|revok|remov\w{0,16}[-_ ]?(?:link|permission)/, 'delete'],
  [/download|export/, 'download'],
  [/upload|\bput/, 'upload'],
  [/shar(?:e|ing)|link[-_ ]?creat|permission/, 'share'],
  [/delet|trash|recycl/, 'delete'],
];
const TAKEN_BACK = /unshar|revok|remov/;
/** Sessions and tickets that are renewed, and passwords that programs hold. */
const UNATTENDED = /refresh|token|noninteractive|service|kerberos|credential-validated|logged-in-explicit/;
const NO_LOGON = /log(?:ged)?[-_ ]?(?:off|out)|session[-_. ]?(?:end|close|expire|clear)|\.slo\b/;

/** A keyword field holds one word or a list of them. */
const words = (fields: Fields, pointer: string): string => fields.words(pointer).toLowerCase();

function common(fields: Fields) {
  return {
    id: fields.text('/event/id', '/_id'),
    time: fields.time('/@timestamp', '/event/created'),
    account: fields.account(
      '/user/email',
      '/source/user/email',
      '/client/user/email',
      '/user/name',
      '/source/user/name',
      '/client/user/name',
      '/user/id',
    ),
    ip: fields.address('/source/ip', '/client/ip', '/related/ip/0'),
    userAgent: fields.text('/user_agent/original'),
    app: fields.text('/service/name', '/event/provider', '/event/dataset', '/cloud/service/name', '/event/module'),
    device: fields.text('/device/id'),
    geo: fields.geo({
      country: '/source/geo/country_iso_code',
      region: '/source/geo/region_name',
      city: '/source/geo/city_name',
      lat: '/source/geo/location/lat',
      lon: '/source/geo/location/lon',
      timeZone: '/source/geo/timezone',
      asn: '/source/as/number',
      asOrg: '/source/as/organization/name',
    }),
  };
}

function authentication(fields: Fields): Reading {
  const action = words(fields, '/event/action');
  if (NO_LOGON.test(action) || /\bend\b/.test(words(fields, '/event/type'))) return notOurs('no logon');
  const failed = words(fields, '/event/outcome') === 'failure';
  const base = common(fields);
  if (isMachine(base.account)) return notOurs('no person');
  return {
    type: 'login',
    ...base,
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/event/reason', '/error/message', '/error/code', '/message')) : undefined,
    interactive:
      isAtKeyboard(fields.text('/winlog/logon/type', '/winlog/event_data/LogonType')) ??
      fields.flag('/azure/signinlogs/properties/is_interactive') ??
      (UNATTENDED.test(action) ? false : undefined),
  };
}

function file(fields: Fields): Reading {
  const action = words(fields, '/event/action');
  const operation = ACTIONS.find(([pattern]) => pattern.test(action))?.[1];
  if (operation === undefined || TAKEN_BACK.test(action)) return notOurs('no transfer');
  const host = fields.text('/url/domain', '/destination/domain') ?? '';
  const service =
    storeOf(host) ??
    storeOfApp(
      `${fields.text('/event/dataset') ?? ''} ${fields.text('/event/provider', '/service/name', '/cloud/service/name') ?? ''}`,
    );
  if (service === undefined) return notOurs('no cloud store');
  return {
    type: 'storage',
    ...common(fields),
    service,
    operation,
    bytes: fields.count('/file/size', '/http/request/body/bytes'),
    count: 1,
    object: fields.text('/file/name', '/file/path', '/url/path'),
  };
}

function traffic(fields: Fields): Reading {
  const transfers = webTransfers({
    host: fields.text('/url/domain', '/destination/domain', '/tls/client/server_name', '/url/full'),
    app: undefined,
    sentBytes: fields.count('/http/request/body/bytes', '/source/bytes', '/http/request/bytes', '/client/bytes'),
    receivedBytes: fields.count(
      '/http/response/body/bytes',
      '/destination/bytes',
      '/http/response/bytes',
      '/server/bytes',
    ),
    uploaded: undefined,
    downloaded: undefined,
  });
  if (transfers.length === 0) return notOurs('no transfer');
  const base = common(fields);
  return transfers.map(
    (transfer): Draft => ({
      type: 'storage',
      ...base,
      ...transfer,
      id: base.id === undefined ? undefined : `${base.id}/${transfer.operation}`,
      count: 1,
      object: fields.text('/file/name', '/url/path'),
    }),
  );
}

function read(fields: Fields): Reading {
  const category = words(fields, '/event/category');
  if (category.includes('authentication')) return authentication(fields);
  if (category.includes('file')) return file(fields);
  return /web|network/.test(category) ? traffic(fields) : notOurs('other category');
}

/** Some senders keep dots in the names: `{"event.category": …}`. They become objects, a few levels deep. */
function wrap(record: Readonly<Record<string, unknown>>): unknown {
  const dotted = Object.entries(record).filter(([key]) => key.includes('.'));
  if (dotted.length === 0) return record;
  const nested = new Map<string, unknown>(Object.entries(record));
  for (const [key, value] of dotted.slice(0, MAX_DOTTED)) place(nested, key.split('.').slice(0, MAX_DEPTH), value);
  return toObject(nested);
}

const MAX_DOTTED = 512;
const MAX_DEPTH = 8;

function place(target: Map<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    if (!target.has(key)) target.set(key, value);
    return;
  }
  const known = target.get(key);
  const inner =
    known instanceof Map
      ? known
      : new Map<string, unknown>(typeof known === 'object' && known !== null ? Object.entries(known) : []);
  place(inner, rest, value);
  target.set(key, inner);
}

const toObject = (map: Map<string, unknown>): unknown =>
  Object.fromEntries([...map].map(([key, value]) => [key, value instanceof Map ? toObject(value) : value]));

export const ecs = defineSource({
  vendor: 'ecs',
  aliases: ['elastic'],
  title: 'Elastic Common Schema',
  wayIn: 'webhook, HEC',
  metadata: {
    whatToConfigure: [
      'Logstash or an Elastic Agent output of kind HTTP (NDJSON) to `/v1/ingest/ecs` with `Authorization: Bearer <ingest token>`.',
    ],
    canTell: [
      'events of the category authentication with outcome and place',
      'files of cloud stores',
      'bytes that proxies saw go to cloud stores',
    ],
    cannotTell: ['files on endpoints (passed over)'],
    docs: 'https://www.elastic.co/docs/reference/ecs',
  },
  sourcetypes: ['ecs', 'elastic'],
  envelopes: ['/_source', '/hits/hits'],
  recognises: (fields) =>
    fields.has('/event/category') ||
    fields.has('/event.category') ||
    fields.has('/ecs/version') ||
    fields.has('/ecs.version'),
  wrap,
  read,
  sampleRecord: {
    '@timestamp': '2026-03-02T08:14:09.512Z',
    ecs: { version: '8.11.0' },
    event: {
      id: '3c7f1f7e-0000-4000-8000-000000000001',
      category: ['authentication'],
      type: ['start'],
      action: 'user-login',
      outcome: 'success',
      dataset: 'citrix_adc.log',
      provider: 'citrix',
    },
    user: { name: 'ola', email: 'ola@example.com' },
    source: {
      ip: '192.0.2.10',
      geo: { country_iso_code: 'NO', city_name: 'Oslo', location: { lat: 59.91, lon: 10.75 }, timezone: 'Europe/Oslo' },
      as: { number: 64500, organization: { name: 'example network' } },
    },
    user_agent: { original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36' },
  },
});
