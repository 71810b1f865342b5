import { expect, test } from 'vitest';
import { normalTailNats } from './normal-tail.ts';

/** Oracle: Simpson's rule over the density, from z to far beyond it. */
function integrated(z: number): number {
  const steps = 20_000;
  const width = 14 / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const x = z + step * width;
    // Divided by the density at z, so that far tails do not underflow.
    sum += Math.exp((z * z - x * x) / 2) * (step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2);
  }
  return -Math.log((sum * width) / 3) + (z * z) / 2 + Math.log(2 * Math.PI) / 2;
}

test('agrees with numerical integration from the middle to one in 10^86', () => {
  for (const z of [0, 0.5, 1, 2, 3, 5, 8, 12, 20]) expect(normalTailNats(z)).toBeCloseTo(integrated(z), 4);
});

test('below the middle nearly everything is larger', () => {
  expect(normalTailNats(-1)).toBeCloseTo(-Math.log(0.8413447), 5);
  expect(normalTailNats(-6)).toBeGreaterThanOrEqual(0);
  expect(normalTailNats(-40)).toBe(0);
});

test('never decreases with z', () => {
  for (let z = -5; z < 30; z += 0.05) expect(normalTailNats(z + 0.05)).toBeGreaterThanOrEqual(normalTailNats(z));
});
