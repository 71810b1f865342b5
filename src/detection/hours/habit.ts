import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { turnedCell } from '../../statistics/likeliest-offset.ts';
import { habitDensity, habitProfile, type OwnHabit, ownHabit, sumOf } from '../../statistics/own-habit.ts';
import { WEEK_CELLS, weekCell } from '../../statistics/week-cells.ts';
import {
  COUNT_KEEP,
  COUNT_SCALE,
  KIND_SCALE,
  LOG_SCALE,
  ODD_LOG_DENSITY,
  ODD_SHARE,
  REFRESH_EVERY,
  RING_KEYS,
  RING_SESSIONS,
  WAIT_DAYS,
  WAIT_SESSIONS,
} from './constants.ts';

/** The account's hours, by the wall clock of its home. Plain JSON of integers and short strings, at most 1.9 KB. */
export interface HoursHabit {
  readonly version: 2;
  /** Sessions by week cell in thousandths; the past fades. */
  readonly counts: readonly number[];
  /** Weight of each chronotype given the counts, in thousandths, as of the latest refresh; empty before the first. */
  readonly kinds: readonly number[];
  /** Sessions seen so far, those that must not teach among them, days on which they began, local minute of the first, and local day of the latest. */
  readonly sessions: number;
  readonly days: number;
  readonly first: number;
  readonly lastDay: number;
  /** Expected log density of a session, in hundredths of a nat. */
  readonly nats: number;
  /** Minute of the first sight of each fingerprint that the ring points to: tells them apart. */
  readonly keys: readonly number[];
  /** Offset of home from UTC at the latest session, minutes. */
  readonly offset: number;
  /** The latest sessions, by start. */
  readonly ring: readonly RingSession[];
  /** Local minute from which the account was known well enough for something to be new to it; 0 before. */
  readonly settled: number;
  /** By whose clock the hours are read. Absent before the first session, and in what was stored before it was kept. */
  readonly clock?: HoursClock;
  /** Local minute until which an admin expects such hours. */
  readonly quietUntil?: number;
  /** The latest operator-zone-shift: `sessions` at that time, and of how many it told. */
  readonly told?: readonly [atSessions: number, sessions: number];
}

/**
 * `zone`: whose wall clock the hours are read by. `home`: hash of the home zone for which that was decided, empty while no place is known. `stays`: how much better the
 * sessions away from there of late fit the hours by this clock than by that of their place, in hundredths of a nat.
 */
export type HoursClock = readonly [zone: string, home: string, stays: number];

/** `stays` of a clock that has moved far once: from then on it goes with home. */
export const HAS_MOVED = -9_999;

/** `owed` of a session that must not teach. */
export const NEVER_TAUGHT = -1;

/** `logDensity`: of the habit at the session before it was learned, in hundredths. `owed`: thousandths of it not yet taught, or `NEVER_TAUGHT`. */
export type RingSession = readonly [localMinute: number, key: number, logDensity: number, owed: number];

export const emptyHoursHabit: HoursHabit = {
  version: 2,
  counts: new Array<number>(WEEK_CELLS).fill(0),
  kinds: [],
  sessions: 0,
  days: 0,
  first: 0,
  lastDay: -1,
  settled: 0,
  nats: 0,
  keys: [],
  offset: 0,
  ring: [],
};

/** A session as the statistics need it, by the clock of a zone. `teaches`: 0 for one that must not teach, 1 for an ordinary one. */
export interface LocalSession {
  readonly zone: string;
  readonly localMinute: number;
  readonly key: number;
  readonly offset: number;
  readonly teaches: number;
}

/** The habit as its law of the next session; the weights of the chronotypes are those of the latest refresh. */
export function ownOf(tables: ChronotypeTables, { counts, kinds }: HoursHabit): OwnHabit {
  const isKnown = kinds.length === tables.count;
  return {
    tables,
    weights: isKnown ? kinds : tables.weights,
    weightScale: isKnown ? KIND_SCALE : 1,
    counts,
    scale: COUNT_SCALE,
    total: sumOf(counts) / COUNT_SCALE,
  };
}

/** Log density of the habit at a local minute, in hundredths of a nat. */
export const logDensityAt = (tables: ChronotypeTables, habit: HoursHabit, localMinute: number): number =>
  // Without the addition, JSON would not bring a negative zero back.
  Math.round(LOG_SCALE * Math.log(habitDensity(ownOf(tables, habit), weekCell(localMinute)))) + 0;

/** Learns a session. Nothing is changed in place. */
export function learnSession(tables: ChronotypeTables, habit: HoursHabit, session: LocalSession): HoursHabit {
  const { localMinute } = session;
  const logDensity = logDensityAt(tables, habit, localMinute);
  const isOdd = habit.sessions >= WAIT_SESSIONS && logDensity < ODD_LOG_DENSITY * LOG_SCALE;
  const now = session.teaches * (isOdd ? ODD_SHARE : 1);
  const { keys, key } = nameKey(habit, session.key);
  const owed = session.teaches === 0 ? NEVER_TAUGHT : Math.round(COUNT_SCALE * (session.teaches - now));
  const entry: RingSession = [localMinute, key, logDensity, owed];
  const { ring, gone } = remembered(habit.ring, entry);
  // What must not teach does not wear the owner's own past away either.
  const counts = session.teaches === 0 ? habit.counts.slice() : faded(habit.counts);
  const cell = weekCell(localMinute);
  counts[cell] = (counts[cell] as number) + Math.round(COUNT_SCALE * now);
  if (gone !== undefined && gone[3] > 0) {
    const old = weekCell(gone[0]);
    counts[old] = (counts[old] as number) + gone[3];
  }
  const sessions = habit.sessions + 1;
  const day = Math.floor(localMinute / 1440);
  const days = day === habit.lastDay ? habit.days : habit.days + 1;
  const learned: HoursHabit = {
    ...habit,
    counts,
    sessions,
    days,
    settled: habit.settled === 0 && sessions >= WAIT_SESSIONS && days >= WAIT_DAYS ? localMinute : habit.settled,
    first: habit.sessions === 0 ? localMinute : Math.min(habit.first, localMinute),
    lastDay: Math.max(day, habit.lastDay),
    keys,
    offset: session.offset,
    ring,
  };
  return sessions % REFRESH_EVERY === 0 ? refresh(tables, learned) : learned;
}

/** Works out anew what changes slowly: the kind of person, and how predictable he is. */
export function refresh(tables: ChronotypeTables, habit: HoursHabit): HoursHabit {
  const own = ownHabit(tables, habit.counts, COUNT_SCALE);
  const kinds = Array.from(own.weights, (each) => Math.round(each * KIND_SCALE));
  return { ...habit, kinds, nats: Math.round(LOG_SCALE * habitProfile(own).nats) + 0 };
}

/** The same hours as a clock so many minutes further east shows them. Counts turn by whole hours, and keep their kind of day. */
export function turned(tables: ChronotypeTables, habit: HoursHabit, minutes: number): HoursHabit {
  const hours = Math.round(minutes / 60);
  const { first, settled, quietUntil, offset, ring } = habit;
  return refresh(tables, {
    ...habit,
    counts: habit.counts.map((_, cell) => habit.counts[turnedCell(cell, -hours)] as number),
    first: first + minutes,
    settled: settled === 0 ? 0 : settled + minutes,
    ...(quietUntil !== undefined && { quietUntil: quietUntil + minutes }),
    offset: offset + minutes,
    ring: ring.map(([minute, key, logDensity, owed]): RingSession => [minute + minutes, key, logDensity, owed]),
  });
}

function faded(counts: readonly number[]): number[] {
  const result = counts.slice();
  for (let cell = 0; cell < WEEK_CELLS; cell += 1) {
    const each = result[cell] as number;
    if (each !== 0) result[cell] = Math.floor(each * COUNT_KEEP);
  }
  return result;
}

/** The ring with one session more, and the oldest that gives way to it. */
function remembered(
  ring: readonly RingSession[],
  entry: RingSession,
): { readonly ring: readonly RingSession[]; readonly gone: RingSession | undefined } {
  if (ring.length < RING_SESSIONS) return { ring: insertByStart(ring, entry), gone: undefined };
  const oldest = ring[0] as RingSession;
  if (entry[0] < oldest[0]) return { ring, gone: entry };
  // Looked through from its end, where most sessions belong: looking at each would wait for memory.
  let after = ring.length;
  while ((ring[after - 1] as RingSession)[0] > entry[0]) after -= 1;
  const moved = ring.slice();
  for (let at = 1; at < after; at += 1) moved[at - 1] = ring[at] as RingSession;
  moved[after - 1] = entry;
  return { ring: moved, gone: oldest };
}

export function insertByStart(ring: readonly RingSession[], entry: RingSession): RingSession[] {
  let at = ring.length;
  while (at > 0 && (ring[at - 1] as RingSession)[0] > entry[0]) at -= 1;
  return at === ring.length ? ring.concat([entry]) : ring.toSpliced(at, 0, entry);
}

/** Index of a fingerprint; when the list is full, one that no session of the ring shows gives way. */
function nameKey(habit: HoursHabit, name: number): { readonly keys: readonly number[]; readonly key: number } {
  const at = habit.keys.indexOf(name);
  if (at !== -1) return { keys: habit.keys, key: at };
  if (habit.keys.length < RING_KEYS) return { keys: [...habit.keys, name], key: habit.keys.length };
  const used = new Set(habit.ring.map(([, key]) => key));
  const free = habit.keys.findIndex((_, key) => !used.has(key));
  if (free === -1) return { keys: habit.keys, key: -1 };
  return { keys: habit.keys.map((each, key) => (key === free ? name : each)), key: free };
}
