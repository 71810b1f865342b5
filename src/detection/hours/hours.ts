import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { WEEK_CELLS } from '../../statistics/week-cells.ts';
import type { FindingDraft } from '../detection.ts';
import { judgeOperatorZoneShift } from '../operator-zone-shift/operator-zone-shift.ts';
import { judgeRareHour } from '../rare-hour/rare-hour.ts';
import { type ClockReading, guessClock, readClock, weighClock, withClock } from './clock.ts';
import { LONG_KNOWN_SESSIONS, STRANGER_UNTAUGHT_DAYS } from './constants.ts';
import { correctHabit, type HoursVerdict } from './correct.ts';
import { emptyHoursHabit, type HoursHabit, type LocalSession, learnSession } from './habit.ts';
import { HOURS_MODEL } from './model.ts';
import { type HoursSession, isStranger } from './session.ts';

/** What the hours say against a session. Learns nothing. */
export function judgeHours(before: HoursHabit, session: HoursSession): readonly FindingDraft[] {
  if (!hasHours(session)) return [];
  const habit = withClock(HOURS_MODEL.coarse, before, session);
  const reading = readClock(habit, session);
  if (reading === undefined || reading.there !== undefined) return [];
  const local = localSession(habit, session, reading);
  const shift = judgeOperatorZoneShift(HOURS_MODEL, habit, local, session);
  if (shift !== undefined) return [shift];
  const rare = judgeRareHour(HOURS_MODEL.coarse, habit, local, session);
  return rare === undefined ? [] : [rare];
}

/** Takes a closed session into the habit; of one away from home, only what it says of the clock. */
export function learnHours(before: HoursHabit, session: HoursSession): HoursHabit {
  if (!hasHours(session)) return before;
  const habit = withClock(HOURS_MODEL.coarse, before, session);
  const reading = readClock(habit, session);
  if (reading === undefined) return habit;
  if (reading.there !== undefined) return weighClock(HOURS_MODEL.coarse, habit, session, reading);
  const learned = learnSession(HOURS_MODEL.coarse, habit, localSession(habit, session, reading));
  return guessClock(HOURS_MODEL.coarse, learned, session);
}

/** Takes the sessions of an episode into the habit (`expected`), or out of it (`intrusion`). */
export const correctHours = (habit: HoursHabit, verdict: HoursVerdict): HoursHabit =>
  correctHabit(HOURS_MODEL.coarse, habit, verdict);

/**
 * Remembers what was said of the hours, so that it is said again only when there is more to tell.
 * @param untaught sessions that were judged and have not been learned yet
 */
export function rememberTold(habit: HoursHabit, findings: readonly FindingDraft[], untaught: number): HoursHabit {
  const told = findings.find(({ detection }) => detection === 'operator-zone-shift')?.operatorZone;
  return told === undefined ? habit : { ...habit, told: [habit.sessions + untaught, told.sessions] };
}

/** Reads what an older version wrote; anything unreadable starts anew. */
export function migrateHours(stored: unknown): HoursHabit {
  if (!isHabit(stored)) return emptyHoursHabit;
  if (stored.version === 2) return stored;
  const { excess: _excess, surprise: _surprise, ...kept } = stored;
  return { ...kept, version: 2 };
}

/**
 * Whether a session's hour says anything of the person: not where it is suspicious for another reason, a program's work, where it
 * is a telephone's whose owner is away, or a machine's, which has no sleep and no zone. A stranger names his client as he likes, so
 * that goes for what the account has long had.
 */
function hasHours(session: HoursSession): boolean {
  if (session.suspicious || session.program === true) return false;
  return !((session.automation || session.roaming === true) && isLongKnown(session));
}

function localSession(habit: HoursHabit, session: HoursSession, { zone, offset }: ClockReading): LocalSession {
  const isUntaught =
    isStranger(habit, session) && session.startMs - session.fingerprintFirstMs < STRANGER_UNTAUGHT_DAYS * DAY_MS;
  return {
    zone,
    localMinute: Math.floor(session.startMs / MINUTE_MS) + offset,
    key: Math.floor(session.fingerprintFirstMs / MINUTE_MS),
    offset,
    teaches: isUntaught || session.untaught === true ? 0 : 1,
  };
}

const isLongKnown = ({ startMs, fingerprintFirstMs, fingerprintSessions }: HoursSession): boolean =>
  fingerprintSessions >= LONG_KNOWN_SESSIONS && startMs - fingerprintFirstMs >= STRANGER_UNTAUGHT_DAYS * DAY_MS;

/** Version 1 kept two running sums beside. */
type HoursHabitV1 = Omit<HoursHabit, 'version'> & {
  readonly version: 1;
  readonly excess: number;
  readonly surprise: number;
};

/** A codec: the account's own row, so its version is trusted. */
function isHabit(stored: unknown): stored is HoursHabit | HoursHabitV1 {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'version' in stored &&
    (stored.version === 1 || stored.version === 2) &&
    'counts' in stored &&
    Array.isArray(stored.counts) &&
    stored.counts.length === WEEK_CELLS &&
    'ring' in stored &&
    Array.isArray(stored.ring)
  );
}
