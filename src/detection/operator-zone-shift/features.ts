import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { type Scan, scanShift } from '../../statistics/shift-scan.ts';
import { relativePriors } from '../../statistics/zone-prior.ts';
import { COUNT_SCALE, LOG_SCALE } from '../hours/constants.ts';
import type { HoursHabit, RingSession } from '../hours/habit.ts';

/** Names of what the combiner looks at, in its order; beside each which way it may push the score (0: either). */
export const SHIFT_FEATURES = [
  ['statistic', 1],
  ['aboveOwnPast', 1],
  ['farBeside', 1],
  ['farInstead', 1],
  ['nearBeside', 0],
  ['nearInstead', 0],
  ['surprise10', -1],
  ['surprise20', -1],
  ['surprise40', -1],
  ['habitNats', 0],
  ['habitExcess', 0],
  ['rate20', 0],
  ['span20', 0],
  ['inOwnSleep20', 1],
  ['ownSleepShare', 0],
  ['divergence20', 1],
] as const;

/** The last so many sessions have no say in the account's own past maximum. */
const LAG = 15;
const WINDOW = 20;
const SLEEP_HOURS = 7;

export interface ShiftFeatures {
  readonly values: Float64Array;
  readonly scan: Scan;
}

/** @param ring the latest sessions, the judged one last */
export function shiftFeatures(
  tables: ChronotypeTables,
  habit: HoursHabit,
  ring: readonly RingSession[],
  homeOffsetMinutes: number,
  hours: HoursApart,
): ShiftFeatures {
  const size = ring.length;
  const localMinutes = new Float64Array(size);
  const logDensity = new Float64Array(size);
  for (let index = 0; index < size; index += 1) {
    const [minute, , log] = ring[index] as RingSession;
    localMinutes[index] = minute;
    logDensity[index] = log;
  }
  const { far, near } = relativePriors(homeOffsetMinutes, ((ring[size - 1]?.[0] ?? 0) - homeOffsetMinutes) * 60_000);
  const scan = scanShift(tables, { localMinutes, logDensity, farPrior: far, nearPrior: near });
  const statistic = scan.statistic[size - 1] ?? -14;
  let past = -2;
  for (let index = 5; index < size - LAG; index += 1) past = Math.max(past, scan.statistic[index] as number);
  const window = Math.min(WINDOW, size - 1);
  const start = localMinutes[size - 1 - window] as number;
  const spanDays = ((localMinutes[size - 1] as number) - start) / 1440 + 0.2;
  const before = Math.max(1, habit.sessions - window);
  const usualDays = Math.max(0.05, ((start - habit.first) / 1440 / before) * window + 0.2);
  const values = Float64Array.of(
    statistic,
    statistic - past,
    scan.far[0],
    scan.far[1],
    scan.near[0],
    scan.near[1],
    meanExcess(ring, habit.nats, 10),
    meanExcess(ring, habit.nats, 20),
    meanExcess(ring, habit.nats, 40),
    habit.nats / LOG_SCALE,
    habit.excess / LOG_SCALE / 10,
    Math.log(usualDays / spanDays),
    Math.log(spanDays),
    hours.inSleep,
    hours.sleepShare,
    hours.divergence,
  );
  return { values, scan };
}

/** Mean of log density less the expected one, over the last `count` sessions, in nats. */
function meanExcess(ring: readonly RingSession[], nats: number, count: number): number {
  const from = Math.max(0, ring.length - count);
  let sum = 0;
  for (let index = from; index < ring.length; index += 1) sum += (ring[index] as RingSession)[2] - nats;
  return sum / (ring.length - from) / LOG_SCALE;
}

/** The last sessions against the hours of the habit: in its quietest seven hours, and as a whole. */
export interface HoursApart {
  /** Standard deviations above what the habit expects in its quietest hours. */
  readonly inSleep: number;
  /** Share of the habit in its quietest hours. */
  readonly sleepShare: number;
  /** Kullback–Leibler divergence of the recent hours from the usual ones, in nats. */
  readonly divergence: number;
}

export function hoursApart(habit: HoursHabit, ring: readonly RingSession[]): HoursApart {
  const window = Math.min(WINDOW, ring.length - 1);
  const usual = new Float64Array(24);
  for (let cell = 0; cell < 48; cell += 1)
    usual[cell % 24] = (usual[cell % 24] as number) + (habit.counts[cell] as number) / COUNT_SCALE;
  const recent = new Float64Array(24);
  for (let index = ring.length - window; index < ring.length; index += 1) {
    const hour = Math.floor((ring[index] as RingSession)[0] / 60) % 24;
    recent[hour] = (recent[hour] as number) + 1;
  }
  const smoothUsual = smoothHours(usual);
  const smoothRecent = smoothHours(recent);
  let sleepShare = 2;
  let quietest = 0;
  for (let from = 0; from < 24; from += 1) {
    let share = 0;
    for (let step = 0; step < SLEEP_HOURS; step += 1) share += smoothUsual[(from + step) % 24] as number;
    if (share < sleepShare) {
      sleepShare = share;
      quietest = from;
    }
  }
  let asleep = 0;
  for (let step = 0; step < SLEEP_HOURS; step += 1) asleep += recent[(quietest + step) % 24] as number;
  let divergence = 0;
  for (let hour = 0; hour < 24; hour += 1)
    divergence +=
      (smoothRecent[hour] as number) * Math.log((smoothRecent[hour] as number) / (smoothUsual[hour] as number));
  const expected = window * sleepShare;
  return { inSleep: (asleep - expected) / Math.sqrt(expected + 0.5), sleepShare, divergence };
}

function smoothHours(counts: Float64Array): Float64Array {
  const result = new Float64Array(24);
  let total = 0;
  for (let hour = 0; hour < 24; hour += 1) {
    const each =
      (counts[hour] as number) +
      0.5 * ((counts[(hour + 1) % 24] as number) + (counts[(hour + 23) % 24] as number)) +
      0.3;
    result[hour] = each;
    total += each;
  }
  return result.map((each) => each / total);
}
