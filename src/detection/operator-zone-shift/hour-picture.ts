import { WEEK_CELLS, weekCell } from '../../statistics/week-cells.ts';
import { COUNT_KEEP, COUNT_SCALE } from '../hours/constants.ts';
import { type HoursHabit, NEVER_TAUGHT, type RingSession } from '../hours/habit.ts';

/**
 * What the network of operator-zone-shift looks at: the hours of the latest sessions beside the hours of the habit without
 * them, each as a weekday and a weekend row of 24 hours by the wall clock of home, and how fast the sessions come.
 */
export interface HourPicture {
  /** `CHANNELS` rows of 24 hours, row after row. */
  readonly rows: Float32Array;
  /** Rates and sizes, `SCALARS` of them, as logarithms. */
  readonly scalars: Float32Array;
}

/** The latest so many sessions make a window each: a stranger may have come lately or long ago. */
const WINDOWS = [6, 12, 24, 48] as const;
/** The habit is shown without the latest so many sessions. */
const LAGS = [12, 48] as const;
export const HOURS = 24;
export const CHANNELS = 2 * (WINDOWS.length + LAGS.length);
export const SCALARS = WINDOWS.length + 2;
/** Sessions of a window come to this sum, those of the habit to that. */
const WINDOW_SUM = 6;
const HABIT_SUM = 12;
/** Days added to a mean gap, so that bursts have a logarithm. */
const LEAST_GAP_DAYS = 0.05;
const PRIOR_SESSIONS = 5;
const USUAL_SESSIONS = 40;
const DAY_MINUTES = 1440;
/** What counts keep after so many sessions that teach. */
const KEPT = Array.from({ length: Math.max(...LAGS) }, (_, sessions) => COUNT_KEEP ** sessions);

/** @param sessions the latest ones in the order of time, the judged one last; only it is not in the counts of the habit yet */
export function hourPicture(habit: HoursHabit, sessions: readonly RingSession[]): HourPicture {
  const rows = new Float32Array(CHANNELS * HOURS);
  const scalars = new Float32Array(SCALARS);
  const size = sessions.length;
  const cells = new Uint8Array(size);
  for (let index = 0; index < size; index += 1) cells[index] = weekCell((sessions[index] as RingSession)[0]);
  for (let at = 0; at < WINDOWS.length; at += 1) addWindow(rows, at, cells);
  const left = new Float64Array(WEEK_CELLS);
  for (let cell = 0; cell < WEEK_CELLS; cell += 1) left[cell] = (habit.counts[cell] as number) / COUNT_SCALE;
  let index = size - 2;
  let faded = 0;
  for (let at = 0; at < LAGS.length; at += 1) {
    for (; index >= Math.max(0, size - (LAGS[at] as number)); index -= 1) {
      const owed = (sessions[index] as RingSession)[3];
      if (owed === NEVER_TAUGHT) continue;
      // Takes out of the counts what is left there of what the session has taught them.
      const cell = cells[index] as number;
      left[cell] = (left[cell] as number) - (1 - owed / COUNT_SCALE) * (KEPT[faded] as number);
      faded += 1;
    }
    const total = addHabit(rows, WINDOWS.length + at, left);
    scalars[SCALARS - 1] = Math.log((total / (KEPT[faded] as number) + PRIOR_SESSIONS) / USUAL_SESSIONS);
  }
  const last = sessions[size - 1]?.[0] ?? 0;
  const usualGap = gapDays(habit.first, last, habit.sessions);
  for (let at = 0; at < WINDOWS.length; at += 1) {
    const count = Math.min(WINDOWS[at] as number, size - 1);
    const first = sessions[size - 1 - count]?.[0] ?? last;
    scalars[at] = Math.log(gapDays(first, last, count) / usualGap);
  }
  scalars[WINDOWS.length] = Math.log(usualGap);
  return { rows, scalars };
}

function addWindow(rows: Float32Array, window: number, cells: Uint8Array): void {
  const count = Math.min(WINDOWS[window] as number, cells.length);
  for (let index = cells.length - count; index < cells.length; index += 1)
    add(rows, window, cells[index] as number, WINDOW_SUM / count);
}

/** @returns the sum of what is left in the cells */
function addHabit(rows: Float32Array, picture: number, left: Float64Array): number {
  let total = 0;
  for (let cell = 0; cell < WEEK_CELLS; cell += 1) total += Math.max(0, left[cell] as number);
  for (let cell = 0; cell < WEEK_CELLS && total > 0; cell += 1)
    add(rows, picture, cell, (Math.max(0, left[cell] as number) / total) * HABIT_SUM);
  return total;
}

const gapDays = (first: number, last: number, gaps: number): number =>
  Math.max(0, last - first) / DAY_MINUTES / Math.max(1, gaps) + LEAST_GAP_DAYS;

function add(rows: Float32Array, picture: number, cell: number, share: number): void {
  const at = picture * WEEK_CELLS + cell;
  rows[at] = (rows[at] as number) + share;
}
