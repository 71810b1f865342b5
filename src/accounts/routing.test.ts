import { describe, expect, it } from 'vitest';
import { groupByShard, objectNameOf, objectNames, SLOTS, shardOfSlot, shardTable, slotOf } from './routing.ts';

const names = Array.from({ length: 20_000 }, (_, index) => `user${index}@example.com`);

describe('the slot of an account', () => {
  it('never changes, for stored state depends on it', () => {
    expect(['', 'ola@example.com', 'kari@example.com', 'ære@example.com', '__proto__'].map(slotOf)).toEqual(GOLDEN);
  });

  it('spreads accounts evenly', () => {
    const counts = new Map<number, number>();
    for (const name of names) counts.set(slotOf(name) >>> 12, (counts.get(slotOf(name) >>> 12) ?? 0) + 1);
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 1_250)).toBeLessThan(175);
  });
});

describe('the table of shards', () => {
  it('covers all slots, each once, for every power of two', () => {
    for (const shards of [1, 2, 4, 64, 1_024]) {
      const table = shardTable(shards);
      expect(table).toHaveLength(shards);
      expect(new Set(Array.from({ length: SLOTS }, (_, slot) => shardOfSlot(table, slot))).size).toBe(shards);
      expect(shardOfSlot(table, 0)).toBe(table[0]?.shard);
      expect(shardOfSlot(table, SLOTS - 1)).toBe(table.at(-1)?.shard);
    }
  });

  it('rounds up to a power of two and stays in bounds', () => {
    expect([3, 0, -5, Number.NaN, 1e9].map((shards) => shardTable(shards).length)).toEqual([4, 1, 1, 1, 1_024]);
  });

  it('never gives one name to two sets of slots', () => {
    const all = [1, 2, 4, 8].flatMap((shards) => shardTable(shards).map(({ shard }) => shard));
    expect(new Set(all).size).toBe(15);
  });

  it('can split one shard and leave the others as they are', () => {
    const even = shardTable(2);
    const split = [...even, { firstSlot: 49_152, shard: '2-3' }];
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const expected = slot < 49_152 ? shardOfSlot(even, slot) : '2-3';
      if (shardOfSlot(split, slot) !== expected) expect.fail(`slot ${slot}`);
    }
  });
});

describe('routing events', () => {
  it('keeps the order of events within a shard and loses none', () => {
    const events = names.map((account, index) => ({ account, index }));
    const groups = groupByShard('acme', shardTable(8), events);
    expect([...groups.keys()].sort()).toEqual([...objectNames('acme', shardTable(8))].sort());
    for (const [name, group] of groups) {
      expect(group.every(({ account }) => objectNameOf('acme', shardTable(8), account) === name)).toBe(true);
      expect(group.every(({ index }, at) => at === 0 || index > (group[at - 1]?.index ?? 0))).toBe(true);
    }
    expect([...groups.values()].reduce((sum, group) => sum + group.length, 0)).toBe(names.length);
  });

  it('names objects without personal data', () => {
    expect(objectNameOf('acme', shardTable(1), 'ola@example.com')).toBe('acme/0-0');
  });
});

const GOLDEN = [43_838, 5_866, 65_214, 63_123, 48_553];
