import type {
  Client,
  EnrichedEvent,
  EnrichedLogin,
  EnrichedStorage,
  Network,
} from '../../src/domain/enriched-event.ts';
import type { Geo, LoginEvent, NormalEvent, StorageEvent } from '../../src/domain/event.ts';
import { formatInstant, HOUR_MS } from '../../src/domain/time.ts';

/** Factories of events for tests: a plain one each, and only what a test is about is said in the test. */

export const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
export const CURL = 'curl/7.61.0';

export const OSLO: Geo = {
  country: 'NO',
  city: 'Oslo',
  lat: 59.91,
  lon: 10.75,
  timeZone: 'Europe/Oslo',
  asn: 64496,
  asOrg: 'Example Broadband NO',
};
export const SINGAPORE: Geo = {
  country: 'SG',
  city: 'Singapore',
  lat: 1.35,
  lon: 103.82,
  timeZone: 'Asia/Singapore',
  asn: 64505,
  asOrg: 'Example Broadband SG',
};

let made = 0;
const nextId = (): string => {
  made += 1;
  return `evt-${made}`;
};

/** A successful login of ola@example.com in Oslo with a browser, on Monday 6 August 2018, 09:00 local time. */
export function aLogin(overrides: Partial<LoginEvent> = {}): LoginEvent {
  return {
    id: nextId(),
    time: '2018-08-06T07:00:00Z',
    type: 'login',
    account: 'ola@example.com',
    outcome: 'success',
    ip: '192.0.2.10',
    userAgent: BROWSER,
    app: 'citrix',
    geo: OSLO,
    ...overrides,
  };
}

/** A 1 MB upload to the company's own store, from the same place and client as `aLogin`. */
export function anUpload(overrides: Partial<StorageEvent> = {}): StorageEvent {
  return {
    id: nextId(),
    time: '2018-08-06T07:10:00Z',
    type: 'storage',
    account: 'ola@example.com',
    ip: '192.0.2.10',
    userAgent: BROWSER,
    geo: OSLO,
    service: 'sharepoint.com',
    operation: 'upload',
    bytes: 1_048_576,
    object: 'report.docx',
    ...overrides,
  };
}

export const aDownload = (overrides: Partial<StorageEvent> = {}): StorageEvent =>
  anUpload({ operation: 'download', ...overrides });

/** Any event will do. */
export const anEvent = (overrides: Partial<LoginEvent> = {}): NormalEvent => aLogin(overrides);

/** One event of each time, in order. */
export const eventsAt = <T>(times: readonly number[], make: (overrides: { time: string }) => T): T[] =>
  times.map((atMs) => make({ time: formatInstant(atMs) }));

/** `count` instants, `gapMs` apart, from `from` on. */
export const instants = (from: string, count: number, gapMs: number = HOUR_MS): number[] =>
  Array.from({ length: count }, (_, index) => Date.parse(from) + index * gapMs);

/**
 * The event as the fold takes it, without the enrichment room: place and network from `geo`, the client by the name before the slash
 * (a browser is "Chrome" on "Windows"). Overrides replace whatever the enrichment would have said.
 */
export function enriched(event: LoginEvent, overrides?: Partial<EnrichedLogin>): EnrichedLogin;
export function enriched(event: StorageEvent, overrides?: Partial<EnrichedStorage>): EnrichedStorage;
export function enriched(event: NormalEvent, overrides?: Partial<EnrichedLogin & EnrichedStorage>): EnrichedEvent;
export function enriched(event: NormalEvent, overrides: object = {}): EnrichedEvent {
  const { time, geo, ...rest } = event;
  return {
    ...rest,
    source: 'test',
    timeMs: Date.parse(time),
    place: placeOf(geo),
    network: networkOf(geo, event.ip),
    client: clientOf(event.userAgent),
    ...overrides,
  };
}

function placeOf(geo: Geo | undefined): EnrichedEvent['place'] {
  if (geo === undefined) return { timeZones: [] };
  const { country, region, city, lat, lon, timeZone } = geo;
  return {
    ...(country === undefined ? {} : { country }),
    ...(region === undefined ? {} : { region }),
    ...(city === undefined ? {} : { city }),
    ...(lat === undefined ? {} : { lat }),
    ...(lon === undefined ? {} : { lon }),
    timeZones: timeZone === undefined ? [] : [timeZone],
  };
}

function networkOf(geo: Geo | undefined, ip: string | undefined): Network {
  return {
    ...(geo?.asn === undefined ? {} : { asn: geo.asn }),
    ...(geo?.asOrg === undefined ? {} : { organisation: geo.asOrg }),
    ...(ip === undefined ? {} : { prefix: prefixOf(ip) }),
  };
}

const prefixOf = (ip: string): string =>
  ip.includes(':') ? `${ip.split(':').slice(0, 3).join(':')}::/48` : `${ip.split('.').slice(0, 3).join('.')}.0/24`;

function clientOf(userAgent: string | undefined): Client {
  if (userAgent === undefined) return { family: 'unknown', automation: false };
  if (userAgent.startsWith('Mozilla/')) return { family: 'Chrome', os: 'Windows', automation: false };
  return { family: userAgent.split('/')[0] ?? userAgent, automation: true };
}
