import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../domain/time.ts';
import { ID_WORDS } from '../constants.ts';
import { chunkHolds, cutIntoChunks, narrow, prefixBitsFor, prefixOf } from './id-chunks.ts';
import { addToFilter, createFilter, mayHold } from './id-filter.ts';
import { expiredRuns, type IdRun, runsToMerge } from './id-plan.ts';
import { createIdSet } from './id-set.ts';
import { createSipHash } from './sip-hash.ts';

const sip = createSipHash([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c]);
const hashes = (from: number, count: number): Uint32Array => {
  const words = new Uint32Array(count * ID_WORDS);
  for (let index = 0; index < count; index += 1) sip(`evt-${from + index}`, words, index * ID_WORDS);
  return words;
};
const hex = (words: Uint32Array): string => Buffer.from(words.buffer).toString('hex');

describe('the hash', () => {
  it('is SipHash-2-4-128 of the UTF-16LE bytes, as OpenSSL computes it', () => {
    const vectors = {
      '': 'a3817f04ba25a8e66df67214',
      a: '3835477681c2262f25e57e12',
      ab: 'eedac3aa1b708ce119e5f796',
      abc: '0510e52810478f5b2531174a',
      abcd: '8d366039c4671198eba91471',
      'hello world æøå': 'b207f5245043be10b3fc76ac',
      [`${'x'.repeat(300)}`]: 'a1deaa7bac17d2d03dd79db7',
    };
    for (const [text, expected] of Object.entries(vectors)) {
      const words = new Uint32Array(ID_WORDS);
      sip(text, words, 0);
      expect(hex(words)).toBe(expected);
    }
  });

  it('depends on the key', () => {
    const words = new Uint32Array(ID_WORDS);
    createSipHash([1, 2, 3, 4])('abc', words, 0);
    expect(hex(words)).not.toBe('0510e52810478f5b2531174a');
  });
});

describe('the set', () => {
  it('agrees with a Set of strings', () => {
    const word = fc.constantFrom(0, 1, 2, 64, 4_294_967_295);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, word), { maxLength: 300 }), (triples) => {
        const set = createIdSet();
        const oracle = new Set<string>();
        for (const triple of triples) {
          const words = Uint32Array.from(triple);
          expect(set.has(words, 0)).toBe(oracle.has(triple.join()));
          expect(set.add(words, 0)).toBe(!oracle.has(triple.join()));
          oracle.add(triple.join());
        }
        expect(set.size).toBe(oracle.size);
        const all = set.words();
        const back = Array.from({ length: set.size }, (_, index) => all.subarray(index * 3, index * 3 + 3).join());
        expect(new Set(back)).toEqual(oracle);
      }),
    );
  });
});

describe('the filter', () => {
  it('never denies an id that was added, and doubts few others', () => {
    for (const [count, mostDoubts] of [
      [20_000, 0.006],
      [1_000_000, 0.011],
    ] as const) {
      const filter = createFilter(count);
      const words = hashes(0, count);
      for (let at = 0; at < words.length; at += ID_WORDS) addToFilter(filter, words, at);
      let denied = 0;
      for (let at = 0; at < words.length; at += ID_WORDS) if (!mayHold(filter, words, at)) denied += 1;
      expect(denied).toBe(0);
      const others = hashes(count, 20_000);
      let doubts = 0;
      for (let at = 0; at < others.length; at += ID_WORDS) if (mayHold(filter, others, at)) doubts += 1;
      expect(doubts / 20_000).toBeLessThan(mostDoubts);
    }
  });

  it('takes ten bits an id for a long run: 26 million ids take 33 MB', () => {
    expect(createFilter(4_300_000).byteLength / 4_300_000).toBeCloseTo(1.25, 2);
  });
});

describe('chunks', () => {
  it('hold every id once, about 512 each, and are found by prefix', () => {
    const words = hashes(0, 50_000);
    const bits = prefixBitsFor(50_000);
    const chunks = cutIntoChunks(words, bits);
    expect([...chunks.values()].reduce((sum, chunk) => sum + chunk.length, 0)).toBe(words.length);
    expect(Math.max(...[...chunks.values()].map((chunk) => chunk.length / ID_WORDS))).toBeLessThan(700);
    for (let at = 0; at < words.length; at += ID_WORDS) {
      expect(chunkHolds(chunks.get(prefixOf(words[at] ?? 0, bits)) ?? new Uint32Array(), words, at)).toBe(true);
    }
    expect(chunkHolds(words, hashes(50_000, 1), 0)).toBe(false);
  });

  it('are narrowed to a finer prefix', () => {
    const words = hashes(0, 1_000);
    const parts = Array.from({ length: 8 }, (_, prefix) => narrow(words, prefix, 3));
    expect(parts.reduce((sum, part) => sum + part.length, 0)).toBe(words.length);
    expect(
      [...cutIntoChunks(words, 3)].every(([prefix, chunk]) => hex(chunk) === hex(parts[prefix]?.slice() ?? words)),
    ).toBe(true);
  });
});

describe('the plan', () => {
  const run = (number: number, level: number, fromHour: number, hours: number): IdRun => ({
    run: number,
    level,
    fromMs: fromHour * HOUR_MS,
    toMs: (fromHour + hours) * HOUR_MS,
    ids: 10,
    prefixBits: 0,
  });

  it('merges eight neighbours of a level, if they span 12 h at most', () => {
    const close = Array.from({ length: 8 }, (_, index) => run(index, 0, index, 1));
    expect(runsToMerge(close)).toEqual(close);
    expect(runsToMerge(close.slice(1))).toBeUndefined();
    expect(runsToMerge(close.map((one, index) => ({ ...one, level: index % 2 })))).toBeUndefined();
    expect(runsToMerge(Array.from({ length: 8 }, (_, index) => run(index, 0, index * 2, 1)))).toBeUndefined();
  });

  it('lets a run go when its newest id is more than 72 h old', () => {
    const runs = [run(1, 0, 0, 5), run(2, 0, 5, 5)];
    expect(expiredRuns(runs, 77 * HOUR_MS)).toEqual([]);
    expect(expiredRuns(runs, 77 * HOUR_MS + 1)).toEqual([runs[0]]);
  });

  it('keeps the number of runs small at full load for three days', () => {
    let runs: IdRun[] = [];
    let next = 0;
    for (let quarter = 0; quarter < 4 * 24 * 6; quarter += 1) {
      runs.push(run(next++, 0, quarter / 4, 0.25));
      runs = runs.filter((one) => !expiredRuns(runs, (quarter * HOUR_MS) / 4).includes(one));
      for (let group = runsToMerge(runs); group !== undefined; group = runsToMerge(runs)) {
        const [first, last] = [group[0], group.at(-1)];
        const merged = {
          ...run(next++, (first?.level ?? 0) + 1, 0, 0),
          fromMs: first?.fromMs ?? 0,
          toMs: last?.toMs ?? 0,
        };
        runs = [...runs.filter((one) => !group?.includes(one)), merged];
      }
    }
    expect(runs.length).toBeLessThan(60);
  });
});
