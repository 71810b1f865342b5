import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COUNTRY_TABLE_PATH, NETWORK_TABLE_PATH, openTables } from './tables.ts';

const file = (path: string): ArrayBuffer =>
  new Uint8Array(readFileSync(new URL(`../../assets${path}`, import.meta.url))).buffer;

describe('the embedded tables', () => {
  it('are prepared by the install', () => {
    expect(existsSync(new URL(`../../assets${COUNTRY_TABLE_PATH}`, import.meta.url))).toBe(true);
    expect(existsSync(new URL(`../../assets${NETWORK_TABLE_PATH}`, import.meta.url))).toBe(true);
  });

  it('know country and network of well-known addresses', () => {
    const tables = openTables(file(COUNTRY_TABLE_PATH), file(NETWORK_TABLE_PATH));
    expect(tables.country('8.8.8.8')).toBe('US');
    expect(tables.network('8.8.8.8')).toMatchObject({ asn: 15169, organisation: expect.stringMatching(/google/i) });
    expect(tables.network('2606:4700::1111')).toMatchObject({
      asn: 13335,
      organisation: expect.stringMatching(/cloudflare/i),
    });
    expect(tables.network('nonsense')).toBeUndefined();
  });

  it('answer nothing when they are missing or broken', () => {
    for (const broken of [undefined, new ArrayBuffer(0), new Uint8Array([1, 2, 3]).buffer]) {
      const tables = openTables(broken, broken);
      expect(tables.country('8.8.8.8')).toBeUndefined();
      expect(tables.network('8.8.8.8')).toBeUndefined();
    }
  });
});
