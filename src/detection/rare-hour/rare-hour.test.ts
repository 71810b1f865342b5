import { expect, test } from 'vitest';
import { hoursSession, type Person, startsOf } from '../../../test/support/hour-lives.ts';
import { emptyHoursHabit } from '../hours/habit.ts';
import { judgeHours, learnHours } from '../hours/hours.ts';

const START = Date.UTC(2026, 0, 5);
const owner: Person = { zone: 'Europe/Oslo', hours: [8, 9, 10, 11, 12, 13, 14, 15] };
const habitAfter = (count: number, person: Person = owner) =>
  startsOf(person, START, count, 1).reduce(
    (habit, startMs) => learnHours(habit, hoursSession(startMs)),
    emptyHoursHabit,
  );
/** A Wednesday in Oslo. */
const at = (hour: number): number => Date.UTC(2026, 6, 1, hour - 2, 30);

test('a session in the owner’s night is said once, as context', () => {
  const [finding] = judgeHours(habitAfter(90), hoursSession(at(3)));
  expect(finding).toMatchObject({
    detection: 'rare-hour',
    severity: 'info',
    evidence: { what: 'hour', value: '03:00' },
  });
  expect(finding?.summary).toContain('03:30 in Europe/Oslo');
});

test.each([
  ['at a usual hour', 90, at(10)],
  ['an hour beside the usual ones', 90, at(16)],
  ['of a young account', 30, at(3)],
])('a session %s says nothing', (_, count, startMs) => {
  expect(judgeHours(habitAfter(count), hoursSession(startMs))).toEqual([]);
});

test('nothing is rare for somebody round the clock', () => {
  const always = habitAfter(200, { zone: 'UTC', hours: Array.from({ length: 24 }, (_, hour) => hour), weekends: true });
  for (let hour = 0; hour < 24; hour += 1) expect(judgeHours(always, hoursSession(at(hour)))).toEqual([]);
});
