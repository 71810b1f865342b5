import { expect, test } from 'vitest';
import { COARSE_CHRONOTYPES } from './chronotypes.data.ts';
import { chronotypeTables } from './chronotypes.ts';
import { SHARES, scanShift, sessionWeight } from './shift-scan.ts';
import { weekCell } from './week-cells.ts';
import { hoursEast, relativePriors } from './zone-prior.ts';

const tables = chronotypeTables(COARSE_CHRONOTYPES);
const { far, near } = relativePriors(60, Date.UTC(2026, 0, 12));

/** The definition, written out: the sum over every beginning of hazard, forgetting and the product of ratios since. */
function bruteForce(
  localMinutes: readonly number[],
  logDensity: readonly number[],
  prior: Float64Array,
  share: number,
) {
  let sum = 0;
  for (let z = 0; z < 24; z += 1)
    for (let k = 0; k < tables.count; k += 1) {
      const factors = localMinutes.map((minute, at) => {
        const cell = weekCell(minute + 60 * hoursEast(z));
        const ratio = (tables.density[k * 48 + cell] ?? 0) / Math.exp((logDensity[at] ?? 0) / 100);
        return (1 - share + share * ratio) ** (sessionWeight(minute - (localMinutes[at - 1] ?? -1e9)) / 4);
      });
      const weight = (prior[z] ?? 0) * (tables.weights[k] ?? 0);
      factors.forEach((_, from) => {
        const since = factors.slice(from);
        sum += weight * 0.02 * 0.985 ** (since.length - 1) * since.reduce((product, each) => product * each, 1);
      });
    }
  return Math.log(sum + 1e-6);
}

test('the recursion is the sum over every moment of beginning', () => {
  const localMinutes = [1_000, 1_500, 3_900, 9_000, 9_100, 12_345].map((minute) => minute + 29_000_000);
  const logDensity = [0, 50, -100, 20, -60, 10];
  const { far: evidenceFar, near: evidenceNear } = scanShift(tables, {
    localMinutes,
    logDensity,
    farPrior: far,
    nearPrior: near,
  });
  SHARES.forEach((share, index) => {
    expect(evidenceFar[index]).toBeCloseTo(bruteForce(localMinutes, logDensity, far, share), 8);
    expect(evidenceNear[index]).toBeCloseTo(bruteForce(localMinutes, logDensity, near, share), 8);
  });
});

test('sessions where the habit expects them speak against a stranger, sessions of the night for one', () => {
  const days = Array.from({ length: 20 }, (_, index) => 29_000_160 + index * 1_440);
  const at = (hour: number, log: number): number => {
    const localMinutes = days.map((day) => day + hour * 60);
    const scan = scanShift(tables, { localMinutes, logDensity: days.map(() => log), farPrior: far, nearPrior: near });
    return scan.statistic[scan.statistic.length - 1] ?? 0;
  };
  expect(at(10, 120)).toBeLessThan(0);
  expect(at(3, -200)).toBeGreaterThan(1);
});

test('sittings count less than sessions of different days', () => {
  expect([sessionWeight(90), sessionWeight(1_440), sessionWeight(4_000)]).toEqual([1, 2, 3]);
});
