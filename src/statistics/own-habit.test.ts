import { expect, test } from 'vitest';
import { COARSE_CHRONOTYPES } from './chronotypes.data.ts';
import { chronotypeTables } from './chronotypes.ts';
import { habitDensity, habitProfile, ownHabit } from './own-habit.ts';
import { CELL_SHARE } from './week-cells.ts';

const flat = chronotypeTables({ weights: [1], profiles: [[...CELL_SHARE]] });

test('twenty sessions at nine under a flat prior make nine eight times as likely as any time', () => {
  const counts = new Array<number>(48).fill(0);
  counts[9] = 20_000;
  expect(habitDensity(ownHabit(flat, counts, 1_000), 9)).toBeCloseTo(8.1, 1);
});

test('a habit is a probability law of the week', () => {
  const counts = Array.from({ length: 48 }, (_, cell) => ((cell * 37) % 11) * 700);
  const { density, nats } = habitProfile(ownHabit(chronotypeTables(COARSE_CHRONOTYPES), counts, 1_000));
  expect(density.reduce((sum, each, cell) => sum + each * (CELL_SHARE[cell] ?? 0), 0)).toBeCloseTo(1, 9);
  expect(nats).toBeGreaterThan(0);
});

test('an account without a past and a flat prior is round the clock: nothing to expect', () => {
  const { nats } = habitProfile(ownHabit(flat, new Array<number>(48).fill(0), 1_000));
  expect(nats).toBeCloseTo(0, 12);
});
