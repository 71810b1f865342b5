import {
  SNAPSHOT_DELAY_MS,
  SNAPSHOT_NOW_CHARS,
  SNAPSHOT_NOW_ROWS,
  SNAPSHOT_SOON_CHARS,
  SNAPSHOT_SOON_ROWS,
} from './constants.ts';
import { trimCounters } from './counters.ts';
import type { Journal } from './journal.ts';
import type { ShardParts, Snapshot } from './shard-parts.ts';
import { writeState } from './state-store.ts';

/** When the alarm should write a snapshot: at once when the journal grows long, else in half an hour. */
export function snapshotDueMs(journal: Journal, moreChars: number, nowMs: number): number {
  const isLong = journal.chars() + moreChars > SNAPSHOT_SOON_CHARS || journal.rows() + 1 > SNAPSHOT_SOON_ROWS;
  return isLong ? nowMs : nowMs + SNAPSHOT_DELAY_MS;
}

/** Alarms do not keep up: the batch has to write the snapshot itself. */
export const snapshotIsUrgent = (journal: Journal): boolean =>
  journal.chars() > SNAPSHOT_NOW_CHARS || journal.rows() > SNAPSHOT_NOW_ROWS;

/**
 * Writes all that changed since the last snapshot and empties the journal, in one transaction. All pages are of one moment,
 * because the fold of one account reads the neighbourhood that others change: a replay over pages of different moments
 * could not give the same bytes. Run again, it does nothing.
 */
export function takeSnapshot<B, N>(parts: ShardParts<B, N>, nowMs: number): void {
  const { sql, journal, pages, seen, memory } = parts;
  if (journal.rows() === 0) return;
  const texts = memory.changed();
  const counters = trimCounters(parts.counters, nowMs);
  const settle = sql.transaction(() => {
    const snapshot: Snapshot = { throughSeq: journal.lastSeq(), counters: [...counters.values()] };
    writeState(sql, 'snapshot', snapshot);
    writeState(sql, 'neighbourhood', parts.neighbourhood);
    return [pages.write(texts), seen.writeRecent(), journal.clear()];
  });
  for (const step of settle) step();
  parts.counters = counters;
  memory.settle(texts);
  memory.shrink();
}
