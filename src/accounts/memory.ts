import { DIRTY_LIMIT_BYTES, HEAP_BYTES_PER_CHAR, MEMORY_LIMIT_BYTES, YOUNG_BASELINE_CHARS } from './constants.ts';

/**
 * Baselines lately used, 64 MB at most. A changed one stays until a snapshot has it; the others give way, the longest
 * unused first (a Map keeps the order in which its entries were set).
 */
export interface Memory<B> {
  get(account: string): B | undefined;
  /** Holds a baseline that storage has. `chars` is the length of its stored form. */
  keep(account: string, baseline: B, chars: number): void;
  /** Holds a baseline that changed since the snapshot. */
  change(account: string, baseline: B): void;
  changed(): ReadonlyMap<string, B>;
  /** After a snapshot: storage has them all now. `chars` gives the length of each stored form. */
  settle(chars: ReadonlyMap<string, number>): void;
  forget(account: string): void;
  /** Lets go of the longest unused until the limit is kept. */
  shrink(): void;
  /** There is too much that only a snapshot could let go. */
  needsSnapshot(): boolean;
  stats(): { readonly held: number; readonly changed: number; readonly bytes: number };
}

interface Kept<B> {
  readonly baseline: B;
  readonly bytes: number;
}

export interface MemoryLimits {
  readonly totalBytes: number;
  readonly changedBytes: number;
}

const LIMITS: MemoryLimits = { totalBytes: MEMORY_LIMIT_BYTES, changedBytes: DIRTY_LIMIT_BYTES };
const heapBytes = (account: string, chars: number): number => (account.length + chars) * HEAP_BYTES_PER_CHAR;

export function createMemory<B>(limits: MemoryLimits = LIMITS): Memory<B> {
  const kept = new Map<string, Kept<B>>();
  const changed = new Map<string, Kept<B>>();
  let keptBytes = 0;
  let changedBytes = 0;

  function drop(account: string): void {
    keptBytes -= kept.get(account)?.bytes ?? 0;
    kept.delete(account);
  }
  function keep(account: string, baseline: B, chars: number): void {
    drop(account);
    const bytes = heapBytes(account, chars);
    kept.set(account, { baseline, bytes });
    keptBytes += bytes;
  }

  return {
    get(account) {
      const dirty = changed.get(account);
      if (dirty !== undefined) return dirty.baseline;
      const clean = kept.get(account);
      if (clean === undefined) return undefined;
      kept.delete(account);
      kept.set(account, clean);
      return clean.baseline;
    },
    keep,
    change(account, baseline) {
      const known = changed.get(account)?.bytes ?? kept.get(account)?.bytes;
      const bytes = known ?? heapBytes(account, YOUNG_BASELINE_CHARS);
      if (!changed.has(account)) changedBytes += bytes;
      drop(account);
      changed.set(account, { baseline, bytes });
    },
    changed: () => new Map([...changed].map(([account, entry]) => [account, entry.baseline])),
    settle(chars) {
      for (const [account, { baseline }] of changed)
        keep(account, baseline, chars.get(account) ?? YOUNG_BASELINE_CHARS);
      changed.clear();
      changedBytes = 0;
    },
    forget(account) {
      drop(account);
      changedBytes -= changed.get(account)?.bytes ?? 0;
      changed.delete(account);
    },
    shrink() {
      for (const account of kept.keys()) {
        if (keptBytes + changedBytes <= limits.totalBytes) return;
        drop(account);
      }
    },
    needsSnapshot: () => changedBytes > limits.changedBytes,
    stats: () => ({ held: kept.size + changed.size, changed: changed.size, bytes: keptBytes + changedBytes }),
  };
}
