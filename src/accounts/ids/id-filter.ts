import { FILTER_BITS_LARGE, FILTER_BITS_SMALL, FILTER_PROBES, LARGE_RUN_IDS } from '../constants.ts';

/**
 * Bloom filter over 96-bit hashes: says "certainly not here" of most new ids without a look at the disk, and is never
 * wrong about one that is here. Doubts (1 − e^(−k·n/m))^k of new ids: 0.8% at 10 bits an id and 6 probes, 0.4% at 12.
 * Reference: Kirsch, Mitzenmacher 2006 (two hashes give all probes).
 */
export type IdFilter = Uint32Array;

/** An empty filter for so many ids. */
export function createFilter(ids: number): IdFilter {
  const bits = Math.max(ids, 1) * (ids >= LARGE_RUN_IDS ? FILTER_BITS_LARGE : FILTER_BITS_SMALL);
  return new Uint32Array(Math.ceil(bits / 32));
}

export function addToFilter(filter: IdFilter, words: Uint32Array, at: number): void {
  let probe = words[at + 1] ?? 0;
  const step = (words[at + 2] ?? 0) | 1;
  for (let count = 0; count < FILTER_PROBES; count += 1) {
    const bit = bitOf(filter, probe);
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
    probe = (probe + step) >>> 0;
  }
}

/** False: the hash was never added. True: it was, or (rarely) looks so. */
export function mayHold(filter: IdFilter, words: Uint32Array, at: number): boolean {
  let probe = words[at + 1] ?? 0;
  const step = (words[at + 2] ?? 0) | 1;
  for (let count = 0; count < FILTER_PROBES; count += 1) {
    const bit = bitOf(filter, probe);
    if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    probe = (probe + step) >>> 0;
  }
  return true;
}

/** Maps a 32-bit number evenly to a bit of the filter. Exact: the product stays under 2^53 for filters up to 256 KB × 2^10. */
const bitOf = (filter: IdFilter, probe: number): number => Math.floor((probe / 2 ** 32) * (filter.length * 32));
