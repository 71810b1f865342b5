import { type ChronotypeTables, SESSION_TEMPER } from './chronotypes.ts';
import { WEEK_CELLS } from './week-cells.ts';
import { OFFSETS_MINUTES, zonePrior } from './zone-prior.ts';

/**
 * Idea: nobody says where the account lives, but its hours do: people sleep, and work by day. Its counts are laid over the days
 * that people have, turned by each offset in turn; the offset at which they lie best is the likeliest to be that of its clock.
 *
 * Formula: argmax over offsets o of log P(o) + log Σ_k π_k Π_cell φ_k(cell turned by o)^(τ n_cell), where P is the prior of where
 * people live in that week, φ_k and π_k the chronotypes, τ what a session is worth of an observation.
 *
 * Worked example: twenty sessions between 00:00 and 08:00 UTC on weekdays lie best at UTC+9, where they are an office day.
 *
 * Reference: as for chronotypes; the mode of the posterior over offsets.
 * @param counts sessions in each of the 48 cells, times `scale`, by a clock `offsetMinutes` east of UTC
 * @returns minutes east of UTC, a whole hour from -11 to +12
 */
export function likeliestOffset(
  tables: ChronotypeTables,
  counts: readonly number[],
  scale: number,
  offsetMinutes: number,
  atMs: number,
): number {
  const prior = zonePrior(atMs);
  const logs = OFFSETS_MINUTES.map(
    (minutes, at) =>
      Math.log(prior[at] as number) + logEvidence(tables, counts, scale, Math.round((minutes - offsetMinutes) / 60)),
  );
  return OFFSETS_MINUTES[logs.indexOf(Math.max(...logs))] as number;
}

/** Log likelihood of counts that are read so many hours later. */
function logEvidence(
  { count, logWeights, logDensity }: ChronotypeTables,
  counts: readonly number[],
  scale: number,
  hours: number,
): number {
  const logs = Array.from({ length: count }, (_, kind) => {
    let sum = 0;
    for (let cell = 0; cell < WEEK_CELLS; cell += 1)
      sum += (counts[cell] as number) * (logDensity[kind * WEEK_CELLS + turnedCell(cell, hours)] as number);
    return (logWeights[kind] as number) + (SESSION_TEMPER / scale) * sum;
  });
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}

const HOURS_A_DAY = 24;

/** The cell so many hours after another on the same kind of day, round midnight. */
export const turnedCell = (cell: number, hours: number): number =>
  HOURS_A_DAY * Math.floor(cell / HOURS_A_DAY) + ((((cell + hours) % HOURS_A_DAY) + HOURS_A_DAY) % HOURS_A_DAY);
