import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from './address.ts';
import { openNetworkTable } from './network-table.ts';
import { type NetworkRange, writeNetworkTable } from './network-table-writer.ts';

const range = (from: string, to: string, asn: number, organisation: string): NetworkRange => ({
  from: numberOf(from),
  to: numberOf(to),
  asn,
  organisation,
});

function numberOf(ip: string): bigint {
  return (readAddress(ip)?.parsed.toByteArray() ?? []).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

const lookUp = (bytes: ArrayBuffer, ip: string) => {
  const address = readAddress(ip);
  return address === undefined ? undefined : openNetworkTable(bytes)?.(address);
};

describe('the network table', () => {
  const table = writeNetworkTable(
    [
      range('192.0.2.0', '192.0.2.127', 64500, 'Example A'),
      range('192.0.2.128', '192.0.2.255', 64501, ''),
      range('203.0.113.0', '203.0.113.255', 64500, 'Example A'),
    ],
    [range('2001:db8:1::', '2001:db8:1:ffff:ffff:ffff:ffff:ffff', 64502, 'Exämple, Inc.')],
  );

  it('finds both ends of a range, and nothing in a gap', () => {
    expect(lookUp(table, '192.0.2.0')).toEqual({ asn: 64500, organisation: 'Example A' });
    expect(lookUp(table, '192.0.2.127')?.asn).toBe(64500);
    expect(lookUp(table, '192.0.2.128')).toEqual({ asn: 64501 });
    expect(lookUp(table, '203.0.113.255')?.asn).toBe(64500);
    for (const ip of ['192.0.1.255', '192.0.3.0', '203.0.114.0', '255.255.255.255', '0.0.0.0'])
      expect(lookUp(table, ip), ip).toBeUndefined();
  });

  it('finds IPv6 by its /64 and keeps names in UTF-8', () => {
    expect(lookUp(table, '2001:db8:1:2:3::4')).toEqual({ asn: 64502, organisation: 'Exämple, Inc.' });
    expect(lookUp(table, '2001:db8:2::1')).toBeUndefined();
    expect(lookUp(table, '2001:db8:0:ffff:ffff::1')).toBeUndefined();
  });

  it('agrees with a search through the list of ranges', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 0xffff_fffe }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(cuts, fc.array(fc.integer({ min: 0, max: 0xffff_ffff }), { maxLength: 40 }), (ends, asked) => {
        const sorted = [...ends].sort((a, b) => a - b);
        const ranges = sorted.slice(1).flatMap((to, index) => {
          const from = (sorted[index] ?? 0) + (index % 3 === 0 ? 1 : 0);
          return index % 4 === 3 || from >= to
            ? []
            : [{ from: BigInt(from), to: BigInt(to - 1), asn: 1 + (index % 5), organisation: `o${index % 5}` }];
        });
        const open = openNetworkTable(writeNetworkTable(ranges, []));
        for (const number of [...asked, ...sorted]) {
          const address = readAddress([24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.'));
          const expected = ranges.find(({ from, to }) => from <= BigInt(number) && BigInt(number) <= to)?.asn;
          expect(address && open?.(address)?.asn).toBe(expected);
        }
      }),
    );
  });

  it('refuses bytes that are no table', () => {
    expect(openNetworkTable(new ArrayBuffer(0))).toBeUndefined();
    expect(openNetworkTable(new ArrayBuffer(64))).toBeUndefined();
    expect(openNetworkTable(table.slice(0, 40))).toBeUndefined();
  });
});
