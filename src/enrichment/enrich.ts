import type { EnrichedEvent, Network } from '../domain/enriched-event.ts';
import type { NormalEvent } from '../domain/event.ts';
import { DEFAULT_DETECTION_SETTINGS, type DetectionSettings } from '../domain/settings.ts';
import { parseInstant } from '../domain/time.ts';
import { createRangeMatcher, readAddress } from './address.ts';
import { parseClient } from './client.ts';
import { createWhereabouts, type EnrichmentTables, type WhereaboutsOf } from './whereabouts.ts';

export type Enricher = (event: NormalEvent, source: string) => EnrichedEvent;

/** An enricher with a memory of its own. */
export const createEnricher = (tables?: EnrichmentTables, settings?: DetectionSettings): Enricher =>
  enricherWith(createWhereabouts(tables), settings);

/**
 * Makes the function that fills in place, network and client of an event, with the company's own exits marked.
 * @param whereaboutsOf may be shared between settings: what it remembers is by far the most of an enricher
 */
export function enricherWith(
  whereaboutsOf: WhereaboutsOf,
  settings: DetectionSettings = DEFAULT_DETECTION_SETTINGS,
): Enricher {
  const markedOf = createEgressMarker(settings.egressRanges);
  return (event, source) => {
    const { time, geo, ...rest } = event;
    const { place, network } = whereaboutsOf(event.ip, geo);
    return {
      ...rest,
      source,
      timeMs: parseInstant(time) ?? 0,
      place,
      network: markedOf(network, event.ip),
      client: parseClient(event.userAgent),
    };
  };
}

/** Marks networks within the ranges, with the same object for the same network for as long as it is remembered. */
function createEgressMarker(ranges: readonly string[]): (network: Network, ip: string | undefined) => Network {
  if (ranges.length === 0) return (network) => network;
  const isEgress = createRangeMatcher(ranges);
  const marks = new WeakMap<Network, Network>();
  return (network, ip) => {
    const known = marks.get(network);
    if (known !== undefined) return known;
    const address = ip === undefined ? undefined : readAddress(ip);
    const marked: Network = address !== undefined && isEgress(address) ? { ...network, kind: 'egress' } : network;
    marks.set(network, marked);
    return marked;
  };
}
