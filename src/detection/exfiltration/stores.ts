import { countsOf } from '../../statistics/log-histogram.ts';
import { label } from '../label.ts';
import { IDLE_DAYS, MAX_STORES, NAME_BYTES } from './constants.ts';
import type { StorageHabit, Store } from './habit.ts';

/** The habit with the store named in it, and its id. */
export function nameStore(habit: StorageHabit, service: string, day: number): { habit: StorageHabit; id: number } {
  const known = storeNamed(habit.stores, service) ?? storeNamed(habit.stores, label(service, NAME_BYTES));
  if (known !== undefined) {
    const [id, name, firstDay, lastDay, dayBytes] = known;
    if (day >= firstDay && day <= lastDay) return { habit, id };
    const seen: Store = [id, name, Math.min(day, firstDay), Math.max(day, lastDay), dayBytes];
    return { habit: { ...habit, stores: habit.stores.map((store) => (store === known ? seen : store)) }, id };
  }
  const roomy = habit.stores.length < MAX_STORES ? habit : forgetStore(habit, idlestStore(habit));
  const id = freeId(roomy.stores, 0);
  return { habit: { ...roomy, stores: [...roomy.stores, [id, label(service, NAME_BYTES), day, day, '']] }, id };
}

function storeNamed(stores: readonly Store[], name: string): Store | undefined {
  for (const store of stores) if (store[1] === name) return store;
  return undefined;
}

/** The store to forget: one that lay idle for a season, else the one that was used in the fewest hours, so that newcomers do not displace the habit. */
export function idlestStore(habit: StorageHabit): number {
  const idleBefore = Math.floor(habit.newestHour / 24) - IDLE_DAYS;
  const weight = ([id, , , lastDay]: Store): number =>
    lastDay < idleBefore ? lastDay - idleBefore : hoursAt(habit, id);
  const [idlest] = habit.stores
    .map((store) => ({ store, weight: weight(store) }))
    .toSorted(
      (one, other) => one.weight - other.weight || one.store[3] - other.store[3] || one.store[0] - other.store[0],
    );
  return idlest?.store[0] ?? 0;
}

function hoursAt(habit: StorageHabit, id: number): number {
  let hours = 0;
  for (const stream of habit.streams) {
    if (stream[0] === id) for (const count of countsOf(stream[4])) hours += count;
  }
  return hours;
}

export function freeId(rows: readonly (readonly [number, ...unknown[]])[], from: number): number {
  let id = from;
  while (rows.some((row) => row[0] === id)) id += 1;
  return id;
}

/** Everything that is known of a store, dropped. */
export function forgetStore(habit: StorageHabit, id: number): StorageHabit {
  return {
    ...habit,
    stores: habit.stores.filter(([store]) => store !== id),
    streams: habit.streams.filter(([store]) => store !== id),
    windows: habit.windows.filter(([store]) => store !== id),
    days: habit.days.filter(([, store]) => store !== id),
    held: habit.held.filter(([store]) => store !== id),
    raised: habit.raised.filter(([, store]) => store !== id),
    calm: habit.calm.filter(([store]) => store !== id),
  };
}
