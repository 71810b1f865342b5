import { COUNT_SCALE } from '../hours/constants.ts';
import type { HoursHabit, RingSession } from '../hours/habit.ts';

const WINDOW = 20;
const HOURS = 24;
/** Pseudo-sessions in each hour. */
const PRIOR = 0.3;

/**
 * How far the hours of the latest sessions are from those of the habit: their Kullback–Leibler divergence in nats, both
 * smoothed to the hours beside. A cheap question that spares most sessions the costly one.
 */
export function hoursApart({ counts }: HoursHabit, ring: readonly RingSession[]): number {
  const usual = new Float64Array(HOURS);
  for (let hour = 0; hour < HOURS; hour += 1)
    usual[hour] = ((counts[hour] as number) + (counts[hour + HOURS] as number)) / COUNT_SCALE;
  const recent = new Float64Array(HOURS);
  for (let index = Math.max(1, ring.length - WINDOW); index < ring.length; index += 1) {
    const hour = Math.floor((ring[index] as RingSession)[0] / 60) % HOURS;
    recent[hour] = (recent[hour] as number) + 1;
  }
  const smoothUsual = smooth(usual);
  const smoothRecent = smooth(recent);
  let divergence = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const share = smoothRecent[hour] as number;
    divergence += share * Math.log(share / (smoothUsual[hour] as number));
  }
  return divergence;
}

function smooth(counts: Float64Array): Float64Array {
  const result = new Float64Array(HOURS);
  let total = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const beside = (counts[(hour + 1) % HOURS] as number) + (counts[(hour + HOURS - 1) % HOURS] as number);
    const each = (counts[hour] as number) + 0.5 * beside + PRIOR;
    result[hour] = each;
    total += each;
  }
  for (let hour = 0; hour < HOURS; hour += 1) result[hour] = (result[hour] as number) / total;
  return result;
}
