import { expect, test } from 'vitest';
import { COARSE_CHRONOTYPES, FINE_CHRONOTYPES } from './chronotypes.data.ts';
import { chronotypeTables, chronotypeWeights, SESSION_TEMPER } from './chronotypes.ts';
import { CELL_SHARE } from './week-cells.ts';

/** Two kinds: one has cell 9 four times as often as the other. */
const day = Array.from({ length: 48 }, (_, cell) => (cell === 9 ? 400 : 600 / 47));
const night = Array.from({ length: 48 }, (_, cell) => (cell === 9 ? 100 : 900 / 47));
const two = chronotypeTables({ weights: [1, 1], profiles: [day, night] });

test('a session moves the weights as Bayes says, tempered', () => {
  const counts = new Array<number>(48).fill(0);
  counts[9] = 1;
  const [first] = chronotypeWeights(two, counts, SESSION_TEMPER);
  expect(first).toBeCloseTo(0.8, 10);
  const [tempered] = chronotypeWeights(two, counts, 1);
  expect(tempered).toBeCloseTo(2 / 3, 10);
});

test('no session leaves the prior', () => {
  expect([...chronotypeWeights(two, new Array<number>(48).fill(0), 1)]).toEqual([0.5, 0.5]);
});

test.each([
  ['coarse', COARSE_CHRONOTYPES],
  ['fine', FINE_CHRONOTYPES],
])('the derived %s profiles are probabilities of all cells', (_, chronotypes) => {
  const { density, count, weights } = chronotypeTables(chronotypes);
  expect(weights.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
  for (let k = 0; k < count; k += 1) {
    let sum = 0;
    for (let cell = 0; cell < 48; cell += 1) {
      expect(density[k * 48 + cell]).toBeGreaterThan(0);
      sum += (density[k * 48 + cell] ?? 0) * (CELL_SHARE[cell] ?? 0);
    }
    expect(sum).toBeCloseTo(1, 9);
  }
});
