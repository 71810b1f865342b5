import { describe, expect, it, vi } from 'vitest';
import { withStorage } from '../../../test/support/worker/shard.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { ID_WORDS, MAX_RUN_SPAN_MS } from '../constants.ts';
import { openSql } from '../sql.ts';
import { openSeenIds, type SeenIds } from './seen-ids.ts';

// A machine that runs other things as well.
vi.setConfig({ testTimeout: 60_000 });

const START_MS = Date.UTC(2018, 7, 17);
const idsFrom = (from: number, count: number) => Array.from({ length: count }, (_, index) => `evt-${from + index}`);

/** How many of these ids are known. */
function known(seen: SeenIds, ids: readonly string[]): number {
  const words = seen.hash('okta', ids);
  let count = 0;
  for (let at = 0; at < words.length; at += ID_WORDS) if (seen.has(words, at)) count += 1;
  return count;
}

function write(storage: DurableObjectStorage, seen: SeenIds, ids: readonly string[], atMs: number): void {
  seen.add(seen.hash('okta', ids), atMs);
  storage.transactionSync(() => seen.writeRecent())();
}

describe('ids on disk', () => {
  it('are all found, and no others, however runs of unlike sizes were merged', () =>
    withStorage('merge', (_, storage) => {
      const open = () => openSeenIds(openSql(storage), [1, 2, 3, 4]);
      let seen = open();
      const sizes = [1, 20_000, 3, 512, 5_000, 0, 1, 30_000, 2, 700, 1, 1, 9_000, 40, 1, 1, 1, 1, 2_000, 5];
      let total = 0;
      for (const [index, size] of sizes.entries()) {
        write(storage, seen, idsFrom(total, size), START_MS + index * MINUTE_MS);
        total += size;
        while (seen.tidy(START_MS)) {}
        if (index % 5 === 0) seen = open();
      }
      expect(seen.stats()).toMatchObject({ stored: total, recent: 0 });
      expect(seen.stats().runs).toBeLessThan(8);
      expect(known(seen, idsFrom(0, total))).toBe(total);
      expect(known(open(), idsFrom(0, total))).toBe(total);
      expect(known(seen, idsFrom(total, 20_000))).toBe(0);
      const rows = storage.sql.exec<{ rows: number }>('SELECT count(*) AS rows FROM id_chunks').one().rows;
      expect(rows).toBeLessThan(total / 100);
    }));

  it('take few runs, little memory and few rows at a steady load for four days', () =>
    withStorage('steady-ids', (_, storage) => {
      const sql = openSql(storage);
      const seen = openSeenIds(sql, [1, 2, 3, 4]);
      const aQuarter = 500;
      let mostRuns = 0;
      for (let quarter = 0; quarter < 4 * 96; quarter += 1) {
        const nowMs = START_MS + (quarter * HOUR_MS) / 4;
        write(storage, seen, idsFrom(quarter * aQuarter, aQuarter), nowMs);
        while (seen.tidy(nowMs)) {}
        mostRuns = Math.max(mostRuns, seen.stats().runs);
      }
      const { stored, filterBytes } = seen.stats();
      expect(stored).toBeGreaterThanOrEqual(3 * 96 * aQuarter);
      expect(stored).toBeLessThanOrEqual(((3 * DAY_MS + MAX_RUN_SPAN_MS) / (HOUR_MS / 4)) * aQuarter + aQuarter);
      expect(known(seen, idsFrom(96 * aQuarter, 3 * 96 * aQuarter))).toBe(3 * 96 * aQuarter);
      expect(mostRuns).toBeLessThan(60);
      expect(filterBytes / stored).toBeLessThan(1.6);
      expect(sql.rowsWritten() / (4 * 96 * aQuarter)).toBeLessThan(0.03);
    }));
});
