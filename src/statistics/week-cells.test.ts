import { expect, test } from 'vitest';
import { CELL_SHARE, neighbourCell, weekCell } from './week-cells.ts';

test('cells follow the calendar of the wall clock', () => {
  for (let index = 0; index < 2_000; index += 1) {
    const minute = index * 7_919 - 3_000_000;
    const date = new Date(minute * 60_000);
    const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
    expect(weekCell(minute)).toBe(date.getUTCHours() + (isWeekend ? 24 : 0));
  }
});

test('the shares of all cells are one week', () => {
  expect(CELL_SHARE.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test('the hour after the last is the first of the same kind of day', () => {
  expect([neighbourCell(23, 1), neighbourCell(0, -1), neighbourCell(47, 1), neighbourCell(24, -1)]).toEqual([
    0, 23, 24, 47,
  ]);
});
