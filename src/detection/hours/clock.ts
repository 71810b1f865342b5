import { MINUTE_MS } from '../../domain/time.ts';
import { fixedZone, offsetDistanceMinutes, utcOffsetMinutes } from '../../domain/zone.ts';
import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { likeliestOffset } from '../../statistics/likeliest-offset.ts';
import { shortHash } from '../label.ts';
import {
  AWAY_MINUTES,
  CLOCK_KEEP,
  CLOCK_MOST,
  CLOCK_STAYS,
  COUNT_SCALE,
  GUESS_EVERY,
  WAIT_SESSIONS,
} from './constants.ts';
import { HAS_MOVED, type HoursHabit, logDensityAt, turned } from './habit.ts';
import type { HoursSession } from './session.ts';

/** A session by the clock of a habit. Offsets are minutes east of UTC. */
export interface ClockReading {
  readonly zone: string;
  readonly offset: number;
  /** Of its own place, where the account is away. */
  readonly there: number | undefined;
}

/**
 * The habit by the clock that goes for a session: as a rule that of home. Where the home zone moves far, either the person moved, and
 * the day with him, or only the way out of his company did (a gateway abroad, a desktop in a cloud): then his day stays where it
 * was, and by the new clock his own hours would be a stranger's. What the sessions there were like, before it was home, tells which.
 * So a clock never moves but with the home zone, and more is judged by it than by home's: whoever poses as away can at most keep it
 * where the owner's hours are. Once it has moved it goes with home for good: else a stranger who had made it his own could come from
 * the owner's place and keep it.
 */
export function withClock(tables: ChronotypeTables, habit: HoursHabit, session: HoursSession): HoursHabit {
  const { clock, sessions } = habit;
  const { homeZone, startMs } = session;
  const name = homeZone === undefined ? NOWHERE : shortHash(homeZone);
  if (clock?.[1] === name) return habit;
  const home = homeZone === undefined ? undefined : utcOffsetMinutes(homeZone, startMs);
  if (homeZone === undefined || home === undefined)
    return clock === undefined ? { ...habit, clock: [fixedZone(0), NOWHERE, 0] } : habit;
  const [zone, , stays] = clock ?? [homeZone, name, 0];
  const offset = utcOffsetMinutes(zone, startMs);
  const isYoung = sessions < WAIT_SESSIONS;
  if (isUnplaced(habit)) {
    // Where a journey shows the first place of all, home is elsewhere.
    if (!isYoung && session.isHomeSettled !== true) return habit;
    return { ...turned(tables, habit, home - (offset ?? home)), clock: [homeZone, name, 0] };
  }
  if (offset === undefined || !isFar(offset, home)) return { ...habit, clock: [homeZone, name, stays] };
  if (stays >= CLOCK_STAYS) return { ...habit, clock: [zone, name, stays] };
  return { ...habit, clock: [homeZone, name, isYoung ? 0 : HAS_MOVED] };
}

/** Stands for home while no place of the account is known. */
const NOWHERE = '';
const isUnplaced = ({ clock }: HoursHabit): boolean => clock?.[1] === NOWHERE;

/**
 * The habit of an account of which no place is known, by the clock at which its own hours are likeliest: of others the network, which
 * learned from home clocks, sees half as much, and what is far from home cannot be told. To turn it moves no session in time.
 */
export function guessClock(tables: ChronotypeTables, habit: HoursHabit, { startMs }: HoursSession): HoursHabit {
  const { counts, offset, sessions } = habit;
  if (!isUnplaced(habit) || sessions % GUESS_EVERY !== 0) return habit;
  const likeliest = likeliestOffset(tables, counts, COUNT_SCALE, offset, startMs);
  if (likeliest === offset) return habit;
  return { ...turned(tables, habit, likeliest - offset), clock: [fixedZone(likeliest / 60), NOWHERE, 0] };
}

/**
 * Reads a session by the clock; undefined where there is none. At home nobody is away, whatever the clock; while home is not known,
 * whoever shows a place may be.
 */
export function readClock({ clock }: HoursHabit, session: HoursSession): ClockReading | undefined {
  if (clock === undefined) return undefined;
  const { placeZone, homeZone, startMs } = session;
  const [zone, home] = clock;
  const offset = utcOffsetMinutes(zone, startMs);
  if (offset === undefined) return undefined;
  if (home === NOWHERE) return { zone, offset, there: placeZone === undefined ? undefined : offset };
  if (placeZone === undefined || placeZone === zone || placeZone === homeZone)
    return { zone, offset, there: undefined };
  const there = utcOffsetMinutes(placeZone, startMs);
  return { zone, offset, there: there !== undefined && isFar(there, offset) ? there : undefined };
}

/**
 * The habit with what a session away says of its clock: whether it fits the hours better by that than by the place's. Only where the
 * account may come to be at home: journeys elsewhere say nothing of why that place is what it is. What is suspicious says nothing.
 */
export function weighClock(
  tables: ChronotypeTables,
  habit: HoursHabit,
  session: HoursSession,
  { offset, there = offset }: ClockReading,
): HoursHabit {
  const { clock, sessions } = habit;
  if (clock === undefined || isUnplaced(habit) || clock[2] === HAS_MOVED || sessions < WAIT_SESSIONS) return habit;
  if (session.placeZone !== session.nextZone || session.untaught === true) return habit;
  const [zone, home, stays] = clock;
  const minute = Math.floor(session.startMs / MINUTE_MS);
  const nats = logDensityAt(tables, habit, minute + offset) - logDensityAt(tables, habit, minute + there);
  const sum = Math.round(CLOCK_KEEP * stays + nats);
  // Without the addition, JSON would not bring a negative zero back.
  return { ...habit, clock: [zone, home, Math.max(-CLOCK_MOST, Math.min(CLOCK_MOST, sum)) + 0] };
}

const isFar = (one: number, other: number): boolean => offsetDistanceMinutes(one, other) >= AWAY_MINUTES;
