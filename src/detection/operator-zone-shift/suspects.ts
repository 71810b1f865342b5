import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { type Scan, SHARES, sessionWeight, ZONE_STEPS } from '../../statistics/shift-scan.ts';
import { WEEK_CELLS, weekCell } from '../../statistics/week-cells.ts';
import { hoursEast } from '../../statistics/zone-prior.ts';
import { LOG_SCALE } from '../hours/constants.ts';
import type { RingSession } from '../hours/habit.ts';

/** A session of the ring and how surely it is the stranger's. */
export interface Suspect {
  readonly localMinute: number;
  readonly key: number;
  /** 0 to 1. */
  readonly share: number;
  /** Density of the habit at its hour, relative to uniform. */
  readonly density: number;
  /** How much of an independent observation it is. */
  readonly weight: number;
}

/**
 * Which sessions of the ring are the stranger's, and since when. Each session's evidence is averaged over zones and kinds of
 * people as the scan weighs them; he began where the sum of evidence up to now is greatest.
 */
export function suspectsOf(
  tables: ChronotypeTables,
  ring: readonly RingSession[],
  { evidence }: Scan,
  farPrior: Float64Array,
): readonly Suspect[] {
  const states = stateShares(tables, evidence, farPrior);
  const gains: number[] = [];
  const all = ring.map(([localMinute, key, logDensity], index): Suspect => {
    const density = Math.exp(logDensity / LOG_SCALE);
    const ratio = meanRatio(tables, states, localMinute) / density;
    const before = ring[index - 1];
    const weight = sessionWeight(before === undefined ? 10_000 : localMinute - before[0]) / 4;
    gains.push(weight * Math.log(1 - SHARES[0] + SHARES[0] * ratio));
    return { localMinute, key, share: ratio / (ratio + 1), density, weight };
  });
  let sum = 0;
  let best = 0;
  let since = ring.length - 1;
  for (let index = ring.length - 1; index >= 0; index -= 1) {
    sum += gains[index] as number;
    if (sum > best) {
      best = sum;
      since = index;
    }
  }
  return all.slice(since);
}

function stateShares(tables: ChronotypeTables, evidence: Float64Array, farPrior: Float64Array): Float64Array {
  const shares = evidence.map((each, state) => each * (farPrior[Math.floor(state / tables.count)] as number));
  const total = shares.reduce((sum, each) => sum + each, 0);
  return shares.map((each) => each / Math.max(total, 1e-12));
}

function meanRatio({ count, density }: ChronotypeTables, states: Float64Array, localMinute: number): number {
  let mean = 0;
  for (let z = 0; z < ZONE_STEPS; z += 1) {
    const cell = weekCell(localMinute + 60 * hoursEast(z));
    for (let k = 0; k < count; k += 1)
      mean += (states[z * count + k] as number) * (density[k * WEEK_CELLS + cell] as number);
  }
  return mean;
}
