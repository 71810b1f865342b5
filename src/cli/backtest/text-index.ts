/**
 * Finds what was kept for a stretch of text. A Map of strings would read every character of a stretch of 400 to hash it, slowly;
 * here the hash reads the beginning and the end, where such stretches differ, and the runtime compares the whole at once.
 */
export interface TextIndex<T> {
  /** What was kept for the text from `from` to `to`; undefined for none. */
  readonly find: (line: string, from: number, to: number) => T | undefined;
  readonly put: (line: string, from: number, to: number, value: T) => void;
  readonly clear: () => void;
}

interface Entry<T> {
  readonly text: string;
  readonly value: T;
}

const HASHED_AT_START = 120;
const HASHED_AT_END = 24;
/** Of texts with one hash only so many are kept, the newest first: to search more costs more than it saves. */
const MAX_ALIKE = 8;

export function createTextIndex<T>(): TextIndex<T> {
  const byHash = new Map<number, readonly Entry<T>[]>();
  return {
    find: (line, from, to) => {
      const alike = byHash.get(hashOf(line, from, to));
      if (alike === undefined) return undefined;
      // To cut the stretch out costs nothing, and texts are compared with `===` twenty times as fast as with `startsWith`.
      const stretch = line.slice(from, to);
      for (const { text, value } of alike) if (text === stretch) return value;
      return undefined;
    },
    put: (line, from, to, value) => {
      const hash = hashOf(line, from, to);
      const others = byHash.get(hash) ?? [];
      byHash.set(hash, [{ text: line.slice(from, to), value }, ...others.slice(0, MAX_ALIKE - 1)]);
    },
    clear: () => byHash.clear(),
  };
}

/** FNV-1a of the first and the last characters, with the length. */
function hashOf(line: string, from: number, to: number): number {
  let hash = 0x811c9dc5 ^ (to - from);
  const middle = Math.min(to, from + HASHED_AT_START);
  for (let at = from; at < middle; at += 1) hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193);
  for (let at = Math.max(middle, to - HASHED_AT_END); at < to; at += 1)
    hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193);
  return hash;
}
