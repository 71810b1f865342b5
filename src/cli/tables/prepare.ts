import { copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { type NetworkRange, writeNetworkTable } from '../../enrichment/network-table-writer.ts';
import { COUNTRY_TABLE_PATH, NETWORK_TABLE_PATH } from '../../enrichment/tables.ts';

/** Where wrangler serves static assets from (`wrangler.toml`). */
const ASSETS = new URL('../../../assets', import.meta.url).pathname;
const packages = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(packages.resolve(`${name}/package.json`));
const versionOf = (name: string): string =>
  JSON.parse(readFileSync(packages.resolve(`${name}/package.json`), 'utf8')).version;

const COUNTRY = '@ip-location-db/geo-whois-asn-country-mmdb';
const NETWORK = '@ip-location-db/asn';

/** A line of ip-location-db's CSV: from, to, number, name (quoted where it holds a comma). */
const LINE = /^(\d+),(\d+),(\d+),(?:"((?:[^"]|"")*)"|(.*))$/;

async function readRanges(file: string): Promise<NetworkRange[]> {
  const ranges: NetworkRange[] = [];
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const [, from, to, asn, quoted, plain] = LINE.exec(line) ?? [];
    if (from === undefined || to === undefined) continue;
    ranges.push({
      from: BigInt(from),
      to: BigInt(to),
      asn: Number(asn),
      organisation: (quoted ?? plain ?? '').replaceAll('""', '"'),
    });
  }
  return ranges;
}

/** Prepares `assets/tables/`, once for each version of the two packages. Runs after `npm ci`, and again before the Worker starts. */
export async function prepareTables(): Promise<void> {
  const stamp = join(ASSETS, 'tables', 'versions.json');
  const versions = JSON.stringify({ [COUNTRY]: versionOf(COUNTRY), [NETWORK]: versionOf(NETWORK) });
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === versions) return;
  mkdirSync(join(ASSETS, 'tables'), { recursive: true });
  copyFileSync(join(folderOf(COUNTRY), 'geo-whois-asn-country.mmdb'), join(ASSETS, COUNTRY_TABLE_PATH));
  const network = folderOf(NETWORK);
  const [v4, v6] = [
    await readRanges(join(network, 'asn-ipv4-num.csv')),
    await readRanges(join(network, 'asn-ipv6-num.csv')),
  ];
  writeFileSync(join(ASSETS, NETWORK_TABLE_PATH), new Uint8Array(writeNetworkTable(v4, v6)));
  writeFileSync(stamp, versions);
  const megabytes = (path: string): string => (statSync(join(ASSETS, path)).size / 1e6).toFixed(1);
  process.stderr.write(
    `tables: ${COUNTRY_TABLE_PATH} ${megabytes(COUNTRY_TABLE_PATH)} MB, ${NETWORK_TABLE_PATH} ${megabytes(NETWORK_TABLE_PATH)} MB\n`,
  );
}

if (import.meta.main) await prepareTables();
