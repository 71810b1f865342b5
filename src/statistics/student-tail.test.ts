import { expect, test } from 'vitest';
import { studentTailNats } from './student-tail.ts';

/** Oracle: Simpson's rule over the density, with x = t + u / (1 − u) so that the heavy tail is covered. */
function integrated(t: number, nu: number): number {
  const density = (x: number): number => (1 + (x * x) / nu) ** (-(nu + 1) / 2);
  const over = (from: number): number => {
    const steps = 40_000;
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const u = step / steps;
      const weight = step === 0 ? 1 : step % 2 === 1 ? 4 : 2;
      sum += (weight * density(from + u / (1 - u))) / (1 - u) ** 2;
    }
    return sum / (3 * steps);
  };
  return -Math.log(over(t) / (2 * over(0)));
}

test('agrees with numerical integration within 4% of the nats', () => {
  for (const nu of [3, 4, 7, 15, 40])
    for (const t of [0.5, 1, 2, 3, 5, 8]) {
      const exact = integrated(t, nu);
      expect(Math.abs(studentTailNats(t, nu) - exact)).toBeLessThan(0.01 + 0.04 * exact);
    }
});

test('the example of the comment: t = 3 with 5 degrees of freedom is one in 66', () => {
  expect(Math.exp(studentTailNats(3, 5))).toBeGreaterThan(64);
  expect(Math.exp(studentTailNats(3, 5))).toBeLessThan(69);
});

test('few degrees of freedom make far values less surprising', () => {
  expect(studentTailNats(5, 3)).toBeLessThan(studentTailNats(5, 30));
});
