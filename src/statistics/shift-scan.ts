import type { ChronotypeTables } from './chronotypes.ts';
import { cellsAround, WEEK_CELLS } from './week-cells.ts';

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

/** Used again by every scan: to make an array of this size costs as much as a tenth of one. */
let scratch = new Float64Array(0);

export function scanShift(tables: ChronotypeTables, input: ScanInput): Scan {
  const { count } = tables;
  const states = ZONE_STEPS * count;
  // By zone, chronotype and share ("beside", "instead"): the order of the factors.
  if (scratch.length !== 2 * states) scratch = new Float64Array(2 * states);
  const evidences = scratch.fill(0);
  const farWeights = stateWeights(tables, input.farPrior);
  const nearWeights = stateWeights(tables, input.nearPrior);
  const factors = factorsOf(tables);
  const sessions = input.localMinutes.length;
  const statistic = new Float64Array(sessions).fill(Number.NEGATIVE_INFINITY);
  const sums = new Float64Array(4);
  for (let t = 0; t < sessions; t += 1) {
    const minute = input.localMinutes[t] as number;
    const gapMinutes = t === 0 ? Number.POSITIVE_INFINITY : minute - (input.localMinutes[t - 1] as number);
    addSession(evidences, 2 * count, minute, factors(input.logDensity[t] as number, sessionWeight(gapMinutes)));
    if ((sessions - 1 - t) % STATISTIC_EVERY !== 0) continue;
    sumEvidence(sums, 0, evidences, farWeights);
    sumEvidence(sums, 2, evidences, nearWeights);
    statistic[t] =
      Math.log((sums[0] as number) + (sums[1] as number) + FLOOR) -
      Math.log(1 + NEAR_WEIGHT * ((sums[2] as number) + (sums[3] as number)));
  }
  const evidence = new Float64Array(states);
  for (let s = 0; s < states; s += 1)
    evidence[s] =
      ((evidences[2 * s] as number) + (evidences[2 * s + 1] as number)) * (tables.weights[s % count] as number);
  return {
    statistic,
    far: [Math.log((sums[0] as number) + FLOOR), Math.log((sums[1] as number) + FLOOR)],
    near: [Math.log((sums[2] as number) + FLOOR), Math.log((sums[3] as number) + FLOOR)],
    evidence,
  };
}

/** @param width states of a zone */
function addSession(evidences: Float64Array, width: number, localMinute: number, factor: Float64Array): void {
  const { cells, at } = cellsAround(localMinute);
  for (let z = 0; z < ZONE_STEPS; z += 1) {
    const row = (cells[at + (z < 13 ? z : z - 24)] as number) * width;
    const from = z * width;
    for (let s = 0; s < width; s += 1)
      evidences[from + s] = (KEEP * (evidences[from + s] as number) + HAZARD) * (factor[row + s] as number);
  }
}

/** Evidence "beside" and "instead", each summed over the states that have weight, into `sums[at]` and the one behind it. */
function sumEvidence(sums: Float64Array, at: number, evidences: Float64Array, weights: Float64Array): void {
  let beside = 0;
  let instead = 0;
  for (let s = 0; s < weights.length; s += 1) {
    const weight = weights[s] as number;
    if (weight === 0) continue;
    beside += weight * (evidences[2 * s] as number);
    instead += weight * (evidences[2 * s + 1] as number);
  }
  sums[at] = beside;
  sums[at + 1] = instead;
}

/** Priors are kept by week and home (zone-prior.ts), so the weights that come of them are met again. */
const weightsKept = new WeakMap<Float64Array, { readonly tables: ChronotypeTables; readonly states: Float64Array }>();

function stateWeights(tables: ChronotypeTables, prior: Float64Array): Float64Array {
  const known = weightsKept.get(prior);
  if (known?.tables === tables) return known.states;
  const states = stateWeightsOf(tables, prior);
  weightsKept.set(prior, { tables, states });
  return states;
}

function stateWeightsOf({ count, weights }: ChronotypeTables, prior: Float64Array): Float64Array {
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
