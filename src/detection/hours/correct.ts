import { MINUTE_MS } from '../../domain/time.ts';
import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { neighbourCell, weekCell } from '../../statistics/week-cells.ts';
import { COUNT_SCALE, LOG_SCALE, ODD_LOG_DENSITY, VERDICT_DAYS } from './constants.ts';
import { type HoursHabit, logDensityAt, NEVER_TAUGHT, type RingSession, refresh } from './habit.ts';

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
/** Together the accepted sessions weigh as much as so much of the habit: it may have two days from now on. */
const WORD_SHARE = 1;
const BEFORE_MINUTES = VERDICT_DAYS * 1440;

export function correctHabit(tables: ChronotypeTables, habit: HoursHabit, verdict: HoursVerdict): HoursHabit {
  const from = verdict.fromMs / MINUTE_MS + habit.offset - BEFORE_MINUTES;
  const to = verdict.toMs / MINUTE_MS + habit.offset;
  const concerns = ([minute, , logDensity]: RingSession): boolean =>
    minute >= from && minute <= to && logDensity < ODD_LOG_DENSITY * LOG_SCALE + 40;
  // What was told before the word was given is settled: the next is news.
  const { told: _told, ...settled } = habit;
  return verdict.verdict === 'expected'
    ? accept(tables, settled, concerns, verdict.untilMs)
    : purge(tables, settled, concerns);
}

/** The sessions are the owner's: they are learned, and judged again by what is now known. Until a date, silence is enough. */
function accept(
  tables: ChronotypeTables,
  habit: HoursHabit,
  concerns: (session: RingSession) => boolean,
  untilMs: number | undefined,
): HoursHabit {
  if (untilMs !== undefined) return { ...habit, quietUntil: Math.ceil(untilMs / MINUTE_MS) + habit.offset };
  const counts = habit.counts.slice();
  const accepted = habit.ring.filter(concerns);
  const total = counts.reduce((sum, each) => sum + each, 0);
  const each = Math.max(WORD_SESSIONS * COUNT_SCALE, Math.round((WORD_SHARE * total) / Math.max(1, accepted.length)));
  for (const [minute] of accepted) {
    const cell = weekCell(minute);
    for (const [at, share] of [
      [cell, 0.5],
      [neighbourCell(cell, -1), 0.25],
      [neighbourCell(cell, 1), 0.25],
    ] as const)
      counts[at] = (counts[at] as number) + Math.round(share * each);
  }
  const learned = refresh(tables, { ...habit, counts });
  const ring = habit.ring.map((session): RingSession => {
    const logDensity = logDensityAt(tables, learned, session[0]);
    return concerns(session)
      ? [session[0], session[1], logDensity, 0]
      : [session[0], session[1], logDensity, session[3]];
  });
  return { ...learned, ring };
}

/** The sessions are an intruder's: what they taught is taken back. */
function purge(tables: ChronotypeTables, habit: HoursHabit, concerns: (session: RingSession) => boolean): HoursHabit {
  const counts = habit.counts.slice();
  for (const session of habit.ring) {
    if (!concerns(session) || session[3] === NEVER_TAUGHT) continue;
    const cell = weekCell(session[0]);
    counts[cell] = Math.max(0, (counts[cell] as number) - (COUNT_SCALE - session[3]));
  }
  const ring = habit.ring.filter((session) => !concerns(session));
  return refresh(tables, { ...habit, counts, ring });
}
