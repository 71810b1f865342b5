import { MAX_HELD } from './constants.ts';
import type { Held } from './habit.ts';

/** What waits to teach, with one more hour. */
export function hold(held: readonly Held[], hour: Held): readonly Held[] {
  const waiting = [...held, hour];
  return waiting.length > MAX_HELD ? makeRoom(waiting) : waiting;
}

/**
 * One hour fewer: the newest of the store and kind that has most. What comes every night would otherwise push out what has
 * waited longest, and never teach. The order in which they came decides nothing.
 */
export function makeRoom(held: readonly Held[]): readonly Held[] {
  const crowd = ([store, kind]: Held): number => held.filter((other) => other[0] === store && other[1] === kind).length;
  const [newest] = held.toSorted(
    (one, other) => crowd(other) - crowd(one) || other[2] - one[2] || one[0] - other[0] || one[1] - other[1],
  );
  return held.filter((hour) => hour !== newest);
}
