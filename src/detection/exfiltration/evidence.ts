import type { BytesEvidence, NoveltyEvidence } from '../../domain/evidence.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { PICTURE_DAYS } from './constants.ts';
import type { Day, StorageHabit } from './habit.ts';
import type { Sighting, SizeJudgement } from './sighting.ts';

/** Names in evidence are cut: a hostile object name can be a kilobyte long. */
const SHOWN_CHARACTERS = 120;
const cut = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;

const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Bytes by UTC day and store up to the event, oldest first. `service` is the event's own store, whose name is known in full. */
export function dayRows(habit: StorageHabit, service: string, store: number): BytesEvidence['days'] {
  const names = new Map(habit.stores.map(([id, name]) => [id, name]));
  const rows: readonly Day[] = habit.days.slice(-PICTURE_DAYS);
  return rows.map(([day, id, upload, download]) => ({
    day: isoDay(day),
    service: id === store ? cut(service) : (names.get(id) ?? 'unknown'),
    uploadBytes: upload * 1000,
    downloadBytes: download * 1000,
  }));
}

export function bytesEvidence(sighting: Sighting, size: SizeJudgement): BytesEvidence {
  const { event, totals, habit, transfer } = sighting;
  return {
    kind: 'bytes',
    service: cut(event.service),
    operation: event.operation,
    windowMinutes: Math.max(1, Math.ceil((totals.lastMs - totals.firstMs) / MINUTE_MS)),
    bytes: totals.kilobytes * 1000,
    count: totals.count,
    usualBytes: size.busyKilobytes() * 1000,
    usualCount: size.busyCount(),
    days: dayRows(habit, event.service, transfer.store),
    client: clientWords(sighting),
    ...(event.object === undefined ? {} : { objects: [cut(event.object)] }),
  };
}

export function clientWords({ event }: Sighting): string {
  const { family, os } = event.client;
  return cut(os === undefined ? family : `${family} on ${os}`);
}

export function noveltyEvidence(sighting: Sighting, what: NoveltyEvidence['what'], value: string): NoveltyEvidence {
  const { habit, context, event, transfer } = sighting;
  const usual =
    what === 'tool'
      ? habit.tools.filter(([id, , , hours]) => id !== transfer.tool && hours > 0).map(([, name]) => name)
      : habit.stores.filter(([id]) => id !== transfer.store).map(([, name]) => name);
  return {
    kind: 'novelty',
    what,
    value: cut(value),
    usual,
    fingerprint: context.fingerprint,
    sessionStart: new Date(context.sessionStartMs).toISOString(),
    ...(event.object === undefined ? {} : { objects: [cut(event.object)] }),
  };
}
