import { ID_WORDS } from '../constants.ts';
import type { Sql } from '../sql.ts';
import { expiredRuns, runsToMerge } from './id-plan.ts';
import {
  createChunkReader,
  deleteRun,
  type FilteredRun,
  loadRuns,
  mergeRuns,
  runHolds,
  writeRun,
} from './id-run-store.ts';
import { createIdSet, type IdSet } from './id-set.ts';
import { createSipHash, type SipKey } from './sip-hash.ts';

/**
 * Which events came before: exact for at least 72 h after an id arrived. Ids since the last snapshot are a set in memory
 * (the journal gives it back after an eviction); older ones lie on disk in runs, each behind a filter in memory.
 */
export interface SeenIds {
  /** Hashes of ids, three words each. The source counts: two sources may use one id. */
  hash(source: string, ids: readonly string[]): Uint32Array;
  has(words: Uint32Array, at: number): boolean;
  /** Takes hashes up that arrived at `atMs` and are in the journal. */
  add(words: Uint32Array, atMs: number): void;
  /** Writes what the journal held as a run. In the transaction; `settle` afterwards makes it so in memory. */
  writeRecent(): () => void;
  /** Drops expired runs, and merges one group of runs. Returns whether there is more to merge. */
  tidy(nowMs: number): boolean;
  /** When the next run expires; undefined when there is none. */
  oldestRunMs(): number | undefined;
  stats(): { readonly recent: number; readonly stored: number; readonly runs: number; readonly filterBytes: number };
}

export function openSeenIds(sql: Sql, key: SipKey): SeenIds {
  const sip = createSipHash(key);
  const read = createChunkReader(sql);
  let runs: readonly FilteredRun[] = loadRuns(sql);
  let nextRun = runs.reduce((latest, { run }) => Math.max(latest, run), 0) + 1;
  let recent: IdSet = createIdSet();
  let span: { fromMs: number; toMs: number } | undefined;

  return {
    hash(source, ids) {
      const words = new Uint32Array(ids.length * ID_WORDS);
      const prefix = `${source.length}:${source}`;
      ids.forEach((id, index) => {
        sip(prefix + id, words, index * ID_WORDS);
      });
      return words;
    },
    has: (words, at) => recent.has(words, at) || runs.some((run) => runHolds(read, run, words, at)),
    add(words, atMs) {
      for (let at = 0; at < words.length; at += ID_WORDS) recent.add(words, at);
      if (words.length === 0) return;
      span = { fromMs: Math.min(span?.fromMs ?? atMs, atMs), toMs: Math.max(span?.toMs ?? atMs, atMs) };
    },
    writeRecent() {
      if (span === undefined) return () => {};
      const written = writeRun(sql, nextRun, span, recent.words());
      return () => {
        runs = [...runs, written];
        nextRun += 1;
        recent = createIdSet();
        span = undefined;
      };
    },
    tidy(nowMs) {
      const expired = expiredRuns(runs, nowMs);
      const kept = runs.filter((run) => !expired.includes(run));
      const group = runsToMerge(kept);
      const merged = sql.transaction(() => {
        for (const { run } of expired) deleteRun(sql, run);
        return group === undefined ? undefined : mergeRuns(sql, nextRun, group);
      });
      runs = merged === undefined ? kept : [...kept.filter((run) => group?.includes(run) !== true), merged];
      if (merged !== undefined) nextRun += 1;
      return runsToMerge(runs) !== undefined;
    },
    oldestRunMs: () =>
      runs.reduce<number | undefined>((oldest, run) => Math.min(oldest ?? run.toMs, run.toMs), undefined),
    stats: () => ({
      recent: recent.size,
      stored: runs.reduce((sum, run) => sum + run.ids, 0),
      runs: runs.length,
      filterBytes: runs.reduce((sum, run) => sum + run.filter.byteLength, 0),
    }),
  };
}
