import type { ChronotypeTables } from './chronotypes.ts';
import { WEEK_CELLS, weekCell } from './week-cells.ts';
import { zonePrior } from './zone-prior.ts';

/**
 * Idea: in which zone does the day of these sessions lie? For every candidate offset and every kind of person, how well do the
 * hours fit; people differ (owls and larks), so the kinds are summed, never the best taken.
 *
 * Formula: P(z | s) ∝ v_z Σ_k π_k Π_i (1 − r_i + r_i φ_k(cell of s_i at z) / b_i)^(w_i τ), where r_i is how surely session i is
 * the operator's and b_i the density of whoever else it may be; with r = 1 and b = 1 it is the plain posterior of one person.
 * The tempering τ makes the stated probabilities come true: neither are sessions independent nor the kinds complete.
 *
 * Parameters: whole-hour offsets from −11 to +12 hours; τ 0.6 for sessions of weight 1, from calibration on held-out people.
 *
 * Worked example: see the tests: office hours of UTC+8 read in UTC give +8 the greatest share.
 */
export const OFFSETS_MINUTES: readonly number[] = Array.from({ length: 24 }, (_, index) => (index - 11) * 60);

export interface PosteriorSession {
  /** Minutes since 1970, UTC. */
  readonly utcMinute: number;
  /** How much of an independent observation it is, 0 to 1. */
  readonly weight: number;
  /** How surely it is the operator's, 0 to 1; 1 if absent. */
  readonly share?: number;
  /** Density, relative to uniform, of the owner at its hour; 1 if absent. */
  readonly density?: number;
}

/** Probability of each of `OFFSETS_MINUTES`; sums to 1. `allowed` restricts the candidates. */
export function zonePosterior(
  tables: ChronotypeTables,
  sessions: readonly PosteriorSession[],
  options: { readonly temper?: number; readonly allowed?: (offsetMinutes: number) => boolean } = {},
): Float64Array {
  const { temper = POSTERIOR_TEMPER, allowed } = options;
  const logs = new Float64Array(OFFSETS_MINUTES.length).fill(Number.NEGATIVE_INFINITY);
  const prior = zonePrior((sessions.at(-1)?.utcMinute ?? 0) * 60_000);
  OFFSETS_MINUTES.forEach((offset, index) => {
    if (allowed === undefined || allowed(offset))
      logs[index] = Math.log(prior[index] as number) + logFit(tables, sessions, offset, temper);
  });
  const top = Math.max(...logs);
  const shares = logs.map((each) => Math.exp(each - top));
  const total = shares.reduce((sum, each) => sum + each, 0);
  return shares.map((each) => each / total);
}

/** See above; chosen so that of the estimates that say p, a share p is right. */
export const POSTERIOR_TEMPER = 0.6;

/** Log of the sum over kinds of person of how well the sessions fit their day at an offset. */
export function logFit(
  { count, weights, density }: ChronotypeTables,
  sessions: readonly PosteriorSession[],
  offsetMinutes: number,
  temper: number,
): number {
  const logs = new Float64Array(count);
  for (const { utcMinute, weight, share = 1, density: owner = 1 } of sessions) {
    const cell = weekCell(utcMinute + offsetMinutes);
    for (let k = 0; k < count; k += 1)
      logs[k] =
        (logs[k] as number) +
        temper * weight * Math.log(1 - share + (share * (density[k * WEEK_CELLS + cell] as number)) / owner);
  }
  let top = Number.NEGATIVE_INFINITY;
  for (const each of logs) if (each > top) top = each;
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum += (weights[k] as number) * Math.exp((logs[k] as number) - top);
  return top + Math.log(sum);
}
