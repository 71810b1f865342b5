import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { COUNTRY_TABLE_PATH, NETWORK_TABLE_PATH, openTables } from '../../enrichment/tables.ts';
import type { EnrichmentTables } from '../../enrichment/whereabouts.ts';
import { prepareTables } from './prepare.ts';

/** The tables that the Worker reads, from the files that it is served; 20 MB that are read when an address is first looked up. */
export async function openLocalTables(): Promise<EnrichmentTables> {
  await prepareTables();
  let opened: EnrichmentTables | undefined;
  const tables = (): EnrichmentTables => {
    opened ??= openTables(read(COUNTRY_TABLE_PATH), read(NETWORK_TABLE_PATH));
    return opened;
  };
  return { country: (address) => tables().country(address), network: (address) => tables().network(address) };
}

function read(path: string): ArrayBuffer {
  const bytes = readFileSync(fileURLToPath(new URL(`../../../assets${path}`, import.meta.url)));
  return new Uint8Array(bytes).buffer;
}
