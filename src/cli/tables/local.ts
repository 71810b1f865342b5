import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EnrichmentTables } from '../../enrichment/enrich.ts';
import { COUNTRY_TABLE_PATH, NETWORK_TABLE_PATH, openTables } from '../../enrichment/tables.ts';
import { prepareTables } from './prepare.ts';

/** The tables that the Worker reads, from the files that it is served. */
export async function openLocalTables(): Promise<EnrichmentTables> {
  await prepareTables();
  return openTables(read(COUNTRY_TABLE_PATH), read(NETWORK_TABLE_PATH));
}

function read(path: string): ArrayBuffer {
  const bytes = readFileSync(fileURLToPath(new URL(`../../../assets${path}`, import.meta.url)));
  return new Uint8Array(bytes).buffer;
}
