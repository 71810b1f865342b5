import { addIntake, type IntakeCounts, NO_INTAKE } from '../domain/intake.ts';
import { HOUR_MS } from '../domain/time.ts';
import { STATS_HOURS } from './constants.ts';

/** One source in one hour of the clock (hours since 1970). */
export interface IntakeHour extends IntakeCounts {
  readonly source: string;
  readonly hour: number;
  /** When the last record of that hour came. */
  readonly lastMs: number;
}

interface Row extends Record<string, SqlStorageValue> {
  source: string;
  hour: number;
  accepted: number;
  duplicates: number;
  passed_over: number;
  rejected: number;
  last_ms: number;
}

/** What came in, by source and hour, for 48 hours; the newest hour of a source is kept for as long as the source is. */
export class IntakeStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(source: string, counts: IntakeCounts, nowMs: number): void {
    const hour = Math.floor(nowMs / HOUR_MS);
    const { rowsWritten } = this.#sql.exec(
      `UPDATE intake SET accepted = accepted + ?, duplicates = duplicates + ?, passed_over = passed_over + ?,
         rejected = rejected + ?, last_ms = max(last_ms, ?) WHERE source = ? AND hour = ?`,
      counts.accepted,
      counts.duplicates,
      counts.passedOver,
      counts.rejected,
      nowMs,
      source,
      hour,
    );
    if (rowsWritten > 0) return;
    this.#sql.exec(
      'INSERT INTO intake (source, hour, accepted, duplicates, passed_over, rejected, last_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
      source,
      hour,
      counts.accepted,
      counts.duplicates,
      counts.passedOver,
      counts.rejected,
      nowMs,
    );
    this.#sql.exec('DELETE FROM intake WHERE source = ? AND hour <= ?', source, hour - STATS_HOURS);
  }

  /** All that is kept, oldest first. */
  list(source?: string): IntakeHour[] {
    return this.#sql
      .exec<Row>('SELECT * FROM intake WHERE ?1 IS NULL OR source = ?1 ORDER BY hour', source ?? null)
      .toArray()
      .map((row) => ({
        source: row.source,
        hour: row.hour,
        accepted: row.accepted,
        duplicates: row.duplicates,
        passedOver: row.passed_over,
        rejected: row.rejected,
        lastMs: row.last_ms,
      }));
  }

  delete(source: string): void {
    this.#sql.exec('DELETE FROM intake WHERE source = ?', source);
  }
}

/** Lays hours out on the last 48 of the clock, oldest first; the last one is that of `nowMs`. */
export function hourByHour(hours: readonly IntakeHour[], nowMs: number): { hour: number; counts: IntakeCounts }[] {
  const last = Math.floor(nowMs / HOUR_MS);
  const laid = Array.from({ length: STATS_HOURS }, (_, index) => ({
    hour: last - STATS_HOURS + 1 + index,
    counts: NO_INTAKE,
  }));
  for (const entry of hours) {
    const slot = laid[entry.hour - last + STATS_HOURS - 1];
    if (slot !== undefined) slot.counts = addIntake(slot.counts, entry);
  }
  return laid;
}
