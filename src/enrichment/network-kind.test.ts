import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { NetworkKind } from '../domain/enriched-event.ts';
import { networkKindOf } from './network-kind.ts';
import { NETWORK_TABLE_PATH, openTables } from './tables.ts';

/** As the embedded table names them. */
const NETWORKS: readonly (readonly [kind: NetworkKind | undefined, asn: number, organisation: string])[] = [
  ['relay', 13_335, 'Cloudflare, Inc.'],
  ['relay', 36_183, 'Akamai Technologies, Inc.'],
  ['relay', 54_113, 'Fastly, Inc.'],
  ['relay', 22_616, 'ZSCALER, INC.'],
  ['relay', 55_256, 'Netskope Inc'],
  ['relay', 13_150, 'CATO NETWORKS LTD'],
  ['relay', 36_692, 'Cisco OpenDNS, LLC'],
  ['relay', 14_593, 'Space Exploration Technologies Corporation'],
  ['relay', 7_155, 'ViaSat,Inc.'],
  ['relay', 64_294, 'Panasonic Avionics Corporation'],
  ['vpn', 9_009, 'M247 Europe SRL'],
  ['vpn', 212_238, 'Datacamp Limited'],
  ['vpn', 39_351, '31173 Services AB'],
  ['vpn', 209_103, 'Proton AG'],
  ['vpn', 11_878, 'tzulo, inc.'],
  ['hosting', 16_509, 'Amazon.com, Inc.'],
  ['hosting', 8_075, 'Microsoft Corporation'],
  ['hosting', 396_982, 'Google LLC'],
  ['hosting', 24_940, 'Hetzner Online GmbH'],
  ['hosting', 20_473, 'The Constant Company, LLC'],
  ['hosting', 197_540, 'netcup GmbH'],
  ['hosting', 210_644, 'AEZA INTERNATIONAL LTD'],
  ['hosting', 63_949, 'Akamai Technologies, Inc.'],
  ['mobile', 21_928, 'T-Mobile USA, Inc.'],
  ['mobile', 22_394, 'Verizon Business'],
  ['mobile', 44_034, 'Hi3G Access AB'],
  [undefined, 3_320, 'Deutsche Telekom AG'],
  [undefined, 2_856, 'British Telecommunications PLC'],
  [undefined, 7_922, 'Comcast Cable Communications, LLC'],
  [undefined, 16_591, 'Google Fiber Inc.'],
  [undefined, 2_119, 'Telenor Norge AS'],
];

describe('the kind of a network', () => {
  it.each(NETWORKS)('%s: AS%i %s', (kind, asn, organisation) => {
    expect(networkKindOf(asn, organisation)).toBe(kind);
  });

  it('is not known of a network without number and name', () => {
    expect(networkKindOf(undefined, undefined)).toBeUndefined();
    expect(networkKindOf(undefined, 'Fastly, Inc.')).toBeUndefined();
  });

  it.each([
    ['an exit of WARP', '104.28.0.1', 'relay'],
    ['a machine at Amazon', '3.8.0.1', 'hosting'],
    ['a machine at DigitalOcean', '104.131.0.1', 'hosting'],
    ['Starlink', '98.97.0.1', 'relay'],
    ['T-Mobile', '172.56.0.1', 'mobile'],
  ])('follows from the embedded table: %s', (_, ip, kind) => {
    const path = new URL(`../../assets${NETWORK_TABLE_PATH}`, import.meta.url);
    expect(existsSync(path)).toBe(true);
    const found = openTables(undefined, new Uint8Array(readFileSync(path)).buffer).network(ip);
    expect(networkKindOf(found?.asn, found?.organisation), JSON.stringify(found)).toBe(kind);
  });
});
