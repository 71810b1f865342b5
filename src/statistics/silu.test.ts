import { expect, test } from 'vitest';
import { silu } from './silu.ts';

test('is x times the logistic function of x', () => {
  for (let value = -40; value <= 40; value += 0.0137)
    expect(Math.abs(silu(value) - value / (1 + Math.exp(-value)))).toBeLessThan(2e-5);
});

test('is exact where the table has a point, and at its ends', () => {
  for (const value of [-24, -1, 0, 1, 23.984375, 24, 1e9])
    expect(silu(value)).toBeCloseTo(value / (1 + Math.exp(-value)), 8);
  expect(silu(Number.NEGATIVE_INFINITY)).toBeNaN();
  expect(silu(Number.NaN)).toBeNaN();
});
