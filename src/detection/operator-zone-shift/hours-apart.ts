import { COUNT_SCALE } from '../hours/constants.ts';
import type { HoursHabit, RingSession } from '../hours/habit.ts';

const WINDOW = 20;
const HOURS = 24;
/** Pseudo-sessions in each hour. */
const PRIOR = 0.3;

/** Made once, for they are asked of half of all sessions; nothing of them outlasts a call. */
const usual = new Float64Array(HOURS);
const recent = new Float64Array(HOURS);
const smoothUsual = new Float64Array(HOURS);
const smoothRecent = new Float64Array(HOURS);

/**
 * How far the hours of the latest sessions are from those of the habit: their Kullback–Leibler divergence in nats, both
 * smoothed to the hours beside. A cheap question that spares most sessions the costly one.
 */
export function hoursApart({ counts }: HoursHabit, ring: readonly RingSession[]): number {
  for (let hour = 0; hour < HOURS; hour += 1)
    usual[hour] = ((counts[hour] as number) + (counts[hour + HOURS] as number)) / COUNT_SCALE;
  recent.fill(0);
  for (let index = Math.max(1, ring.length - WINDOW); index < ring.length; index += 1) {
    const hour = Math.floor((ring[index] as RingSession)[0] / 60) % HOURS;
    recent[hour] = (recent[hour] as number) + 1;
  }
  smooth(usual, smoothUsual);
  smooth(recent, smoothRecent);
  let divergence = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const share = smoothRecent[hour] as number;
    divergence += share * Math.log(share / (smoothUsual[hour] as number));
  }
  return divergence;
}

function smooth(counts: Float64Array, result: Float64Array): void {
  let total = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const beside = (counts[(hour + 1) % HOURS] as number) + (counts[(hour + HOURS - 1) % HOURS] as number);
    const each = (counts[hour] as number) + 0.5 * beside + PRIOR;
    result[hour] = each;
    total += each;
  }
  for (let hour = 0; hour < HOURS; hour += 1) result[hour] = (result[hour] as number) / total;
}
