import type { LogHistogram } from '../../statistics/log-histogram.ts';

/**
 * What the account moves to and from stores. Plain JSON of integers and short strings, at most 1.4 KB; rows are tuples,
 * since names of fields would be half of the bytes. Sizes are kilobytes (1,000 bytes), days and hours count from 1970 in UTC.
 */
export interface StorageHabit {
  readonly version: 1;
  /** Newest hour seen: what is too old to change is settled against it. */
  readonly newestHour: number;
  readonly stores: readonly Store[];
  readonly tools: readonly Tool[];
  readonly streams: readonly Stream[];
  readonly windows: readonly HourWindow[];
  readonly days: readonly Day[];
  /** Days up to here have taught. */
  readonly taughtDay: number;
  readonly held: readonly Held[];
  readonly raised: readonly Raised[];
  readonly calm: readonly Calm[];
}

/** Direction × who handles it: 3 · direction + handler. */
export type Kind = number;
export const UPLOAD = 0;
export const DOWNLOAD = 1;
export const SHARE = 2;
export const PERSON = 0;
export const SYNC = 1;
export const TOOL = 2;
export const kindOf = (direction: number, handler: number): Kind => direction * 3 + handler;
export const directionOf = (kind: Kind): number => Math.floor(kind / 3);
export const handlerOf = (kind: Kind): number => kind % 3;

/** `dayBytes`: how much was uploaded to it on its days. */
export type Store = readonly [id: number, name: string, firstDay: number, lastDay: number, dayBytes: LogHistogram];
export type Tool = readonly [id: number, name: string, firstDay: number, taughtHours: number];
/** What has been taught of one store, direction and handler. */
export type Stream = readonly [
  store: number,
  kind: Kind,
  lastDay: number,
  hourBytes: LogHistogram,
  hourCounts: LogHistogram,
];
/** One UTC hour that is still open to late events. `nats` is the largest judgement on it, rounded. */
export type HourWindow = readonly [
  store: number,
  kind: Kind,
  hour: number,
  kilobytes: number,
  count: number,
  firstMinute: number,
  lastMinute: number,
  volumes: number,
  volumeKilobytes: number,
  tool: number,
  nats: number,
];
export type Day = readonly [day: number, store: number, uploadKilobytes: number, downloadKilobytes: number];
/** A suspicious hour that waits to teach. */
export type Held = readonly [store: number, kind: Kind, hour: number, kilobytes: number, count: number, tool: number];
export type Raised = readonly [detection: number, store: number, hour: number, level: number, severity: number];
/** An admin's word that so much on this stream is expected, until a day (0: for good). */
export type Calm = readonly [store: number, kind: Kind, kilobytes: number, untilDay: number];

export const emptyStorageHabit: StorageHabit = {
  version: 1,
  newestHour: 0,
  stores: [],
  tools: [],
  streams: [],
  windows: [],
  days: [],
  taughtDay: 0,
  held: [],
  raised: [],
  calm: [],
};
