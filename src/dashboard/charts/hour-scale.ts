import { positive } from './svg.ts';

/** Hours of the day on the circle, and the working day that the pictures shade. */

export const HOURS_A_DAY = 24;
/** The working day that is shaded: 08:00 to 18:00, the common span of offices. */
export const WORKDAY = { fromHour: 8, toHour: 18 } as const;

export const onCircle = (hour: number): number => ((hour % HOURS_A_DAY) + HOURS_A_DAY) % HOURS_A_DAY;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The working day of a zone `aheadHours` east of home, in home hours: one span, or two where midnight at home cuts it.
 * Example: 6 h ahead, 08–18 there is 02–12 at home; 12 h ahead it is 20–24 and 00–06.
 */
export function workdayAtHome(aheadHours: number): Span[] {
  const from = onCircle(WORKDAY.fromHour - aheadHours);
  const to = from + (WORKDAY.toHour - WORKDAY.fromHour);
  if (to <= HOURS_A_DAY) return [{ from, to }];
  return [
    { from: 0, to: to - HOURS_A_DAY },
    { from, to: HOURS_A_DAY },
  ];
}

/** Shares of 24 counts; all 0 where there is nothing. */
export function shares(counts: readonly number[]): number[] {
  const clean = Array.from({ length: HOURS_A_DAY }, (_, hour) => positive(counts[hour]));
  const sum = clean.reduce((total, count) => total + count, 0);
  return clean.map((count) => (sum > 0 ? count / sum : 0));
}
