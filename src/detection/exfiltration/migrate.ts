import * as v from 'valibot';
import { emptyStorageHabit, type StorageHabit } from './habit.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(64));
const histogram = v.pipe(v.string(), v.regex(/^[0-9a-z]{0,20}$/));

const Stored = v.object({
  version: v.literal(1),
  newestHour: whole,
  stores: v.array(v.tuple([whole, name, whole, whole, histogram])),
  tools: v.array(v.tuple([whole, name, whole, whole])),
  streams: v.array(v.tuple([whole, whole, whole, histogram, histogram])),
  windows: v.array(v.tuple([whole, whole, whole, whole, whole, whole, whole, whole, whole, whole, whole])),
  days: v.array(v.tuple([whole, whole, whole, whole])),
  taughtDay: whole,
  held: v.array(v.tuple([whole, whole, whole, whole, whole, whole])),
  raised: v.array(v.tuple([whole, whole, whole, whole, whole])),
  calm: v.array(v.tuple([whole, whole, whole, whole])),
});

/** Reads what this or an older version wrote; anything unreadable starts anew. */
export function migrateStorage(stored: unknown): StorageHabit {
  const read = v.safeParse(Stored, stored);
  return read.success ? read.output : emptyStorageHabit;
}
