import { MAX_CALM, MAX_RAISED, TRIM_BYTES } from './constants.ts';
import type { Day, StorageHabit } from './habit.ts';
import { makeRoom } from './held.ts';
import { forgetStore, idlestStore } from './stores.ts';
import { teachDays } from './teach.ts';

/** Keeps the state within its bytes: the picture's oldest days go first, then what waits, then what was said, then idle stores. */
export function trim(habit: StorageHabit): StorageHabit {
  let next = habit;
  if (next.raised.length > MAX_RAISED) next = { ...next, raised: next.raised.slice(-MAX_RAISED) };
  if (next.calm.length > MAX_CALM) next = { ...next, calm: next.calm.slice(-MAX_CALM) };
  if (boundOf(next) <= TRIM_BYTES) return next;
  for (let surplus = bytesOf(next) - TRIM_BYTES; surplus > 0; surplus = bytesOf(next) - TRIM_BYTES) {
    const smaller = shed(next, surplus);
    if (smaller === next) return next;
    next = smaller;
  }
  return next;
}

function shed(habit: StorageHabit, surplus: number): StorageHabit {
  const days = surplusDays(habit.days, surplus);
  const oldest = habit.days[days - 1];
  if (oldest !== undefined) {
    return { ...teachDays(habit, Math.max(habit.taughtDay, oldest[0])), days: habit.days.slice(days) };
  }
  if (habit.held.length > 0) return { ...habit, held: makeRoom(habit.held) };
  if (habit.raised.length > 1) return { ...habit, raised: habit.raised.slice(1) };
  return habit.stores.length === 1 ? habit : forgetStore(habit, idlestStore(habit));
}

/** How many of the oldest days hold so many bytes; all but one at most. */
function surplusDays(days: readonly Day[], surplus: number): number {
  let left = surplus;
  let count = 0;
  for (const day of days.slice(0, -1)) {
    if (left <= 0) break;
    left -= dayBytes(day);
    count += 1;
  }
  return count;
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
  for (const day of days) bytes += dayBytes(day);
  return bytes;
}

const dayBytes = ([day, store, upload, download]: Day): number =>
  6 + digits(day) + digits(store) + digits(upload) + digits(download);

function digits(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 10; rest /= 10) count += 1;
  return count;
}
