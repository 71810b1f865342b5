import { expect, test } from 'vitest';
import { COARSE_CHRONOTYPES } from './chronotypes.data.ts';
import { chronotypeTables } from './chronotypes.ts';
import { likeliestOffset, turnedCell } from './likeliest-offset.ts';
import { WEEK_CELLS } from './week-cells.ts';

const TABLES = chronotypeTables(COARSE_CHRONOTYPES);
const AT = Date.UTC(2026, 5, 1);
/** Sessions on weekdays in each hour of an office day, as a clock shows them that is so many hours west of the office. */
const office = (westward: number): number[] => {
  const counts = new Array<number>(WEEK_CELLS).fill(0);
  for (const hour of [8, 9, 10, 11, 13, 14, 15, 16]) counts[turnedCell(hour, -westward)] = 3_000;
  return counts;
};

test('an office day is found where it lies, to an hour or two', () => {
  for (const hours of [-8, -5, 1, 3, 5, 8, 9, 11]) {
    const found = likeliestOffset(TABLES, office(hours), 1_000, 0, AT) / 60;
    expect(Math.abs(found - hours)).toBeLessThanOrEqual(2);
  }
});

test('by whatever clock the counts are read, it is the same', () => {
  for (const read of [-7, 0, 6])
    expect(likeliestOffset(TABLES, office(9 - read), 1_000, 60 * read, AT)).toBe(
      likeliestOffset(TABLES, office(9), 1_000, 0, AT),
    );
});

test('without sessions it is where most people live', () => {
  const nobody = new Array<number>(WEEK_CELLS).fill(0);
  expect(likeliestOffset(TABLES, nobody, 1_000, 0, AT)).toBe(likeliestOffset(TABLES, nobody, 1_000, 300, AT));
});
