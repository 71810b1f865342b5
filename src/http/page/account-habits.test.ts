import { describe, expect, it } from 'vitest';
import { BYTES_SCALE, COUNT_SCALE } from '../../detection/exfiltration/constants.ts';
import { DOWNLOAD, emptyStorageHabit, kindOf, PERSON, TOOL, UPLOAD } from '../../detection/exfiltration/habit.ts';
import { emptyHoursHabit } from '../../detection/hours/habit.ts';
import { addToLogHistogram } from '../../statistics/log-histogram.ts';
import { busyHours, hoursOfWeek } from './account-habits.ts';

describe('what an account page says of habits', () => {
  it('tells weekdays from weekends', () => {
    const counts = Array.from({ length: 48 }, (_, cell) => cell * 1_000);
    const { weekdayHours, weekendHours } = hoursOfWeek({ ...emptyHoursHabit, counts });
    expect(weekdayHours?.[8]).toBe(8);
    expect(weekendHours?.[8]).toBe(32);
    expect([weekdayHours?.length, weekendHours?.length]).toEqual([24, 24]);
  });

  it('tells the hours by the clock by which they were read', () => {
    expect(hoursOfWeek({ ...emptyHoursHabit, clock: ['Europe/Oslo', 'nyc', 900] }).hoursZone).toBe('Europe/Oslo');
    expect(hoursOfWeek(emptyHoursHabit)).not.toHaveProperty('hoursZone');
  });

  it('gives a busy hour of each store and direction, people and tools together', () => {
    const bytes = (kilobytes: number) => addToLogHistogram('', kilobytes, BYTES_SCALE);
    const few = addToLogHistogram('', 3, COUNT_SCALE);
    const busy = busyHours({
      ...emptyStorageHabit,
      stores: [
        [1, 'sharepoint.com', 0, 9, ''],
        [2, 'dropbox.com', 0, 9, ''],
      ],
      streams: [
        [1, kindOf(UPLOAD, PERSON), 9, bytes(1_000), few],
        [1, kindOf(UPLOAD, TOOL), 9, bytes(1_000), few],
        [2, kindOf(DOWNLOAD, PERSON), 9, bytes(900_000), few],
        [7, kindOf(DOWNLOAD, PERSON), 9, bytes(5), few],
      ],
    });
    expect(busy.map(({ service, operation }) => `${operation} ${service}`)).toEqual([
      'download dropbox.com',
      'upload sharepoint.com',
    ]);
    expect(busy[0]?.usualBytes).toBeGreaterThan(200e6);
    expect(busy[0]?.usualBytes).toBeLessThan(4_000e6);
  });
});
