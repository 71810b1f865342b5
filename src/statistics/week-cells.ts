/**
 * Idea: people live by the hour and by whether it is a weekend, and hardly by anything finer. So an instant of local time
 * falls into one of 48 cells: hours 0 to 23 of a weekday, then hours 0 to 23 of a Saturday or Sunday.
 *
 * A weekday cell is 5 hours of the week, a weekend cell 2; a density "relative to uniform" is the probability of a cell
 * divided by its share of the 168 hours, so that 1 means "no more likely than at any other time".
 *
 * Local minutes count from 1970-01-01T00:00 of the wall clock, a Thursday.
 */
export const WEEK_CELLS = 48;

const DAY_MINUTES = 1440;

/** Share of the week that each cell takes; sums to 1. */
export const CELL_SHARE: Float64Array = Float64Array.from({ length: WEEK_CELLS }, (_, cell) =>
  cell < 24 ? 5 / 168 : 2 / 168,
);

/** Cell of a local minute. */
export function weekCell(localMinute: number): number {
  const day = Math.floor(localMinute / DAY_MINUTES);
  const hour = Math.floor((localMinute - day * DAY_MINUTES) / 60);
  const sinceMonday = (day + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) >= 5 ? 24 + hour : hour;
}

const WEEK_HOURS = 168;
const HALF_DAY = 12;
/** Cells of the hours of a week from Wednesday noon to Thursday noon, so that half a day before and after every hour is in it. */
const CELLS_AROUND: Uint8Array = Uint8Array.from({ length: WEEK_HOURS + 2 * HALF_DAY }, (_, hour) =>
  weekCell(60 * (hour - HALF_DAY)),
);

/**
 * Cells of a local minute as read in other zones: that of `hours` east of it, -12 to 12, is `cells[at + hours]`.
 * To work a cell out costs more than what most callers do with it.
 */
export const cellsAround = (localMinute: number): { readonly cells: Uint8Array; readonly at: number } => {
  const hour = Math.floor(localMinute / 60) % WEEK_HOURS;
  return { cells: CELLS_AROUND, at: (hour < 0 ? hour + WEEK_HOURS : hour) + HALF_DAY };
};

const besides = (step: -1 | 1): Uint8Array =>
  Uint8Array.from({ length: WEEK_CELLS }, (_, cell) => 24 * Math.floor(cell / 24) + ((cell + step + 24) % 24));
const BEFORE = besides(-1);
const AFTER = besides(1);

/** The hour before or after a cell on the same kind of day, round midnight. */
export const neighbourCell = (cell: number, step: -1 | 1): number => (step === 1 ? AFTER : BEFORE)[cell] as number;
