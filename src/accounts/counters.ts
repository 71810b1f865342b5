import { type Newest, newestOf } from '../domain/newest.ts';
import { HOUR_MS } from '../domain/time.ts';
import { COUNTER_LIFETIME_MS, MAX_COUNTERS } from './constants.ts';

/** What came from one source in one hour of arrival, duplicates too: these have no newest event. */
export interface Counter extends Newest {
  readonly source: string;
  /** Start of the hour (UTC) in which the events arrived. */
  readonly hourMs: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** How many of them an admin had read again, so that they came before; absent where there are none. */
  readonly replayed?: number;
}

export interface Arrival {
  readonly source: string;
  readonly atMs: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly lastEventMs?: number;
  /** Whether it is a replay of rejects, which came before. */
  readonly isReplay?: boolean;
}

/** Counters by source and hour. */
export type Counters = Map<string, Counter>;

const keyOf = (source: string, hourMs: number): string => `${hourMs}:${source}`;

export const readCounters = (stored: readonly Counter[]): Counters =>
  new Map(stored.map((counter) => [keyOf(counter.source, counter.hourMs), counter]));

/** Adds an arrival to its counter, in place. Returns the key of the counter that changed. */
export function count(counters: Counters, arrival: Arrival): string {
  const { source, atMs, lastEventMs } = arrival;
  const hourMs = Math.floor(atMs / HOUR_MS) * HOUR_MS;
  const key = keyOf(source, hourMs);
  const before = counters.get(key);
  const newest = {
    ...(lastEventMs !== undefined && { lastEventMs }),
    ...(!arrival.isReplay && { lastReceivedMs: atMs }),
  };
  const replayed = (before?.replayed ?? 0) + (arrival.isReplay ? arrival.accepted + arrival.duplicates : 0);
  counters.set(key, {
    source,
    hourMs,
    accepted: (before?.accepted ?? 0) + arrival.accepted,
    duplicates: (before?.duplicates ?? 0) + arrival.duplicates,
    ...newestOf([before, newest]),
    ...(replayed === 0 ? {} : { replayed }),
  });
  return key;
}

/** Drops counters that are too old to change, and the oldest where there are too many. */
export function trimCounters(counters: Counters, nowMs: number): Counters {
  const young = [...counters].filter(([, counter]) => counter.hourMs > nowMs - COUNTER_LIFETIME_MS);
  young.sort(([, one], [, other]) => one.hourMs - other.hourMs);
  return new Map(young.slice(-MAX_COUNTERS));
}
