import { MINUTE_MS } from '../domain/time.ts';
import { emptyStorageHabit, type StorageHabit } from './exfiltration/habit.ts';
import { migrateStorage } from './exfiltration/migrate.ts';
import { emptyHoursHabit, type HoursHabit } from './hours/habit.ts';
import { migrateHours } from './hours/hours.ts';

/**
 * All that is remembered of an account: plain JSON of integers and short strings, under 4,096 bytes however long the
 * account lives. Lists are tuples because their names would cost more than their values.
 */
export interface Baseline {
  readonly version: 1;
  /** Earliest and newest event, in seconds since 1970. */
  readonly first: number;
  readonly newest: number;
  /** Sessions taught so far. */
  readonly sessions: number;
  readonly fingerprints: readonly KnownFingerprint[];
  readonly places: readonly KnownPlace[];
  /** Open and lately closed sessions, by their start. */
  readonly recent: readonly RecentSession[];
  /** Hashes of devices that vendors named, newest last. */
  readonly devices?: readonly string[];
  readonly episode?: Episode;
  /** Journeys that an admin called expected. */
  readonly visits?: readonly Visit[];
  readonly hours: HoursHabit;
  readonly storage: StorageHabit;
}

/** `novelty`: what was new of it at first sight, and what the account has added to its network in the Neighbourhood, bits of NOVELTY. `suspectUntil`: minute until which it teaches nothing; 0 for never suspected, INTRUDER for what an admin called an intruder's. */
export type KnownFingerprint = readonly [
  network: string,
  client: string,
  firstMinute: number,
  lastMinute: number,
  sessions: number,
  novelty: number,
  suspectUntil: number,
];

/** `lastMinute`: start of the newest session there that has settled. Latitude and longitude in tenths of a degree; `zone` is the likeliest, `west` and `east` how many minutes the other candidates lie beside it. */
export type KnownPlace = readonly [
  country: string,
  city: string,
  latitude: number | null,
  longitude: number | null,
  zone: string,
  west: number,
  east: number,
  weight: number,
  lastMinute: number,
];

/** Seconds of the first and last event; indices into `fingerprints` and `places` (-1: no place); bits of SESSION. */
export type RecentSession = readonly [start: number, end: number, fingerprint: number, place: number, flags: number];

/** The running alert episode. */
export interface Episode {
  readonly alert: string;
  /** Minute of the newest finding. */
  readonly last: number;
  /** Suspicious findings: detection and severity by index, minute, fingerprint by index. */
  readonly suspicions: readonly EpisodeSuspicion[];
}
export type EpisodeSuspicion = readonly [detection: number, severity: number, minute: number, fingerprint: number];
/** A place where the account counts as at home until a minute. */
export type Visit = readonly [place: number, untilMinute: number];

/** A minute that does not come (in 2160). */
export const INTRUDER = 99_999_999;
export const NOVELTY = { network: 1, client: 2, established: 4, displaced: 8 } as const;
/** Network and client were both new when the account first showed them. */
export const isNewPair = (novelty: number): boolean => (novelty & 3) === 3;
/** `program`: opened by what a program did with files from a data centre, with no login. */
export const SESSION = { taught: 1, suspicious: 2, automation: 4, login: 8, mobile: 16, program: 32 } as const;

export function emptyBaseline(atMs: number): Baseline {
  const second = Math.floor(atMs / 1000);
  return {
    version: 1,
    first: second,
    newest: second,
    sessions: 0,
    fingerprints: [],
    places: [],
    recent: [],
    hours: emptyHoursHabit,
    storage: emptyStorageHabit,
  };
}

export const minuteOf = (atMs: number): number => Math.floor(atMs / MINUTE_MS);

/** Reads a stored baseline of any version; undefined when it cannot be read, so that the account starts anew. */
export function migrateBaseline(stored: unknown): Baseline | undefined {
  return isBaseline(stored)
    ? { ...stored, hours: migrateHours(stored.hours), storage: migrateStorage(stored.storage) }
    : undefined;
}

/** A codec: what the shard stored is its own, so its version is trusted and its parts are left to their owners. */
function isBaseline(stored: unknown): stored is Baseline {
  return (
    typeof stored === 'object' && stored !== null && 'version' in stored && stored.version === 1 && 'recent' in stored
  );
}
