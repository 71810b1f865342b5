import { expect, test } from 'vitest';
import { cusumStep } from './surprise-cusum.ts';

const SETTINGS = { allowanceNats: 2, fadeNatsPerDay: 0.7, capNats: 8 };

test('the example of the comment: seven days of one in fifty', () => {
  let sum = 0;
  for (let day = 0; day < 7; day++) sum = cusumStep(sum, Math.log(50), 1, SETTINGS);
  expect(sum).toBeCloseTo(7 * (Math.log(50) - 2), 10);
});

test('one day counts for no more than the cap, and quiet days take it back', () => {
  const after = cusumStep(0, 500, 1, SETTINGS);
  expect(after).toBe(6);
  expect(cusumStep(after, 0, 10, SETTINGS)).toBe(0);
});

test('under the habit it passes a line as rarely as the comment says', () => {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  let sum = 0;
  let passed = 0;
  const days = 400_000;
  for (let day = 0; day < days; day++) {
    sum = cusumStep(sum, -Math.log(random()), 1, { ...SETTINGS, capNats: 1e9 });
    if (sum < 6) continue;
    passed += 1;
    sum = 0;
  }
  // exp(−0.797 · 6) is one in 119 of the excursions, which begin on fewer than every seventh day.
  expect(passed / days).toBeLessThan(Math.exp(-0.797 * 6) / 7);
  expect(passed).toBeGreaterThan(20);
});
