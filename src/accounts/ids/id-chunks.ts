import { ID_WORDS, IDS_A_CHUNK } from '../constants.ts';

/** A run of hashes is cut into chunks by the upper bits of their first word; within a chunk they have no order. */

/** How many upper bits cut so many ids into chunks of about 512. */
export const prefixBitsFor = (ids: number): number => Math.max(0, Math.ceil(Math.log2(ids / IDS_A_CHUNK)));

/** Chunk of a hash. A shift by 32 would be none, so no bits are a case of their own. */
export const prefixOf = (firstWord: number, bits: number): number => (bits === 0 ? 0 : firstWord >>> (32 - bits));

/** Cuts hashes into chunks by prefix. Empty chunks are absent. */
export function cutIntoChunks(words: Uint32Array, bits: number): ReadonlyMap<number, Uint32Array> {
  const sizes = new Map<number, number>();
  for (let at = 0; at < words.length; at += ID_WORDS) {
    const prefix = prefixOf(words[at] ?? 0, bits);
    sizes.set(prefix, (sizes.get(prefix) ?? 0) + ID_WORDS);
  }
  const chunks = new Map<number, { words: Uint32Array; filled: number }>();
  for (const [prefix, size] of sizes) chunks.set(prefix, { words: new Uint32Array(size), filled: 0 });
  for (let at = 0; at < words.length; at += ID_WORDS) {
    const chunk = chunks.get(prefixOf(words[at] ?? 0, bits));
    if (chunk === undefined) continue;
    chunk.words.set(words.subarray(at, at + ID_WORDS), chunk.filled);
    chunk.filled += ID_WORDS;
  }
  return new Map([...chunks].map(([prefix, chunk]) => [prefix, chunk.words]));
}

export function chunkHolds(chunk: Uint32Array, words: Uint32Array, at: number): boolean {
  for (let from = 0; from < chunk.length; from += ID_WORDS) {
    if (chunk[from] === words[at] && chunk[from + 1] === words[at + 1] && chunk[from + 2] === words[at + 2])
      return true;
  }
  return false;
}

/** Those hashes of a coarser chunk that belong to a finer prefix. */
export function narrow(chunk: Uint32Array, prefix: number, bits: number): Uint32Array {
  const kept = new Uint32Array(chunk.length);
  let filled = 0;
  for (let at = 0; at < chunk.length; at += ID_WORDS) {
    if (prefixOf(chunk[at] ?? 0, bits) !== prefix) continue;
    kept.set(chunk.subarray(at, at + ID_WORDS), filled);
    filled += ID_WORDS;
  }
  return kept.subarray(0, filled);
}

export function concat(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
