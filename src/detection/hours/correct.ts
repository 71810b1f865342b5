import { MINUTE_MS } from '../../domain/time.ts';
import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { weekCell } from '../../statistics/week-cells.ts';
import { COUNT_SCALE, LOG_SCALE, ODD_LOG_DENSITY } from './constants.ts';
import { type HoursHabit, logDensityAt, type RingSession, refresh } from './habit.ts';

/** An admin's word on the sessions between two instants. */
export interface HoursVerdict {
  readonly verdict: 'expected' | 'intrusion';
  readonly fromMs: number;
  readonly toMs: number;
  /** Until when the like is expected; for good if absent. */
  readonly untilMs?: number;
}

/** An admin's word teaches more than a session that merely happened. */
const WORD_SESSIONS = 3;
/** The alert comes after the sessions that raised it; those of so many days before its first finding belong to it. */
const BEFORE_MINUTES = 45 * 1440;

export function correctHabit(tables: ChronotypeTables, habit: HoursHabit, verdict: HoursVerdict): HoursHabit {
  const from = verdict.fromMs / MINUTE_MS + habit.offset - BEFORE_MINUTES;
  const to = verdict.toMs / MINUTE_MS + habit.offset;
  const concerns = ([minute, , logDensity]: RingSession): boolean =>
    minute >= from && minute <= to && logDensity < ODD_LOG_DENSITY * LOG_SCALE + 40;
  return verdict.verdict === 'expected'
    ? accept(tables, habit, concerns, verdict.untilMs)
    : purge(tables, habit, concerns);
}

/** The sessions are the owner's: they are learned, and judged again by what is now known. Until a date, silence is enough. */
function accept(
  tables: ChronotypeTables,
  habit: HoursHabit,
  concerns: (session: RingSession) => boolean,
  untilMs: number | undefined,
): HoursHabit {
  if (untilMs !== undefined)
    return { ...habit, surprise: 0, quietUntil: Math.ceil(untilMs / MINUTE_MS) + habit.offset };
  const counts = habit.counts.slice();
  for (const session of habit.ring) {
    if (!concerns(session)) continue;
    const cell = weekCell(session[0]);
    counts[cell] = (counts[cell] as number) + WORD_SESSIONS * COUNT_SCALE;
  }
  const learned = refresh(tables, { ...habit, counts, surprise: 0 });
  const ring = habit.ring.map(
    (session): RingSession =>
      concerns(session) ? [session[0], session[1], logDensityAt(tables, learned, session[0]), 0] : session,
  );
  return { ...learned, ring };
}

/** The sessions are an intruder's: what they taught is taken back. */
function purge(tables: ChronotypeTables, habit: HoursHabit, concerns: (session: RingSession) => boolean): HoursHabit {
  const counts = habit.counts.slice();
  for (const session of habit.ring) {
    if (!concerns(session)) continue;
    const cell = weekCell(session[0]);
    counts[cell] = Math.max(0, (counts[cell] as number) - (COUNT_SCALE - session[3]));
  }
  const ring = habit.ring.filter((session) => !concerns(session));
  return refresh(tables, { ...habit, counts, surprise: 0, ring });
}
