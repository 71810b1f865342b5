import { formatInstant } from '../../domain/time.ts';
import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import type { FindingDraft } from '../detection.ts';
import { LOG_SCALE } from '../hours/constants.ts';
import { type HoursHabit, type LocalSession, logDensityAt } from '../hours/habit.ts';
import type { HoursSession } from '../hours/session.ts';
import { homeClockWords } from '../words.ts';

/** Rare: at most a fifth as likely as at any time of the week (the habit is floored at a tenth). */
const RARE_DENSITY = 0.2;
/** Nothing is rare for an account that hardly has hours: its habit must be this far from round the clock. */
const HABIT_NATS = 0.3;
const HABIT_SESSIONS = 40;

/** Context on its own: a session at an hour at which the account hardly ever is. */
export function judgeRareHour(
  tables: ChronotypeTables,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): FindingDraft | undefined {
  if (habit.sessions < HABIT_SESSIONS || habit.nats < HABIT_NATS * LOG_SCALE) return undefined;
  const logDensity = logDensityAt(tables, habit, local.localMinute);
  if (logDensity > Math.log(RARE_DENSITY) * LOG_SCALE) return undefined;
  const hour = Math.floor(local.localMinute / 60) % 24;
  const times = Math.round(Math.exp(-logDensity / LOG_SCALE));
  return {
    detection: 'rare-hour',
    severity: 'info',
    score: 10,
    summary: `A session at ${two(hour)}:${two(local.localMinute % 60)} ${homeClockWords(local.zone, local.offset)}, an hour ${times} times less likely for the account than for somebody without habits.`,
    evidence: {
      kind: 'novelty',
      what: 'hour',
      value: `${two(hour)}:00`,
      usual: usualHoursOf(habit),
      fingerprint: session.fingerprint,
      sessionStart: formatInstant(session.startMs),
    },
  };
}

/** The hours that hold the most sessions, until three quarters are held. */
function usualHoursOf({ counts }: HoursHabit): string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    hour,
    count: (counts[hour] as number) + (counts[hour + 24] as number),
  }));
  const total = hours.reduce((sum, { count }) => sum + count, 0);
  const held: number[] = [];
  let sum = 0;
  for (const { hour, count } of hours.sort((one, other) => other.count - one.count)) {
    if (sum >= 0.75 * total) break;
    sum += count;
    held.push(hour);
  }
  return held.sort((one, other) => one - other).map((hour) => `${two(hour)}:00`);
}

const two = (value: number): string => String(value).padStart(2, '0');
