import type { DetectionSettings } from '../../domain/settings.ts';
import { type Enricher, enricherWith } from '../../enrichment/enrich.ts';
import { COUNTRY_TABLE_PATH, NETWORK_TABLE_PATH, openTables } from '../../enrichment/tables.ts';
import { createWhereabouts, type WhereaboutsOf } from '../../enrichment/whereabouts.ts';
import type { Env } from '../env.ts';

/** Enrichers kept, one for each tenant's settings. They share one memory of addresses: one each would fill the isolate. */
const ENRICHERS_KEPT = 8;

let whereaboutsOf: WhereaboutsOf | undefined;
const enrichers = new Map<string, Enricher>();

/**
 * The enricher for these settings. Tables are read once an isolate: what is shared between requests is what was read, never a
 * promise, which would belong to one of them.
 */
export async function enricherFor(env: Env, settings: DetectionSettings): Promise<Enricher> {
  const key = JSON.stringify(settings.egressRanges);
  const known = enrichers.get(key);
  if (known !== undefined) return known;
  whereaboutsOf ??= createWhereabouts(
    openTables(...(await Promise.all([read(env, COUNTRY_TABLE_PATH), read(env, NETWORK_TABLE_PATH)]))),
  );
  const enricher = enricherWith(whereaboutsOf, settings);
  if (enrichers.size >= ENRICHERS_KEPT) enrichers.clear();
  enrichers.set(key, enricher);
  return enricher;
}

/** A table that cannot be had is done without: an event without a place is better than none. */
async function read(env: Env, path: string): Promise<ArrayBuffer | undefined> {
  try {
    const response = await env.ASSETS?.fetch(`https://assets.local${path}`);
    return response?.ok ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}
