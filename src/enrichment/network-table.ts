import type { Address } from './address.ts';

/**
 * Address → autonomous system, as one binary file that is searched where it lies.
 *
 * Layout, little-endian (`src/cli/tables/` writes it):
 *   u32 magic 'MRN1' · u32 v4 rows · u32 v6 rows · u32 systems
 *   v4 starts u32[v4 rows] · v4 system index u32[v4 rows]
 *   v6 starts u64 as two u32, high first [v6 rows] · v6 system index u32[v6 rows]
 *   asn u32[systems] · name offset u32[systems + 1] · names, UTF-8
 * A row holds from its start to the next row's start; index 0xffffffff marks a gap. IPv6 is kept to its /64.
 */
export const NETWORK_TABLE_MAGIC = 0x314e524d;
export const NO_SYSTEM = 0xffff_ffff;

export interface AutonomousSystem {
  readonly asn: number;
  readonly organisation?: string;
}

/** Opens a table. Returns undefined when the bytes are no such table. */
export function openNetworkTable(bytes: ArrayBuffer): ((address: Address) => AutonomousSystem | undefined) | undefined {
  if (bytes.byteLength < 16) return undefined;
  const head = new Uint32Array(bytes, 0, 4);
  const [magic = 0, v4Rows = 0, v6Rows = 0, systems = 0] = head;
  const words = 4 + 2 * v4Rows + 3 * v6Rows + 2 * systems + 1;
  if (magic !== NETWORK_TABLE_MAGIC || bytes.byteLength < words * 4) return undefined;
  let at = 16;
  const take = (count: number): Uint32Array => {
    const part = new Uint32Array(bytes, at, count);
    at += count * 4;
    return part;
  };
  const [v4Starts, v4Systems, v6Starts, v6Systems] = [take(v4Rows), take(v4Rows), take(2 * v6Rows), take(v6Rows)];
  const [asns, nameOffsets] = [take(systems), take(systems + 1)];
  const names = new Uint8Array(bytes, at);
  const decoder = new TextDecoder();

  const read = (index: number | undefined): AutonomousSystem | undefined => {
    const asn = index === undefined || index === NO_SYSTEM ? undefined : asns[index];
    if (index === undefined || asn === undefined) return undefined;
    const organisation = decoder.decode(names.subarray(nameOffsets[index], nameOffsets[index + 1]));
    return organisation === '' ? { asn } : { asn, organisation };
  };

  return ({ parsed }) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = parsed.toByteArray();
    const high = word(a, b, c, d);
    if (parsed.kind() === 'ipv4') return read(v4Systems[lastAtOrBefore(v4Rows, (row) => (v4Starts[row] ?? 0) <= high)]);
    const low = word(e, f, g, h);
    const notAfter = (row: number): boolean => {
      const start = v6Starts[2 * row] ?? 0;
      return start < high || (start === high && (v6Starts[2 * row + 1] ?? 0) <= low);
    };
    return read(v6Systems[lastAtOrBefore(v6Rows, notAfter)]);
  };
}

const word = (a: number, b: number, c: number, d: number): number => ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;

/** The last of `rows` rows for which `notAfter` holds, by bisection; -1 where none. */
function lastAtOrBefore(rows: number, notAfter: (row: number) => boolean): number {
  let from = 0;
  let to = rows;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (notAfter(middle)) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
