import type { AccountView, StoreHabit } from '../../dashboard/index.ts';
import { BYTES_SCALE, COUNT_SCALE } from '../../detection/exfiltration/constants.ts';
import type { StorageHabit } from '../../detection/exfiltration/habit.ts';
import { directionOf, type Stream } from '../../detection/exfiltration/habit.ts';
import { COUNT_SCALE as SESSION_COUNT } from '../../detection/hours/constants.ts';
import type { HoursHabit } from '../../detection/hours/habit.ts';
import { OPERATIONS } from '../../domain/event.ts';
import { logQuantile } from '../../statistics/log-histogram.ts';

const HOURS_A_DAY = 24;

/** The habit's week cells are hours 0 to 23 of a weekday, then those of a weekend day; in sessions, of which those of long ago count less. */
export function hoursOfWeek({
  counts,
  clock,
}: HoursHabit): Pick<AccountView, 'hoursZone' | 'weekdayHours' | 'weekendHours'> {
  const sessions = counts.map((thousandths) => thousandths / SESSION_COUNT);
  return {
    ...(clock !== undefined && { hoursZone: clock[0] }),
    weekdayHours: sessions.slice(0, HOURS_A_DAY),
    weekendHours: sessions.slice(HOURS_A_DAY, 2 * HOURS_A_DAY),
  };
}

/** 19 of 20 hours are smaller: what the findings call a busy hour. */
const BUSY_QUANTILE = 0.95;
const KILOBYTE = 1_000;

/** A busy hour of each store and direction, whoever handles it; the largest first. */
export function busyHours({ stores, streams }: StorageHabit): StoreHabit[] {
  const names = new Map(stores.map(([id, name]) => [id, name]));
  const together = new Map<string, Stream[]>();
  for (const stream of streams) {
    const key = `${stream[0]} ${directionOf(stream[1])}`;
    together.set(key, [...(together.get(key) ?? []), stream]);
  }
  return [...together.values()]
    .flatMap((ofOne) => {
      const [store, kind] = ofOne[0] ?? [];
      const service = store === undefined ? undefined : names.get(store);
      if (service === undefined || kind === undefined) return [];
      const operation = OPERATIONS[directionOf(kind)] ?? 'other';
      const bytes = ofOne.map(([, , , hourBytes]) => hourBytes);
      const counts = ofOne.map(([, , , , hourCounts]) => hourCounts);
      const usualBytes = Math.round(logQuantile(bytes, BUSY_QUANTILE, BYTES_SCALE)) * KILOBYTE;
      return [
        { service, operation, usualBytes, usualCount: Math.round(logQuantile(counts, BUSY_QUANTILE, COUNT_SCALE)) },
      ];
    })
    .toSorted((one, other) => other.usualBytes - one.usualBytes);
}
