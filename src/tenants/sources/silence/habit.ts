import { BUSY, type History, HOURS_A_WEEK, UNLEARNED } from './history.ts';

/**
 * How likely each hour of the week is to bring something, from the hours that did:
 *
 *   p(w) = (busy(w) + κ·around(w)) / (seen(w) + κ)
 *
 * where `around` is the mean rate of the hours before and after and of the same hour the day before and after, so that one
 * week's chance is not taken for a habit. An hour of the week that was never seen counts as the quietest hour of the day does: a
 * forwarder that is new on a Monday is not missed on its first Saturday, and one that never paused is missed at once.
 */
export interface WeekHabit {
  /** @param hour of the clock, since 1970 */
  readonly chance: (hour: number) => number;
  /** The same from what the other weeks say, for an hour that was itself quiet: a pause is not measured by itself. */
  readonly chanceByOthers: (hour: number) => number;
}

/** Weeks that the neighbouring hours weigh. */
const KAPPA = 2;
const HOURS_A_DAY = 24;

const cellOf = (hour: number): number => ((hour % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK;

/** @param end marks from this place on are left out: the running pause says nothing of the habit */
export function weekHabit({ from, marks }: History, end: number): WeekHabit {
  const seen = new Float64Array(HOURS_A_WEEK);
  const busy = new Float64Array(HOURS_A_WEEK);
  for (let place = 0; place < end; place += 1) {
    const mark = marks[place];
    if (mark === UNLEARNED) continue;
    const cell = cellOf(from + place);
    seen[cell] = (seen[cell] ?? 0) + 1;
    if (mark === BUSY) busy[cell] = (busy[cell] ?? 0) + 1;
  }
  const steady = quietestRate(seen, busy);
  const chanceWithout = (hour: number, itself: number): number => {
    const cell = cellOf(hour);
    const weeks = (seen[cell] ?? 0) - itself;
    if (weeks + itself <= 0) return steady;
    return ((busy[cell] ?? 0) + KAPPA * around(cell, seen, busy)) / (weeks + KAPPA);
  };
  return { chance: (hour) => chanceWithout(hour, 0), chanceByOthers: (hour) => chanceWithout(hour, 1) };
}

function around(cell: number, seen: Float64Array, busy: Float64Array): number {
  let [weeks, count] = [0, 0];
  for (const step of [-HOURS_A_DAY, -1, 1, HOURS_A_DAY]) {
    const other = cellOf(cell + step);
    weeks += seen[other] ?? 0;
    count += busy[other] ?? 0;
  }
  return weeks === 0 ? 0 : count / weeks;
}

/** The rate of the quietest hour of the day, over all days; 0 until a whole day was seen. */
function quietestRate(seen: Float64Array, busy: Float64Array): number {
  let least = 1;
  for (let hourOfDay = 0; hourOfDay < HOURS_A_DAY; hourOfDay += 1) {
    let [all, count] = [0, 0];
    for (let cell = hourOfDay; cell < HOURS_A_WEEK; cell += HOURS_A_DAY) {
      all += seen[cell] ?? 0;
      count += busy[cell] ?? 0;
    }
    least = Math.min(least, all === 0 ? 0 : count / all);
  }
  return least;
}
