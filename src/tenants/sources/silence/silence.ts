import { weekHabit } from './habit.ts';
import { BUSY, type History, UNLEARNED } from './history.ts';

/**
 * Is a stream quiet against its own habit?
 *
 * A pause is not measured in hours but in the hours that would have brought something (the time-rescaling of point processes:
 * Brown et al. 2002, "The time-rescaling theorem and its application to neural spike train data analysis"):
 *
 *   missed(pause) = Σ p(h) over its hours,   p(h) the chance of that hour of the week
 *
 * so a night, a weekend and a job that runs once a day weigh nothing, and an hour of a busy morning weighs one. The running
 * pause is unusual when it misses two such hours, and half as much again as the longest that was usual before.
 *
 * Example: an office that sends from 7 to 17 on working days, known for eight weeks. A weekend misses 1.2 hours by these chances,
 * since its hours lie beside busy ones; on a Monday that stays quiet it is 3.1 at 9 o'clock, and that is unusual.
 *
 * A public holiday is missed as well: nothing tells it from a forwarder that broke, but that something comes the day after.
 */
export interface Silence {
  /** The first quiet hour, since 1970. */
  readonly since: number;
  /** Hours that are over and brought nothing. */
  readonly quietHours: number;
  /** How many of them would have brought something by its habit. */
  readonly missedHours: number;
  /** The same of the longest pause before. */
  readonly usualHours: number;
  readonly isUnusual: boolean;
}

/** One late delivery is no silence. */
const LEAST_MISSED_HOURS = 2;
/** Beyond the longest pause by half: the longest of two months is passed again every few months by chance. */
const FACTOR = 1.5;

/** @returns undefined when nothing ever came */
export function judgeSilence(history: History): Silence | undefined {
  const { from, marks } = history;
  const last = marks.lastIndexOf(BUSY);
  if (last < 0) return undefined;
  const habit = weekHabit(history, last + 1);
  let missedHours = 0;
  for (let place = last + 1; place < marks.length; place += 1) missedHours += habit.chance(from + place);
  const usualHours = longestPause(history, last, habit.chanceByOthers);
  return {
    since: from + last + 1,
    quietHours: marks.length - last - 1,
    missedHours,
    usualHours,
    isUnusual: missedHours >= Math.max(LEAST_MISSED_HOURS, FACTOR * usualHours),
  };
}

/** The most that a pause before place `last` missed; one that was noticed, or not seen whole, is no habit. */
function longestPause({ from, marks }: History, last: number, chance: (hour: number) => number): number {
  let [longest, missed, isHabit] = [0, 0, true];
  for (let place = 0; place <= last; place += 1) {
    const mark = marks[place];
    if (mark === BUSY) {
      if (isHabit) longest = Math.max(longest, missed);
      [missed, isHabit] = [0, true];
    } else if (mark === UNLEARNED) isHabit = false;
    else missed += chance(from + place);
  }
  return longest;
}
