import { expect, test } from 'vitest';
import { FAR_HOURS, hoursEast, offsetIndex, relativePriors, zonePrior } from './zone-prior.ts';

const january = Date.UTC(2026, 0, 15);
const july = Date.UTC(2026, 6, 15);

test('the prior is a probability, and leaves no offset out', () => {
  for (const day of [january, july]) {
    expect(zonePrior(day).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...zonePrior(day))).toBeGreaterThan(0.005);
  }
});

test('summer time moves people: Central Europe is at +1 in January and at +2 in July', () => {
  const [one, two] = [offsetIndex(1), offsetIndex(2)];
  expect(zonePrior(january)[one]).toBeGreaterThan(zonePrior(july)[one] ?? 1);
  expect(zonePrior(july)[two]).toBeGreaterThan(zonePrior(january)[two] ?? 1);
});

test('counted from home, far zones and near ones are apart', () => {
  const { far, near } = relativePriors(330, july);
  for (let step = 0; step < 24; step += 1) {
    const isFar = Math.abs(hoursEast(step)) >= FAR_HOURS;
    expect((far[step] ?? 0) > 0).toBe(isFar);
    expect((near[step] ?? 0) > 0).toBe(!isFar);
  }
  expect(far.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
  expect(near.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
});

test('the clock goes round', () => {
  expect(offsetIndex(13)).toBe(offsetIndex(-11));
});
