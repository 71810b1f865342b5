import { MAX_CALM, MAX_RAISED, TRIM_BYTES } from './constants.ts';
import type { StorageHabit } from './habit.ts';
import { forgetStore } from './record.ts';
import { teachDays } from './teach.ts';

/** Keeps the state within its bytes: the picture's oldest days go first, then what waits, then what was said, then idle stores. */
export function trim(habit: StorageHabit): StorageHabit {
  let next = habit;
  if (next.raised.length > MAX_RAISED) next = { ...next, raised: next.raised.slice(-MAX_RAISED) };
  if (next.calm.length > MAX_CALM) next = { ...next, calm: next.calm.slice(-MAX_CALM) };
  if (boundOf(next) <= TRIM_BYTES) return next;
  while (bytesOf(next) > TRIM_BYTES) {
    const smaller = shed(next);
    if (smaller === next) return next;
    next = smaller;
  }
  return next;
}

function shed(habit: StorageHabit): StorageHabit {
  const [oldest] = habit.days;
  if (oldest !== undefined && habit.days.length > 1) {
    return { ...teachDays(habit, Math.max(habit.taughtDay, oldest[0])), days: habit.days.slice(1) };
  }
  if (habit.held.length > 0) return { ...habit, held: habit.held.slice(1) };
  if (habit.raised.length > 1) return { ...habit, raised: habit.raised.slice(1) };
  const [idlest] = habit.stores.toSorted((one, other) => one[3] - other[3] || one[0] - other[0]);
  return idlest === undefined || habit.stores.length === 1 ? habit : forgetStore(habit, idlest[0]);
}

const encoder = new TextEncoder();
const bytesOf = (habit: StorageHabit): number => encoder.encode(JSON.stringify(habit)).length;

/** The largest that a row of each kind can be, with its comma. */
const ROW_BYTES = { store: 65, tool: 40, stream: 50, window: 64, held: 35, raised: 36, calm: 26, fields: 125 } as const;

/** No less than the bytes of the state, without writing it out: the day rows, which are many, are counted digit by digit. */
function boundOf({ stores, tools, streams, windows, days, held, raised, calm }: StorageHabit): number {
  let bytes: number = ROW_BYTES.fields;
  bytes += stores.length * ROW_BYTES.store + tools.length * ROW_BYTES.tool + streams.length * ROW_BYTES.stream;
  bytes += windows.length * ROW_BYTES.window + held.length * ROW_BYTES.held + raised.length * ROW_BYTES.raised;
  bytes += calm.length * ROW_BYTES.calm;
  for (const [day, store, upload, download] of days)
    bytes += 6 + digits(day) + digits(store) + digits(upload) + digits(download);
  return bytes;
}

function digits(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 10; rest /= 10) count += 1;
  return count;
}
