import { expect, test } from 'vitest';
import { FAR_HOURS, farPrior, hoursEast, OFFSETS_MINUTES, offsetIndex, zonePrior } from './zone-prior.ts';

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

test('counted from home, only far zones are left', () => {
  const far = farPrior(330, july);
  for (let step = 0; step < 24; step += 1) expect((far[step] ?? 0) > 0).toBe(Math.abs(hoursEast(step)) >= FAR_HOURS);
  expect(far.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
  expect(farPrior(330, july)).toBe(far);
});

test('the offsets stand where their index says', () => {
  OFFSETS_MINUTES.forEach((minutes, index) => {
    expect(offsetIndex(minutes / 60)).toBe(index);
  });
});

test('the clock goes round', () => {
  expect(offsetIndex(13)).toBe(offsetIndex(-11));
});
