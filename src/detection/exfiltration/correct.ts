import type { DetectionId } from '../../domain/finding.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { HOLD_NATS, MAX_CALM } from './constants.ts';
import { type Calm, directionOf, type HourWindow, type Kind, type StorageHabit, UPLOAD } from './habit.ts';
import { forgetStore } from './stores.ts';
import { teachHour } from './teach.ts';
import { trim } from './trim.ts';

export interface StorageVerdict {
  readonly verdict: 'expected' | 'intrusion';
  /** What the alert's findings were. A journey that is expected says nothing of the uploads on it. */
  readonly detections: readonly DetectionId[];
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

/** Detections that judge single hours. */
const OF_HOURS: ReadonlySet<DetectionId> = new Set([
  'upload-burst',
  'mass-download',
  'external-share',
  'takeover-then-exfiltration',
]);

/** The like stays quiet: for good, and the held hours teach; or until a day, and they do not. */
function expected(habit: StorageHabit, verdict: StorageVerdict): StorageHabit {
  const ofHours = verdict.detections.some((detection) => OF_HOURS.has(detection));
  const ofDays = verdict.detections.includes('upload-drip');
  if (!ofHours && !ofDays) return habit;
  const untilDay = verdict.untilMs === undefined ? 0 : Math.floor(verdict.untilMs / DAY_MS);
  const during = inHours(verdict);
  const held = habit.held.filter((row) => ofHours && during(row[2]));
  const open = habit.windows.filter((row) => ofHours && during(row[2]) && row[10] >= HOLD_NATS);
  const days = habit.days.filter(([day]) => ofDays && sameDay(day, verdict));
  const moved: Moved[] = [
    ...[...held, ...open].map((row) => ({ store: row[0], kind: row[1], kilobytes: row[3] })),
    ...days.map(([, store, upload]) => ({ store, kind: UPLOAD, kilobytes: upload })),
  ];
  // What moved most is kept where there is no room for all.
  const calm = moved
    .toSorted((one, other) => one.kilobytes - other.kilobytes)
    .reduce((rows, each) => quiet(rows, each, untilDay), habit.calm);
  const quieted = { ...habit, calm: calm.slice(-MAX_CALM) };
  if (untilDay !== 0) return quieted;
  const released = { ...quieted, held: habit.held.filter((row) => !held.includes(row)) };
  const taught = held.reduce(teachHour, released);
  return { ...taught, windows: taught.windows.map((row) => (open.includes(row) ? cleared(row) : row)) };
}

/** The window without its judgement, so that it teaches like any other. */
function cleared(row: HourWindow): HourWindow {
  const [store, kind, hour, kilobytes, count, first, last, volumes, volumeKilobytes, tool] = row;
  return [store, kind, hour, kilobytes, count, first, last, volumes, volumeKilobytes, tool, 0];
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
    days: habit.days.filter(([day]) => !sameDay(day, verdict)),
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
