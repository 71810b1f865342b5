import { expect, test } from 'vitest';
import { FINE_CHRONOTYPES } from './chronotypes.data.ts';
import { chronotypeTables } from './chronotypes.ts';
import { CELL_SHARE } from './week-cells.ts';
import { OFFSETS_MINUTES, zonePosterior } from './zone-posterior.ts';
import { zonePrior } from './zone-prior.ts';

const tables = chronotypeTables(FINE_CHRONOTYPES);
const MONDAY = Date.UTC(2026, 5, 1) / 60_000;

/** Sessions on weekdays at the given hours of a zone. */
const office = (offsetHours: number, hours: readonly number[]) =>
  hours.flatMap((hour, index) =>
    [0, 2, 4].map((day) => ({
      utcMinute: MONDAY + (day + 7 * index) * 1_440 + (hour - offsetHours) * 60 + 20,
      weight: 1,
    })),
  );

test('office hours of UTC+8 point to UTC+8 or beside it', () => {
  const posterior = zonePosterior(tables, office(8, [9, 10, 11, 14, 15, 16, 17, 20]));
  const best = OFFSETS_MINUTES[posterior.indexOf(Math.max(...posterior))] ?? 0;
  expect(Math.abs(best - 480)).toBeLessThanOrEqual(60);
  expect(posterior.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
});

test('without a session it is the prior', () => {
  const posterior = zonePosterior(tables, []);
  posterior.forEach((each, index) => {
    expect(each).toBeCloseTo(zonePrior(0)[index] ?? 0, 9);
  });
});

test('one kind of person: the posterior is Bayes written out', () => {
  const profile = Array.from(CELL_SHARE, (share, cell) => share * (cell % 24 === 10 ? 5 : 1));
  const one = chronotypeTables({ weights: [1], profiles: [profile] });
  const utcMinute = MONDAY + 2 * 60;
  const expected = OFFSETS_MINUTES.map(
    (offset, index) => (zonePrior(utcMinute * 60_000)[index] ?? 0) * (offset === 480 ? 5 : 1),
  );
  const total = expected.reduce((sum, each) => sum + each, 0);
  const posterior = zonePosterior(one, [{ utcMinute, weight: 1 }], { temper: 1 });
  expected.forEach((each, index) => {
    expect(posterior[index]).toBeCloseTo(each / total, 9);
  });
});

test('candidates that are not allowed get nothing', () => {
  const posterior = zonePosterior(tables, office(8, [9, 10]), { allowed: (offset) => offset < 0 });
  OFFSETS_MINUTES.forEach((offset, index) => {
    expect((posterior[index] ?? 0) > 0).toBe(offset < 0);
  });
});

test('a session that is the owner’s for sure says nothing of the operator', () => {
  const posterior = zonePosterior(tables, [{ utcMinute: MONDAY + 600, weight: 1, share: 0 }]);
  posterior.forEach((each, index) => {
    expect(each).toBeCloseTo(zonePrior(MONDAY * 60_000)[index] ?? 0, 9);
  });
});
