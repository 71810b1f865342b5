import type { EnrichedEvent, Network, Place } from '../domain/enriched-event.ts';
import type { Geo, NormalEvent } from '../domain/event.ts';
import { DEFAULT_DETECTION_SETTINGS, type DetectionSettings } from '../domain/settings.ts';
import { parseInstant } from '../domain/time.ts';
import { type Address, createRangeMatcher, readAddress } from './address.ts';
import { parseClient } from './client.ts';
import { networkKindOf } from './network-kind.ts';
import { placeOf } from './place.ts';

/** Looks an address up; the embedded tables, or none. */
export interface EnrichmentTables {
  readonly country: (address: string) => string | undefined;
  readonly network: (address: string) => { readonly asn: number; readonly organisation?: string } | undefined;
}

export const NO_TABLES: EnrichmentTables = { country: () => undefined, network: () => undefined };

export type Enricher = (event: NormalEvent, source: string) => EnrichedEvent;

/** What an address and the vendor's word on its place come to. */
interface Whereabouts {
  readonly place: Place;
  readonly network: Network;
}

/** The same few addresses come again and again; a hostile sender's never do, so the cache starts anew when full. */
const CACHE_LIMIT = 20_000;

/**
 * Makes the function that fills in place, network and client of an event.
 * The vendor's own place wins over the tables; private and documentation addresses stay without a place of their own.
 */
export function createEnricher(
  tables: EnrichmentTables = NO_TABLES,
  settings: DetectionSettings = DEFAULT_DETECTION_SETTINGS,
): Enricher {
  const isEgress = createRangeMatcher(settings.egressRanges);
  const cache = new Map<string, Whereabouts>();

  const whereaboutsOf = (ip: string | undefined, geo: Geo | undefined): Whereabouts => {
    const key = cacheKey(ip, geo);
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (cache.size >= CACHE_LIMIT) cache.clear();
    const address = ip === undefined ? undefined : readAddress(ip);
    const found = { place: locate(tables, address, geo), network: networkOf(tables, isEgress, address, geo) };
    cache.set(key, found);
    return found;
  };

  return (event, source) => {
    const { time, geo, ...rest } = event;
    return {
      ...rest,
      source,
      timeMs: parseInstant(time) ?? 0,
      ...whereaboutsOf(event.ip, geo),
      client: parseClient(event.userAgent),
    };
  };
}

function cacheKey(ip: string | undefined, geo: Geo | undefined): string {
  if (geo === undefined) return ip ?? '';
  return `${ip}|${geo.country}|${geo.region}|${geo.city}|${geo.lat}|${geo.lon}|${geo.timeZone}|${geo.asn}|${geo.asOrg}`;
}

function locate(tables: EnrichmentTables, address: Address | undefined, geo: Geo | undefined): Place {
  const said = placeOf(geo);
  if (said.timeZones.length > 0 || said.country !== undefined || !address?.isPublic) return said;
  const country = tables.country(address.text);
  return country === undefined ? said : placeOf({ ...geo, country });
}

function networkOf(
  tables: EnrichmentTables,
  isEgress: (address: Address) => boolean,
  address: Address | undefined,
  geo: Geo | undefined,
): Network {
  const found = geo?.asn === undefined && address?.isPublic ? tables.network(address.text) : undefined;
  const asn = geo?.asn ?? found?.asn;
  const organisation = geo?.asOrg ?? found?.organisation;
  const kind = address !== undefined && isEgress(address) ? 'egress' : networkKindOf(asn, organisation);
  return {
    ...(asn === undefined ? {} : { asn }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(address === undefined ? {} : { prefix: address.prefix }),
    ...(kind === undefined ? {} : { kind }),
  };
}
