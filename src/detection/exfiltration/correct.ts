import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { MAX_CALM } from './constants.ts';
import { type Calm, directionOf, type Kind, type StorageHabit, UPLOAD } from './habit.ts';
import { forgetStore } from './stores.ts';
import { teachHour } from './teach.ts';
import { trim } from './trim.ts';

export interface StorageVerdict {
  readonly verdict: 'expected' | 'intrusion';
  readonly fromMs: number;
  readonly toMs: number;
  readonly untilMs?: number;
}

/** Takes what an episode moved into the habit (`expected`), or out of it (`intrusion`). */
export function correctStorage(habit: StorageHabit, verdict: StorageVerdict): StorageHabit {
  return trim(verdict.verdict === 'expected' ? expected(habit, verdict) : intrusion(habit, verdict));
}

interface Moved {
  readonly store: number;
  readonly kind: Kind;
  readonly kilobytes: number;
}

/** The like stays quiet: for good, and the held hours teach; or until a day, and they do not. */
function expected(habit: StorageHabit, verdict: StorageVerdict): StorageHabit {
  const untilDay = verdict.untilMs === undefined ? 0 : Math.floor(verdict.untilMs / DAY_MS);
  const during = inHours(verdict);
  const hours = [...habit.held, ...habit.windows].filter((row) => during(row[2]));
  const moved: Moved[] = hours.map((row) => ({ store: row[0], kind: row[1], kilobytes: row[3] }));
  const inDays = (day: number): boolean => during(day * 24) || during(day * 24 + 23) || sameDay(day, verdict);
  for (const [day, store, upload] of habit.days)
    if (inDays(day)) moved.push({ store, kind: UPLOAD, kilobytes: upload });
  const calm = moved.reduce((rows, each) => quiet(rows, each, untilDay), habit.calm);
  const quieted = { ...habit, calm: calm.slice(-MAX_CALM) };
  if (untilDay !== 0) return quieted;
  const due = habit.held.filter((row) => during(row[2]));
  const released = { ...quieted, held: habit.held.filter((row) => !due.includes(row)) };
  const taught = due.reduce(teachHour, released);
  return {
    ...taught,
    windows: taught.windows.map((row) =>
      during(row[2]) ? [row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], 0] : row,
    ),
  };
}

/** One row a store and direction, with the largest that was moved. */
function quiet(rows: readonly Calm[], { store, kind, kilobytes }: Moved, untilDay: number): readonly Calm[] {
  const known = rows.find((row) => row[0] === store && directionOf(row[1]) === directionOf(kind));
  const row: Calm = [store, known?.[1] ?? kind, Math.max(kilobytes, known?.[2] ?? 0), untilDay];
  return [...rows.filter((other) => other !== known), row];
}

/** Hours, days, stores and tools that came with the intrusion leave the habit. */
function intrusion(habit: StorageHabit, verdict: StorageVerdict): StorageHabit {
  const during = inHours(verdict);
  const firstDay = Math.floor(verdict.fromMs / DAY_MS);
  const strangers = habit.stores.filter(
    ([, , first, last]) => first >= firstDay && last <= Math.floor(verdict.toMs / DAY_MS),
  );
  const purged: StorageHabit = {
    ...habit,
    windows: habit.windows.filter((row) => !during(row[2])),
    held: habit.held.filter((row) => !during(row[2])),
    days: habit.days.filter(([day, , , download]) => !sameDay(day, verdict) || download < 0),
    tools: habit.tools.filter((tool) => !(tool[2] >= firstDay && tool[3] === 0)),
  };
  return strangers.reduce((next, [id]) => forgetStore(next, id), purged);
}

function inHours({ fromMs, toMs }: StorageVerdict): (hour: number) => boolean {
  const first = Math.floor(fromMs / HOUR_MS);
  const last = Math.floor(toMs / HOUR_MS);
  return (hour) => hour >= first && hour <= last;
}

const sameDay = (day: number, { fromMs, toMs }: StorageVerdict): boolean =>
  day >= Math.floor(fromMs / DAY_MS) && day <= Math.floor(toMs / DAY_MS);
