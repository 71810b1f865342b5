import type { ChronotypeTables } from './chronotypes.ts';
import { WEEK_CELLS, weekCell } from './week-cells.ts';

/**
 * Idea: did somebody with another person's day, in another zone, begin to use the account at some session of the list, either
 * in the owner's place or beside him? Sums the evidence over every zone, every kind of person and every moment of beginning.
 *
 * Formula (Shiryaev–Roberts, by zone z, chronotype k and share ρ of the sessions that are the stranger's):
 *   R ← (λ R + h) · (1 − ρ + ρ φ_k(cell at z) / q(cell))^w,   far = ln Σ_{z far} Σ_k v_z π_k R,   near likewise,
 * where q is what the habit said of the session before it came, and v_z the prior of zones. w < 1 weighs sessions that follow
 * another within hours less, for a person awake at an odd hour is awake at the next one too: w = ¼, ½ or ¾.
 * Unlike a plain product, the sum over beginnings forgets what lies before the change, and λ forgets slowly.
 *
 * Parameters: λ = 0.985 a session; h = 0.02; ρ = 0.35 ("beside") and 0.97 ("instead"); w = ¼ after a gap under 17 hours, ½ under 43, then ¾.
 *
 * Reference: M. Pollak, Annals of Statistics 13 (1985); A. Tartakovsky et al., Sequential Analysis (2014), chapter 8.
 */
export const ZONE_STEPS = 24;
const KEEP = 0.985;
const HAZARD = 0.02;
export const SHARES = [0.35, 0.97] as const;
const FLOOR = 1e-6;
/** The weight of "the owner's own day moved a little" against "somebody far". */
const NEAR_WEIGHT = 0.2;

/** Sessions in the order of time. */
export interface ScanInput {
  /** Wall clock of the home zone. */
  readonly localMinutes: Float64Array | readonly number[];
  /** Log density of the habit at each session, relative to uniform, in hundredths of a nat. */
  readonly logDensity: Float64Array | readonly number[];
  /** Prior of the operator's zone, `zonePrior[z]` being z hours east of home, z = 0 to 23; sums to 1 over far zones. */
  readonly farPrior: Float64Array;
  readonly nearPrior: Float64Array;
}

export interface Scan {
  /** Log evidence for a far operator over that for the habit or a near one, at the last session and every third before it. */
  readonly statistic: Float64Array;
  /** At the last session, for each share: log evidence of far and near zones. */
  readonly far: readonly [number, number];
  readonly near: readonly [number, number];
  /** Evidence by zone (z hours east of home) and chronotype, both shares, at the last session. */
  readonly evidence: Float64Array;
}

/** The statistic is wanted at every third session and at the last one. */
const STATISTIC_EVERY = 3;

export function scanShift(tables: ChronotypeTables, input: ScanInput): Scan {
  const { count } = tables;
  const states = ZONE_STEPS * count;
  const beside = new Float64Array(states);
  const instead = new Float64Array(states);
  const farWeights = stateWeights(tables, input.farPrior);
  const nearWeights = stateWeights(tables, input.nearPrior);
  const factors = factorsOf(tables);
  const sessions = input.localMinutes.length;
  const statistic = new Float64Array(sessions).fill(Number.NEGATIVE_INFINITY);
  let sums: Sums = [0, 0, 0, 0];
  for (let t = 0; t < sessions; t += 1) {
    const minute = input.localMinutes[t] as number;
    const gapMinutes = t === 0 ? Number.POSITIVE_INFINITY : minute - (input.localMinutes[t - 1] as number);
    const factor = factors(input.logDensity[t] as number, sessionWeight(gapMinutes));
    for (let z = 0; z < ZONE_STEPS; z += 1) {
      const row = weekCell(minute + 60 * (z < 13 ? z : z - 24)) * count * 2;
      for (let k = 0; k < count; k += 1) {
        const s = z * count + k;
        beside[s] = (KEEP * (beside[s] as number) + HAZARD) * (factor[row + 2 * k] as number);
        instead[s] = (KEEP * (instead[s] as number) + HAZARD) * (factor[row + 2 * k + 1] as number);
      }
    }
    if ((sessions - 1 - t) % STATISTIC_EVERY !== 0) continue;
    sums = evidenceSums(beside, instead, farWeights, nearWeights);
    statistic[t] = Math.log(sums[0] + sums[1] + FLOOR) - Math.log(1 + NEAR_WEIGHT * (sums[2] + sums[3]));
  }
  const evidence = new Float64Array(states);
  for (let s = 0; s < states; s += 1)
    evidence[s] = ((beside[s] as number) + (instead[s] as number)) * (tables.weights[s % count] as number);
  return {
    statistic,
    far: [Math.log(sums[0] + FLOOR), Math.log(sums[1] + FLOOR)],
    near: [Math.log(sums[2] + FLOOR), Math.log(sums[3] + FLOOR)],
    evidence,
  };
}

/** Far beside, far instead, near beside, near instead. */
type Sums = readonly [number, number, number, number];

function evidenceSums(beside: Float64Array, instead: Float64Array, far: Float64Array, near: Float64Array): Sums {
  let farBeside = 0;
  let farInstead = 0;
  let nearBeside = 0;
  let nearInstead = 0;
  for (let s = 0; s < far.length; s += 1) {
    farBeside += (far[s] as number) * (beside[s] as number);
    farInstead += (far[s] as number) * (instead[s] as number);
    nearBeside += (near[s] as number) * (beside[s] as number);
    nearInstead += (near[s] as number) * (instead[s] as number);
  }
  return [farBeside, farInstead, nearBeside, nearInstead];
}

function stateWeights({ count, weights }: ChronotypeTables, prior: Float64Array): Float64Array {
  const result = new Float64Array(ZONE_STEPS * count);
  for (let z = 0; z < ZONE_STEPS; z += 1)
    for (let k = 0; k < count; k += 1) result[z * count + k] = (prior[z] as number) * (weights[k] as number);
  return result;
}

/** In quarters: how much of an observation a session is that begins so long after the one before. */
export function sessionWeight(gapMinutes: number): 1 | 2 | 3 {
  if (gapMinutes < 1000) return 1;
  return gapMinutes < 2600 ? 2 : 3;
}

/** By week cell, chronotype and share: what a session multiplies the evidence with. */
type Factors = (logDensity: number, quarters: 1 | 2 | 3) => Float64Array;

/** Hundredths of a nat in one step of the table: a power costs too much to take it for each state of each scan. */
const TABLE_STEP = 10;
const kept = new WeakMap<ChronotypeTables, Factors>();

function factorsOf(tables: ChronotypeTables): Factors {
  const known = kept.get(tables);
  if (known !== undefined) return known;
  const blocks = new Map<number, Float64Array>();
  const factors: Factors = (logDensity, quarters) => {
    const level = Math.round(logDensity / TABLE_STEP);
    const name = level * 4 + quarters;
    const block = blocks.get(name) ?? factorBlock(tables, Math.exp((-level * TABLE_STEP) / 100), quarters / 4);
    blocks.set(name, block);
    return block;
  };
  kept.set(tables, factors);
  return factors;
}

function factorBlock({ count, density }: ChronotypeTables, inverse: number, power: number): Float64Array {
  const block = new Float64Array(WEEK_CELLS * count * 2);
  for (let cell = 0; cell < WEEK_CELLS; cell += 1)
    for (let k = 0; k < count; k += 1)
      SHARES.forEach((share, index) => {
        const ratio = (density[k * WEEK_CELLS + cell] as number) * inverse;
        block[(cell * count + k) * 2 + index] = (1 - share + share * ratio) ** power;
      });
  return block;
}
