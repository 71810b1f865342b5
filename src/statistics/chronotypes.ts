import { CELL_SHARE, WEEK_CELLS } from './week-cells.ts';

/**
 * Idea: before anything is known of a person, his day is a draw from the days that people have: early birds, office days,
 * night owls, weekend hobbyists. A finite mixture of such profiles, learned by expectation-maximisation from many people,
 * is the prior of an account's own habit and, moved to another zone, of an unknown operator.
 *
 * Formula: P(cell) = Σ_k w_k φ_k(cell); after counts n, w_k ∝ π_k Π_cell φ_k(cell)^(τ n_cell). The exponent τ (< 1) allows
 * for sessions of one day being no independent draws.
 *
 * Worked example: profiles "day" and "night" of equal weight; one session at an hour that "day" has four times as often
 * gives with τ = 1 the weights 0.8 and 0.2.
 *
 * Reference: A. P. Dempster, N. M. Laird, D. B. Rubin, JRSS B 39 (1977); J. Bernardo and A. Smith, Bayesian Theory, 5.2.
 */
export interface Chronotypes {
  /** Share of people; sums to 1. */
  readonly weights: readonly number[];
  /** For each profile the probability of each of the 48 cells, in millionths. */
  readonly profiles: readonly (readonly number[])[];
}

/** The same as flat tables. `density[k * 48 + cell]` is relative to uniform. */
export interface ChronotypeTables {
  readonly count: number;
  readonly weights: Float64Array;
  readonly logWeights: Float64Array;
  readonly density: Float64Array;
  readonly logDensity: Float64Array;
}

/** τ: how much of an observation a session is. Chosen with the number of profiles, on held-out people. */
export const SESSION_TEMPER = 0.5;

export function chronotypeTables({ weights, profiles }: Chronotypes): ChronotypeTables {
  const count = weights.length;
  const density = new Float64Array(count * WEEK_CELLS);
  profiles.forEach((profile, k) => {
    const total = profile.reduce((sum, each) => sum + each, 0);
    profile.forEach((each, cell) => {
      density[k * WEEK_CELLS + cell] = each / total / (CELL_SHARE[cell] ?? 1);
    });
  });
  const total = weights.reduce((sum, each) => sum + each, 0);
  const shares = Float64Array.from(weights, (each) => each / total);
  return { count, weights: shares, logWeights: shares.map(Math.log), density, logDensity: density.map(Math.log) };
}

/**
 * Weights of the profiles after counts of sessions by cell.
 * @param counts sessions in each of the 48 cells, times `scale`.
 */
export function chronotypeWeights(
  { count, logWeights, logDensity }: ChronotypeTables,
  counts: readonly number[],
  scale: number,
): Float64Array {
  const temper = SESSION_TEMPER / scale;
  const result = new Float64Array(count);
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k += 1) {
    let sum = 0;
    const row = k * WEEK_CELLS;
    for (let cell = 0; cell < WEEK_CELLS; cell += 1)
      sum += (counts[cell] as number) * (logDensity[row + cell] as number);
    const log = (logWeights[k] as number) + temper * sum;
    result[k] = log;
    if (log > top) top = log;
  }
  let total = 0;
  for (let k = 0; k < count; k += 1) {
    const weight = Math.exp((result[k] as number) - top);
    result[k] = weight;
    total += weight;
  }
  for (let k = 0; k < count; k += 1) result[k] = (result[k] as number) / total;
  return result;
}
