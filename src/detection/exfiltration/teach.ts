import { addToLogHistogram } from '../../statistics/log-histogram.ts';
import {
  BYTES_SCALE,
  COUNT_SCALE,
  DRIP_MEMORY_DAYS,
  HELD_DAYS,
  HOLD_NATS,
  MAX_DAYS,
  MAX_STREAMS,
  MAX_WINDOWS,
  PICTURE_DAYS,
  SETTLE_HOURS,
} from './constants.ts';
import type { Held, HourWindow, StorageHabit, Stream } from './habit.ts';
import { hold } from './held.ts';

/** One hour's totals taken into the habit of its store, direction and handler. */
export function teachHour(habit: StorageHabit, [store, kind, hour, kilobytes, count, tool]: Held): StorageHabit {
  const day = Math.floor(hour / 24);
  const index = habit.streams.findIndex((stream) => stream[0] === store && stream[1] === kind);
  const [, , lastDay, bytes, counts] = habit.streams[index] ?? [store, kind, day, '', ''];
  const taught: Stream = [
    store,
    kind,
    Math.max(day, lastDay),
    kilobytes === 0 ? bytes : addToLogHistogram(bytes, kilobytes, BYTES_SCALE),
    addToLogHistogram(counts, count, COUNT_SCALE),
  ];
  const streams = index < 0 ? [...roomForStream(habit.streams), taught] : habit.streams.with(index, taught);
  const tools =
    tool === 0
      ? habit.tools
      : habit.tools.map((row) =>
          row[0] === tool ? ([row[0], row[1], row[2], Math.min(99, row[3] + 1)] as const) : row,
        );
  return { ...habit, streams, tools };
}

function roomForStream(streams: readonly Stream[]): readonly Stream[] {
  if (streams.length < MAX_STREAMS) return streams;
  const [idlest] = streams.toSorted((one, other) => one[2] - other[2]);
  return streams.filter((stream) => stream !== idlest);
}

const heldOf = (window: HourWindow): Held => [window[0], window[1], window[2], window[3], window[4], window[9]];

/**
 * Closes what is too old to change: ordinary hours teach, suspicious ones wait, and those that waited long enough teach.
 * The hour that was just counted in stays open however old it is, so that a burst that comes late in one piece is seen whole.
 */
export function settle(habit: StorageHabit, countedHour: number): StorageHabit {
  return settleDays(settleHeld(settleWindows(habit, countedHour)));
}

function settleWindows(habit: StorageHabit, countedHour: number): StorageHabit {
  const oldest = habit.newestHour - SETTLE_HOURS;
  const surplus = habit.windows.length - MAX_WINDOWS;
  const age = (window: HourWindow): number => (window[2] === countedHour ? Number.MAX_SAFE_INTEGER : window[2]);
  const isOpen = (window: HourWindow): boolean => window[2] >= oldest || window[2] === countedHour;
  if (surplus <= 0 && habit.windows.every(isOpen)) return habit;
  const byAge = surplus > 0 ? habit.windows.toSorted((one, other) => age(one) - age(other)) : habit.windows;
  let next: StorageHabit = {
    ...habit,
    windows: byAge.filter((window, index) => index >= surplus && isOpen(window)),
  };
  for (const [index, window] of byAge.entries()) {
    if (index >= surplus && isOpen(window)) continue;
    next =
      window[10] >= HOLD_NATS ? { ...next, held: hold(next.held, heldOf(window)) } : teachHour(next, heldOf(window));
  }
  return next;
}

function settleHeld(habit: StorageHabit): StorageHabit {
  const oldest = habit.newestHour - 24 * HELD_DAYS;
  const due = habit.held.filter((held) => held[2] < oldest);
  if (due.length === 0) return habit;
  return due.reduce(teachHour, { ...habit, held: habit.held.filter((held) => held[2] >= oldest) });
}

function settleDays(habit: StorageHabit): StorageHabit {
  const newestDay = Math.floor(habit.newestHour / 24);
  const [first] = habit.days;
  if (first === undefined) return habit;
  const crowded = habit.days.length > MAX_DAYS;
  const boundary = Math.max(newestDay - DRIP_MEMORY_DAYS, crowded ? first[0] : 0);
  const taught = boundary > habit.taughtDay ? teachDays(habit, boundary) : habit;
  const days = taught.days.filter(([day], index) => day > newestDay - PICTURE_DAYS && !(crowded && index === 0));
  return days.length === taught.days.length ? taught : { ...taught, days };
}

/** Takes the uploads of days up to `boundary` that have not taught yet into the habit of their stores. */
export function teachDays(habit: StorageHabit, boundary: number): StorageHabit {
  const due = habit.days.filter(([day, , upload]) => day > habit.taughtDay && day <= boundary && upload > 0);
  if (due.length === 0 && !habit.days.some(([day]) => day > habit.taughtDay && day <= boundary)) return habit;
  const stores = habit.stores.map((store) => {
    const mine = due.filter(([, id]) => id === store[0]);
    if (mine.length === 0) return store;
    const dayBytes = mine.reduce(
      (histogram, [, , upload]) => addToLogHistogram(histogram, upload, BYTES_SCALE),
      store[4],
    );
    return [store[0], store[1], store[2], store[3], dayBytes] as const;
  });
  return { ...habit, stores, taughtDay: boundary };
}
