import { NETWORK_TABLE_MAGIC, NO_SYSTEM } from './network-table.ts';

/** A range of addresses of one autonomous system. IPv4 as 32-bit numbers; IPv6 as 128-bit. Both ends belong to it. */
export interface NetworkRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly asn: number;
  readonly organisation: string;
}

interface Row {
  readonly start: bigint;
  readonly system: number;
}

/** Writes the table that `openNetworkTable` reads. Ranges come sorted and do not overlap. */
export function writeNetworkTable(v4: Iterable<NetworkRange>, v6: Iterable<NetworkRange>): ArrayBuffer {
  const systems = new Map<number, { readonly index: number; readonly organisation: string }>();
  const indexOf = ({ asn, organisation }: NetworkRange): number => {
    const known = systems.get(asn) ?? { index: systems.size, organisation };
    systems.set(asn, known);
    return known.index;
  };
  const v4Rows = rowsOf(v4, indexOf, 0n);
  const v6Rows = rowsOf(v6, indexOf, 64n);
  const names = [...systems.values()].map(({ organisation }) => new TextEncoder().encode(organisation));
  const nameBytes = names.reduce((sum, name) => sum + name.length, 0);
  const words = 4 + 2 * v4Rows.length + 3 * v6Rows.length + 2 * systems.size + 1;
  const bytes = new ArrayBuffer(words * 4 + nameBytes);
  const table = new Uint32Array(bytes, 0, words);
  let at = 0;
  const put = (values: Iterable<number>): void => {
    for (const value of values) {
      table[at] = value;
      at += 1;
    }
  };
  put([NETWORK_TABLE_MAGIC, v4Rows.length, v6Rows.length, systems.size]);
  put(v4Rows.map(({ start }) => Number(start)));
  put(v4Rows.map(({ system }) => system));
  put(v6Rows.flatMap(({ start }) => [Number(start >> 32n), Number(start & 0xffff_ffffn)]));
  put(v6Rows.map(({ system }) => system));
  put(systems.keys());
  let offset = 0;
  const text = new Uint8Array(bytes, words * 4);
  put([0]);
  for (const name of names) {
    text.set(name, offset);
    offset += name.length;
    put([offset]);
  }
  return bytes;
}

/** Turns ranges into starts, with a gap row where the next range does not follow at once; neighbours of one system become one row. */
function rowsOf(ranges: Iterable<NetworkRange>, indexOf: (range: NetworkRange) => number, droppedBits: bigint): Row[] {
  const rows: Row[] = [];
  const push = (start: bigint, system: number): void => {
    const last = rows.at(-1);
    if (last?.start === start) rows.pop();
    if (rows.at(-1)?.system !== system) rows.push({ start, system });
  };
  let next = 0n;
  for (const range of ranges) {
    const start = range.from >> droppedBits;
    if (start > next) push(next, NO_SYSTEM);
    push(start, indexOf(range));
    next = (range.to >> droppedBits) + 1n;
  }
  push(next, NO_SYSTEM);
  return rows;
}
