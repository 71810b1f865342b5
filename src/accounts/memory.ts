import { decodeBaseline, encodeBaseline } from './codec.ts';
import {
  DIRTY_TEXT_LIMIT_BYTES,
  HEAP_BYTES_PER_CHAR,
  OBJECT_LIMIT_BYTES,
  TEXT_LIMIT_BYTES,
  YOUNG_BASELINE_CHARS,
} from './constants.ts';
import type { Folding } from './folding.ts';

/**
 * Baselines lately used, 64 MB at most: the latest as they are, older ones as text, which takes a quarter of the room. The
 * longest unused gives way first (a Map keeps the order in which its entries were set): from object to text, from text to
 * nothing. A changed one stays until a snapshot has it.
 */
export interface Memory<B> {
  get(account: string): B | undefined;
  /** Holds a baseline that storage has. `chars` is the length of its stored form. */
  keep(account: string, baseline: B, chars: number): void;
  /** Holds a baseline that changed since the snapshot. */
  change(account: string, baseline: B): void;
  /** Stored form of all that changed. */
  changed(): ReadonlyMap<string, string>;
  /** After a snapshot: storage has them all now, in these stored forms. */
  settle(texts: ReadonlyMap<string, string>): void;
  forget(account: string): void;
  /** Lets the longest unused give way until the limits are kept. */
  shrink(): void;
  /** There is too much that only a snapshot could let go. */
  needsSnapshot(): boolean;
  stats(): { readonly held: number; readonly changed: number; readonly bytes: number };
}

interface Held<T> {
  readonly value: T;
  readonly bytes: number;
  readonly isChanged: boolean;
}

export interface MemoryLimits {
  readonly objectBytes: number;
  readonly textBytes: number;
  /** Of `textBytes`, what may be changed. */
  readonly changedTextBytes: number;
}

const LIMITS: MemoryLimits = {
  objectBytes: OBJECT_LIMIT_BYTES,
  textBytes: TEXT_LIMIT_BYTES,
  changedTextBytes: DIRTY_TEXT_LIMIT_BYTES,
};

export function createMemory<B, N>(folding: Folding<B, N>, limits: MemoryLimits = LIMITS): Memory<B> {
  const objects = createShelf<B>();
  const texts = createShelf<string>();

  /** Oldest objects become text. */
  function flatten(): void {
    for (const [account, { value, isChanged }] of objects.entries()) {
      if (objects.bytes() <= limits.objectBytes) return;
      const text = encodeBaseline(value);
      objects.remove(account);
      texts.put(account, { value: text, bytes: textBytes(account, text), isChanged });
    }
  }

  /** Oldest texts that storage has are let go. */
  function drop(): void {
    for (const [account, { isChanged }] of texts.entries()) {
      if (texts.bytes() <= limits.textBytes) return;
      if (!isChanged) texts.remove(account);
    }
  }

  function unflatten(account: string): B | undefined {
    const text = texts.get(account);
    if (text === undefined) return undefined;
    const baseline = decodeBaseline(folding, text.value);
    if (baseline === undefined) return undefined;
    texts.remove(account);
    const bytes = objectBytes(account, text.value.length);
    objects.put(account, { value: baseline, bytes, isChanged: text.isChanged });
    return baseline;
  }

  return {
    get(account) {
      const held = objects.get(account);
      if (held === undefined) return unflatten(account);
      objects.put(account, held);
      return held.value;
    },
    keep(account, baseline, chars) {
      texts.remove(account);
      objects.put(account, { value: baseline, bytes: objectBytes(account, chars), isChanged: false });
    },
    change(account, baseline) {
      const bytes = objects.get(account)?.bytes ?? objectBytes(account, YOUNG_BASELINE_CHARS);
      texts.remove(account);
      objects.put(account, { value: baseline, bytes, isChanged: true });
    },
    changed() {
      const changed = new Map<string, string>();
      for (const [account, held] of texts.entries()) if (held.isChanged) changed.set(account, held.value);
      for (const [account, held] of objects.entries()) {
        if (held.isChanged) changed.set(account, encodeBaseline(held.value));
      }
      return changed;
    },
    settle(stored) {
      for (const [account, text] of stored) {
        const object = objects.get(account);
        const bytes = objectBytes(account, text.length);
        if (object !== undefined) objects.replace(account, { value: object.value, bytes, isChanged: false });
        const flat = texts.get(account);
        if (flat !== undefined) texts.replace(account, { ...flat, isChanged: false });
      }
    },
    forget(account) {
      objects.remove(account);
      texts.remove(account);
    },
    shrink() {
      flatten();
      drop();
    },
    needsSnapshot: () => texts.changedBytes() > limits.changedTextBytes,
    stats: () => ({
      held: objects.size() + texts.size(),
      changed: objects.changed() + texts.changed(),
      bytes: objects.bytes() + texts.bytes(),
    }),
  };
}

const objectBytes = (account: string, chars: number): number => (account.length + chars) * HEAP_BYTES_PER_CHAR;

/** A text takes a byte a character, or two as soon as one of them is beyond Latin-1. */
const textBytes = (account: string, text: string): number =>
  (account.length + text.length) * (/[\u0100-\uffff]/.test(text) ? 2 : 1);

/** Entries in the order in which they were last put, with their bytes summed. */
function createShelf<T>() {
  const entries = new Map<string, Held<T>>();
  let bytes = 0;
  let changedBytes = 0;
  let changed = 0;

  function count(held: Held<T> | undefined, sign: 1 | -1): void {
    if (held === undefined) return;
    bytes += sign * held.bytes;
    changedBytes += held.isChanged ? sign * held.bytes : 0;
    changed += held.isChanged ? sign : 0;
  }
  /** Puts an entry where it stood. */
  function replace(account: string, held: Held<T>): void {
    count(entries.get(account), -1);
    count(held, 1);
    entries.set(account, held);
  }
  function remove(account: string): void {
    count(entries.get(account), -1);
    entries.delete(account);
  }
  return {
    get: (account: string) => entries.get(account),
    entries: () => entries.entries(),
    replace,
    remove,
    /** Puts an entry behind all others. */
    put(account: string, held: Held<T>): void {
      remove(account);
      replace(account, held);
    },
    size: () => entries.size,
    bytes: () => bytes,
    changed: () => changed,
    changedBytes: () => changedBytes,
  };
}
