import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { sessionWeight, ZONE_STEPS } from '../../statistics/shift-scan.ts';
import { cellsAround, WEEK_CELLS } from '../../statistics/week-cells.ts';
import { hoursEast, type RelativePriors } from '../../statistics/zone-prior.ts';
import { LOG_SCALE } from '../hours/constants.ts';
import type { RingSession } from '../hours/habit.ts';
import type { Suspect } from './suspects.ts';

/**
 * Idea: a network and a client that the account never had are one actor's stream, so nobody need ask which sessions are his or
 * when he began. Do their hours fit some far zone, or the habit of the account?
 *
 * Formula: ln Σ_far v π Π (0.05 + 0.95 φ/q)^w − ln(1 + Σ_near v π Π (0.05 + 0.95 φ/q)^w), w as in shift-scan.ts.
 */
export function streamEvidence(
  tables: ChronotypeTables,
  stream: readonly RingSession[],
  priors: RelativePriors,
): number {
  const { count, weights } = tables;
  const logs = new Float64Array(ZONE_STEPS * count);
  for (let index = 0; index < stream.length; index += 1) {
    const [minute, , logDensity] = stream[index] as RingSession;
    const before = stream[index - 1];
    const weight = sessionWeight(before === undefined ? 10_000 : minute - before[0]) / 4;
    addSession(logs, count, minute, weight, ratiosOf(tables, logDensity));
  }
  let far = 0;
  let near = 0;
  for (let z = 0; z < ZONE_STEPS; z += 1) {
    for (let k = 0; k < count; k += 1) {
      const each = (weights[k] as number) * Math.exp(logs[z * count + k] as number);
      far += (priors.far[z] as number) * each;
      near += (priors.near[z] as number) * each;
    }
  }
  return Math.log(far) - Math.log(1 + near);
}

function addSession(logs: Float64Array, count: number, minute: number, weight: number, ratios: Float64Array): void {
  const { cells, at } = cellsAround(minute);
  for (let z = 0; z < ZONE_STEPS; z += 1) {
    const row = (cells[at + hoursEast(z)] as number) * count;
    const from = z * count;
    for (let k = 0; k < count; k += 1)
      logs[from + k] = (logs[from + k] as number) + weight * (ratios[row + k] as number);
  }
}

/** Logarithms of 0.05 + 0.95 φ/q by week cell and chronotype, for a habit's log density q: kept, for there are some hundred of these. */
const ratiosKept = new WeakMap<ChronotypeTables, Map<number, Float64Array>>();

function ratiosOf(tables: ChronotypeTables, logDensity: number): Float64Array {
  const byDensity = ratiosKept.get(tables) ?? new Map<number, Float64Array>();
  const known = byDensity.get(logDensity);
  if (known !== undefined) return known;
  const { count, density } = tables;
  const inverse = Math.exp(-logDensity / LOG_SCALE);
  const ratios = new Float64Array(WEEK_CELLS * count);
  for (let cell = 0; cell < WEEK_CELLS; cell += 1)
    for (let k = 0; k < count; k += 1)
      ratios[cell * count + k] = Math.log(0.05 + 0.95 * (density[k * WEEK_CELLS + cell] as number) * inverse);
  ratiosKept.set(tables, byDensity.set(logDensity, ratios));
  return ratios;
}

/** All sessions of a stranger's stream are his. */
export function streamSuspects(stream: readonly RingSession[]): readonly Suspect[] {
  return stream.map(([localMinute, key, logDensity], index): Suspect => {
    const before = stream[index - 1];
    return {
      localMinute,
      key,
      share: 1,
      density: Math.exp(logDensity / LOG_SCALE),
      weight: sessionWeight(before === undefined ? 10_000 : localMinute - before[0]) / 4,
    };
  });
}
