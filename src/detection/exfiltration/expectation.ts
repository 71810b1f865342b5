import { type LogHistogram, type LogScale, logMoments, logQuantile } from '../../statistics/log-histogram.ts';
import { type LogPredictive, type LogPrior, logPredictive } from '../../statistics/log-predictive.ts';
import {
  BYTES_SCALE,
  COUNT_SCALE,
  DAY_BYTES_PRIOR,
  HOUR_BYTES_PRIOR,
  HOUR_COUNT_PRIOR,
  STORE_PRIOR_SPREAD_WINDOWS,
  STORE_PRIOR_WINDOWS,
} from './constants.ts';
import { directionOf, handlerOf, type Kind, PERSON, type StorageHabit, TOOL, UPLOAD } from './habit.ts';

/** What the account does in such a window with this store, by its own habit, and its other stores' where that is young. */
export interface Expectation {
  readonly predictive: LogPredictive;
  /** A busy window of the account's own: 19 of 20 are smaller; 0 where there was none. */
  readonly busy: () => number;
}

const BUSY_QUANTILE = 0.95;

/** Own windows under a prior from the person's other stores, which stand under a prior from people in general. */
function expect(own: LogHistogram, others: readonly LogHistogram[], scale: LogScale, people: LogPrior): Expectation {
  const pooled = logPredictive(logMoments(others, scale), people);
  const prior: LogPrior =
    pooled.count === 0
      ? people
      : {
          mean: pooled.mean,
          meanWeight: STORE_PRIOR_WINDOWS,
          spread: pooled.spread,
          spreadWeight: Math.min(pooled.degreesOfFreedom, STORE_PRIOR_SPREAD_WINDOWS),
        };
  const busy = () => Math.round(logQuantile(own === '' ? others : [own], BUSY_QUANTILE, scale));
  return { predictive: logPredictive(logMoments([own], scale), prior), busy };
}

function hourly(
  habit: StorageHabit,
  store: number,
  kind: Kind,
  field: 3 | 4,
  scale: LogScale,
  people: LogPrior,
): Expectation {
  let own = '';
  const others: LogHistogram[] = [];
  for (const stream of habit.streams) {
    if (stream[0] === store && stream[1] === kind) own = stream[field];
    else if (directionOf(stream[1]) === directionOf(kind) && handlerOf(stream[1]) === PERSON)
      others.push(stream[field]);
  }
  return expect(own, others, scale, people);
}

/** Kilobytes of an hour. */
export const expectHourBytes = (habit: StorageHabit, store: number, kind: Kind): Expectation =>
  hourly(habit, store, kind, 3, BYTES_SCALE, HOUR_BYTES_PRIOR);

/** Objects of an hour. */
export const expectHourCount = (habit: StorageHabit, store: number, kind: Kind): Expectation =>
  hourly(habit, store, kind, 4, COUNT_SCALE, HOUR_COUNT_PRIOR);

/** Uploaded kilobytes of a day. A store that tools alone fill (a backup) says nothing of the person's other stores. */
export function expectDayBytes(habit: StorageHabit, store: number): Expectation {
  const byTool = new Set<number>();
  for (const [id, kind] of habit.streams) if (directionOf(kind) === UPLOAD && handlerOf(kind) === TOOL) byTool.add(id);
  const others = habit.stores.filter(([id]) => id !== store && !byTool.has(id)).map((row) => row[4]);
  const own = habit.stores.find(([id]) => id === store)?.[4] ?? '';
  return expect(own, others, BYTES_SCALE, DAY_BYTES_PRIOR);
}
