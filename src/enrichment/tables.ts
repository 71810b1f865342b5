import { Reader } from 'mmdb-lib';
import { readAddress } from './address.ts';
import { openNetworkTable } from './network-table.ts';
import type { EnrichmentTables } from './whereabouts.ts';

/** Files of the embedded tables below the assets' folder; `npm ci` prepares them from two packages of ip-location-db. */
export const COUNTRY_TABLE_PATH = '/tables/country.mmdb';
export const NETWORK_TABLE_PATH = '/tables/network.bin';

/**
 * Opens the embedded tables: country by address (NRO statistics, whois and AS data; CC0) and network by address (Route Views, RIPE RIS and DB-IP; CC BY 4.0).
 * A table that is missing or broken answers nothing: an event without a place is better than none.
 */
export function openTables(country: ArrayBuffer | undefined, network: ArrayBuffer | undefined): EnrichmentTables {
  const countries = country === undefined ? undefined : openCountries(country);
  const networks = network === undefined ? undefined : openNetworkTable(network);
  return {
    country: (address) => countries?.(address),
    network: (address) => {
      const read = readAddress(address);
      return read === undefined ? undefined : networks?.(read);
    },
  };
}

function openCountries(bytes: ArrayBuffer): ((address: string) => string | undefined) | undefined {
  try {
    const reader = new Reader(Buffer.from(bytes));
    return (address) => {
      const found: object | null = reader.get(address);
      const code: unknown = found !== null && 'country_code' in found ? found.country_code : undefined;
      return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : undefined;
    };
  } catch {
    return undefined;
  }
}
