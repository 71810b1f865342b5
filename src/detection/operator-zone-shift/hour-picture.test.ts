import { expect, test } from 'vitest';
import { emptyHoursHabit, type HoursHabit, learnSession, type RingSession } from '../hours/habit.ts';
import { HOURS_MODEL } from '../hours/model.ts';
import { CHANNELS, HOURS, hourPicture, SCALARS } from './hour-picture.ts';

const MONDAY = 4 * 1440;
/** A session a day at an hour, Monday to Friday alike; `teaches` 0 for a stranger's. */
function lived(hours: readonly number[], teaches: (index: number) => number = () => 1): HoursHabit {
  return hours.reduce(
    (habit, hour, index) =>
      learnSession(HOURS_MODEL.coarse, habit, {
        localMinute: MONDAY + (Math.floor(index / 5) * 7 + (index % 5)) * 1440 + hour * 60,
        key: 0,
        offset: 0,
        zone: 'UTC',
        teaches: teaches(index),
      }),
    emptyHoursHabit,
  );
}

const judged = (habit: HoursHabit, hour: number): readonly RingSession[] => [
  ...habit.ring,
  [(habit.ring.at(-1)?.[0] ?? 0) + 1440 - (((habit.ring.at(-1)?.[0] ?? 0) % 1440) - hour * 60), 0, 0, 0],
];

const row = (rows: Float32Array, picture: number, hour: number): number => rows[picture * 2 * HOURS + hour] ?? 0;

test('has a weekday and a weekend row for each window and each lag, and all sizes are finite', () => {
  const habit = lived(Array.from({ length: 70 }, () => 9));
  const { rows, scalars } = hourPicture(habit, judged(habit, 9));
  expect(rows).toHaveLength(CHANNELS * HOURS);
  expect(scalars).toHaveLength(SCALARS);
  for (const each of [...rows, ...scalars]) expect(Number.isFinite(each)).toBe(true);
});

test('the windows show the latest sessions, the habit what was before them', () => {
  const habit = lived([...Array.from({ length: 60 }, () => 9), ...Array.from({ length: 11 }, () => 2)]);
  const { rows } = hourPicture(habit, judged(habit, 2));
  expect(row(rows, 0, 2)).toBeCloseTo(6, 5);
  expect(row(rows, 1, 2)).toBeCloseTo(6, 5);
  expect(row(rows, 2, 2)).toBeCloseTo(3, 5);
  // All but the latest twelve: only what is nine o’clock, and what odd sessions were not yet taught.
  expect(row(rows, 4, 9)).toBeGreaterThan(11.9);
  expect(row(rows, 5, 9)).toBeCloseTo(12, 5);
});

test('what was never taught is not taken back', () => {
  const habit = lived([...Array.from({ length: 60 }, () => 9), ...Array.from({ length: 11 }, () => 9)], (index) =>
    index < 60 ? 1 : 0,
  );
  const { scalars } = hourPicture(habit, judged(habit, 9));
  const taught = lived(Array.from({ length: 71 }, () => 9));
  const other = hourPicture(taught, judged(taught, 9));
  expect(scalars[SCALARS - 1] ?? 0).toBeGreaterThan((other.scalars[SCALARS - 1] ?? 0) - 0.3);
});

test('faster than usual is a negative rate', () => {
  const slow = lived(Array.from({ length: 60 }, () => 9));
  const last = slow.ring.at(-1)?.[0] ?? 0;
  const burst = [...slow.ring, ...[1, 2, 3, 4, 5, 6].map((hour): RingSession => [last + hour * 61, 0, 0, 0])];
  expect(hourPicture(slow, burst).scalars[0] ?? 0).toBeLessThan(-1);
});

test('an account with hardly a past has a picture, too', () => {
  const { rows, scalars } = hourPicture(emptyHoursHabit, [[MONDAY, 0, 0, 0]]);
  for (const each of [...rows, ...scalars]) expect(Number.isFinite(each)).toBe(true);
});
