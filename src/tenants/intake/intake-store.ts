import { addIntake, addReasons, type IntakeCounts, NO_INTAKE, type Reasons } from '../../domain/intake.ts';
import type { Newest } from '../../domain/newest.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { STATS_HOURS } from '../constants.ts';
import { readNewest } from './newest.ts';

/** One source in one hour of the clock (hours since 1970). */
export interface IntakeHour extends IntakeCounts, Newest {
  readonly source: string;
  readonly hour: number;
  /** How many of them were read again, so that they came before. */
  readonly replayed: number;
}

/** A shard's total of a source and hour so far: the latest report holds, so one that comes twice changes nothing. */
export interface TakenTotal extends Newest {
  readonly source: string;
  readonly hourMs: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** Of these, the rejects that were read again. */
  readonly replayed?: number;
}

/**
 * What no shard tells of one source: why records were passed over, how many could not be read, and how many events have a time that is
 * none of theirs.
 */
export interface Unread {
  readonly passedOver: Reasons;
  readonly rejected: number;
  readonly datedByArrival?: number;
}

/** Of the source that is the first parameter, with its vendors. */
const OF_SOURCE = "(source = ?1 OR substr(source, 1, length(?1) + 1) = ?1 || '/')";

interface Row extends Record<string, SqlStorageValue> {
  source: string;
  hour: number;
  accepted: number;
  duplicates: number;
  passed_over: number;
  rejected: number;
  replayed: number;
  last_event_ms: number | null;
  last_received_ms: number | null;
}

/**
 * What came in, by source and hour, for 48 hours: what was taken as the shards report it, what never reached one as the
 * Worker does. A source that takes every vendor's records counts each vendor as `name/vendor`.
 */
export class IntakeStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @param isReplay whether they are rejects that were read again, which came before */
  addUnread(source: string, unread: Unread, nowMs: number, isReplay = false): void {
    const { passedOver, rejected, datedByArrival = 0 } = unread;
    const hour = Math.floor(nowMs / HOUR_MS);
    const [before] = this.#sql.exec<{ reasons: string }>(
      'SELECT reasons FROM unread WHERE source = ? AND hour = ?',
      source,
      hour,
    );
    const passedOverCount = Object.values(passedOver).reduce((sum, count) => sum + count, 0);
    this.#sql.exec(
      `INSERT INTO unread (source, hour, passed_over, rejected, reasons, last_received_ms, dated_by_arrival, replayed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET passed_over = passed_over + excluded.passed_over,
         rejected = rejected + excluded.rejected, reasons = excluded.reasons,
         last_received_ms = coalesce(excluded.last_received_ms, last_received_ms),
         dated_by_arrival = dated_by_arrival + excluded.dated_by_arrival, replayed = replayed + excluded.replayed`,
      source,
      hour,
      passedOverCount,
      rejected,
      JSON.stringify(addReasons(before === undefined ? {} : JSON.parse(before.reasons), passedOver)),
      isReplay ? null : nowMs,
      datedByArrival,
      isReplay ? passedOverCount + rejected : 0,
    );
    this.#sql.exec('DELETE FROM unread WHERE source = ? AND hour <= ?', source, hour - STATS_HOURS);
  }

  putTaken(shard: string, totals: readonly TakenTotal[], nowMs: number): void {
    const oldest = Math.floor(nowMs / HOUR_MS) - STATS_HOURS;
    for (const total of totals) {
      const hour = Math.floor(total.hourMs / HOUR_MS);
      if (hour <= oldest) continue;
      this.#sql.exec(
        `INSERT INTO taken (shard, source, hour, accepted, duplicates, last_event_ms, last_received_ms, replayed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET accepted = excluded.accepted, duplicates = excluded.duplicates,
           last_event_ms = excluded.last_event_ms, last_received_ms = excluded.last_received_ms, replayed = excluded.replayed
         WHERE accepted != excluded.accepted OR duplicates != excluded.duplicates`,
        shard,
        total.source,
        hour,
        total.accepted,
        total.duplicates,
        total.lastEventMs ?? null,
        total.lastReceivedMs ?? null,
        total.replayed ?? 0,
      );
    }
    this.#sql.exec('DELETE FROM taken WHERE shard = ? AND hour <= ?', shard, oldest);
  }

  /** Why records were passed over in the last 48 hours; of one source with its vendors. */
  reasons(source: string, nowMs: number): Reasons {
    return this.#sql
      .exec<{ reasons: string }>(
        `SELECT reasons FROM unread
         WHERE hour > ?2 AND ${OF_SOURCE} ORDER BY hour`,
        source,
        Math.floor(nowMs / HOUR_MS) - STATS_HOURS,
      )
      .toArray()
      .reduce<Reasons>((sum, row) => addReasons(sum, JSON.parse(row.reasons)), {});
  }

  /** Events of the last 48 hours that were dated by their arrival; of one source with its vendors. */
  datedByArrival(source: string, nowMs: number): number {
    const { events } = this.#sql
      .exec<{ events: number | null }>(
        `SELECT sum(dated_by_arrival) AS events FROM unread
         WHERE hour > ?2 AND ${OF_SOURCE}`,
        source,
        Math.floor(nowMs / HOUR_MS) - STATS_HOURS,
      )
      .one();
    return events ?? 0;
  }

  /** All that is kept, oldest first; of one source with its vendors, or of all. */
  list(source?: string): IntakeHour[] {
    return this.#sql
      .exec<Row>(
        `SELECT source, hour, sum(accepted) AS accepted, sum(duplicates) AS duplicates, sum(passed_over) AS passed_over,
           sum(rejected) AS rejected, sum(replayed) AS replayed, max(last_event_ms) AS last_event_ms, max(last_received_ms) AS last_received_ms
         FROM (
           SELECT source, hour, accepted, duplicates, 0 AS passed_over, 0 AS rejected, replayed, last_event_ms, last_received_ms
           FROM taken
           UNION ALL SELECT source, hour, 0, 0, passed_over, rejected, replayed, NULL, last_received_ms FROM unread
         ) WHERE ?1 IS NULL OR ${OF_SOURCE}
         GROUP BY source, hour ORDER BY hour, source`,
        source ?? null,
      )
      .toArray()
      .map((row) => ({
        source: row.source,
        hour: row.hour,
        accepted: row.accepted,
        duplicates: row.duplicates,
        passedOver: row.passed_over,
        rejected: row.rejected,
        replayed: row.replayed,
        ...readNewest(row),
      }));
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
