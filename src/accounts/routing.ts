/**
 * Which object holds an account: account → one of 65,536 slots → shard of the tenant → object name.
 * Slots are for ever; the table of shards is not: a shard is split by giving half of its slots to a new one.
 */

export const SLOT_BITS = 16;
export const SLOTS = 2 ** SLOT_BITS;
/** More objects than this for one tenant would hold fewer than 64 slots each. */
const MAX_SHARDS = 1_024;

/** A run of slots and the shard that holds them, up to the next range's first slot. */
export interface ShardRange {
  readonly firstSlot: number;
  readonly shard: string;
}
/** Ascending by `firstSlot`; the first is 0. */
export type ShardTable = readonly ShardRange[];

/**
 * The slot of an account: upper 16 bits of FNV-1a (32 bits, over UTF-16 units) with the finaliser of MurmurHash3.
 * Stored state depends on it: it never changes.
 * @returns 0 to 65,535
 */
export function slotOf(account: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < account.length; index += 1) {
    hash = Math.imul(hash ^ account.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> SLOT_BITS;
}

/**
 * An even table. A shard is named for its prefix, `<bits>-<prefix>`, so a name always means the same slots.
 * @param shards how many, rounded up to a power of two between 1 and 1,024
 */
export function shardTable(shards: number): ShardTable {
  const wanted = Number.isFinite(shards) ? Math.min(Math.max(shards, 1), MAX_SHARDS) : 1;
  const bits = Math.ceil(Math.log2(wanted));
  return Array.from({ length: 2 ** bits }, (_, prefix) => ({
    firstSlot: prefix * 2 ** (SLOT_BITS - bits),
    shard: `${bits}-${prefix}`,
  }));
}

/** The shard of a slot: the last range that begins at or before it. */
export function shardOfSlot(table: ShardTable, slot: number): string {
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((table[middle]?.firstSlot ?? SLOTS) <= slot) low = middle;
    else high = middle - 1;
  }
  return table[low]?.shard ?? '0-0';
}

/** Name of a shard's object. It carries no personal data. */
export const shardObjectName = (tenant: string, shard: string): string => `${tenant}/${shard}`;

/** Name of the object that holds an account. */
export const objectNameOf = (tenant: string, table: ShardTable, account: string): string =>
  shardObjectName(tenant, shardOfSlot(table, slotOf(account)));

/** Names of all objects of a tenant. */
export const objectNames = (tenant: string, table: ShardTable): readonly string[] => [
  ...new Set(table.map((range) => shardObjectName(tenant, range.shard))),
];

/** Splits events by the object that holds their account; order is kept within each. */
export function groupByShard<E extends { readonly account: string }>(
  tenant: string,
  table: ShardTable,
  events: Iterable<E>,
): ReadonlyMap<string, readonly E[]> {
  const groups = new Map<string, E[]>();
  for (const event of events) {
    const name = objectNameOf(tenant, table, event.account);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [event]);
    else group.push(event);
  }
  return groups;
}
