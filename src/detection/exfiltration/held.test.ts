import { expect, test } from 'vitest';
import { GB, LIFE_BEGINS, live, loud, MB, officeLife, series } from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { MAX_HELD } from './constants.ts';
import { type Held, kindOf, PERSON, TOOL, UPLOAD } from './habit.ts';
import { hold, makeRoom } from './held.ts';

const BACKUP = kindOf(UPLOAD, TOOL);
const BROWSER = kindOf(UPLOAD, PERSON);
const nightOf = (day: number): Held => [1, BACKUP, 24 * day, 4_000_000, 1, 1];
const hoursOf = (held: readonly Held[]): readonly number[] => held.map(([, , hour]) => hour);

test('where there is no room, the newest hour of the store and kind that has most gives way', () => {
  const nights = Array.from({ length: MAX_HELD - 1 }, (_, day) => nightOf(day));
  const other: Held = [2, BROWSER, 24 * 90, 900_000, 12, 0];
  const full = hold(nights, other);
  expect(full).toHaveLength(MAX_HELD);
  expect(hold(full, nightOf(91))).toEqual(full);
  expect(hold(full, nightOf(1.5))).toEqual([...nights.slice(0, -1), other, nightOf(1.5)]);
});

test('of hours that are alone in their store and kind the newest gives way', () => {
  const rows = Array.from({ length: 3 }, (_, store): Held => [store, BROWSER, 10 - store, 900_000, 12, 0]);
  expect(hoursOf(makeRoom(rows))).toEqual([9, 8]);
});

test('what gives way does not depend on the order in which the hours came', () => {
  const [one, other]: readonly [Held, Held] = [
    [1, BROWSER, 10, 9, 1, 0],
    [2, BROWSER, 10, 8, 1, 0],
  ];
  expect(makeRoom([one, other])).toEqual(makeRoom([other, one]));
  const byTool: Held = [1, BACKUP, 10, 7, 1, 0];
  expect(makeRoom([one, byTool])).toEqual(makeRoom([byTool, one]));
});

test('a store that two kinds fill is no crowd', () => {
  const mixed: readonly Held[] = [
    [1, BACKUP, 10, 9, 1, 1],
    [1, BROWSER, 11, 9, 1, 0],
    [2, BROWSER, 8, 9, 1, 0],
    [2, BROWSER, 9, 9, 1, 0],
    [1, 1, 12, 9, 1, 0],
  ];
  expect(hoursOf(makeRoom(mixed))).toEqual([10, 11, 8, 12]);
});

test.each([
  ['every night', 1],
  ['every fourth night', 4],
])('a backup that begins with a full copy and then runs %s is learned within two months', (_, everyDays) => {
  const days = 120;
  const first = LIFE_BEGINS + 70 * DAY_MS + HOUR_MS;
  const nights = series(first, Math.ceil(days / everyDays), everyDays * DAY_MS, (index) => ({
    service: 'backblaze.com',
    userAgent: 'restic/0.19',
    bytes: index === 0 ? 50 * GB : 2 * GB + (index % 7) * 400 * MB,
  }));
  const life = [...officeLife({ days: 70 + days }), ...nights].toSorted((one, other) => one.timeMs - other.timeMs);
  const alerts = loud(live(life));
  expect(alerts.length).toBeGreaterThan(0);
  expect(alerts.filter(({ atMs }) => atMs > first + 60 * DAY_MS)).toEqual([]);
});
