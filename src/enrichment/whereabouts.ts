import type { Network, Place } from '../domain/enriched-event.ts';
import type { Geo } from '../domain/event.ts';
import { type Address, readAddress } from './address.ts';
import { createBoundedCache } from './bounded-cache.ts';
import { networkKindOf } from './network-kind.ts';
import { placeOf } from './place.ts';

/** Looks an address up; the embedded tables, or none. */
export interface EnrichmentTables {
  readonly country: (address: string) => string | undefined;
  readonly network: (address: string) => { readonly asn: number; readonly organisation?: string } | undefined;
}

export const NO_TABLES: EnrichmentTables = { country: () => undefined, network: () => undefined };

/** What an address and the vendor's word on its place come to; the same object for the same, while it is remembered. */
export interface Whereabouts {
  readonly place: Place;
  readonly network: Network;
}

export type WhereaboutsOf = (ip: string | undefined, geo: Geo | undefined) => Whereabouts;

/**
 * A key has some 90 characters with a place, so that ordinary places fill the entries first: 20 MB, measured in Node. The widest have
 * 600, of two bytes each, once in the key and once in the place: there the characters bound it to 8 MB.
 */
const CACHE_LIMITS = { entries: 20_000, keyChars: 2 * 1024 * 1024 };

/**
 * Finds places and networks. The vendor's own word wins over the tables; private and documentation addresses stay without a
 * place of their own. What was found is remembered: one of these serves a whole isolate.
 */
export function createWhereabouts(tables: EnrichmentTables = NO_TABLES): WhereaboutsOf {
  const cache = createBoundedCache<Whereabouts>(CACHE_LIMITS);
  return (ip, geo) => {
    const key = cacheKey(ip, geo);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const address = ip === undefined ? undefined : readAddress(ip);
    const found = { place: locate(tables, address, geo), network: networkOf(tables, address, geo) };
    cache.set(key, found);
    return found;
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

function networkOf(tables: EnrichmentTables, address: Address | undefined, geo: Geo | undefined): Network {
  const found = geo?.asn === undefined && address?.isPublic ? tables.network(address.text) : undefined;
  const asn = geo?.asn ?? found?.asn;
  const organisation = geo?.asOrg ?? found?.organisation;
  const kind = networkKindOf(asn, organisation);
  return {
    ...(asn === undefined ? {} : { asn }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(address === undefined ? {} : { prefix: address.prefix }),
    ...(kind === undefined ? {} : { kind }),
  };
}
