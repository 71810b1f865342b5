import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { sessionWeight, ZONE_STEPS } from '../../statistics/shift-scan.ts';
import { WEEK_CELLS, weekCell } from '../../statistics/week-cells.ts';
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
  { count, weights, density }: ChronotypeTables,
  stream: readonly RingSession[],
  priors: RelativePriors,
): number {
  let far = 0;
  let near = 0;
  for (let z = 0; z < ZONE_STEPS; z += 1) {
    const logs = new Float64Array(count);
    stream.forEach(([minute, , logDensity], index) => {
      const before = stream[index - 1];
      const weight = sessionWeight(before === undefined ? 10_000 : minute - before[0]) / 4;
      const cell = weekCell(minute + 60 * hoursEast(z));
      const inverse = Math.exp(-logDensity / LOG_SCALE);
      for (let k = 0; k < count; k += 1)
        logs[k] =
          (logs[k] as number) + weight * Math.log(0.05 + 0.95 * (density[k * WEEK_CELLS + cell] as number) * inverse);
    });
    for (let k = 0; k < count; k += 1) {
      const each = (weights[k] as number) * Math.exp(logs[k] as number);
      far += (priors.far[z] as number) * each;
      near += (priors.near[z] as number) * each;
    }
  }
  return Math.log(far) - Math.log(1 + near);
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
