import type { BytesEvidence } from '../../domain/evidence.ts';
import { DAY_MS } from '../../domain/time.ts';
import { positive } from './svg.ts';

/** Bytes by UTC day and store, in the direction that the evidence speaks of. */

export interface StoreDay {
  readonly service: string;
  readonly bytes: number;
}
export interface ByteDay {
  /** yyyy-mm-dd */
  readonly day: string;
  /** The store of the evidence first, then the others by bytes. */
  readonly stores: readonly StoreDay[];
}

/** The picture ends at the newest day and holds so many at most. */
export const MOST_DAYS = 30;

const dayMs = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
const dayName = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Every day from the oldest to the newest, those without traffic included. Days that are no dates are left out. */
export function byteDays(evidence: BytesEvidence): ByteDay[] {
  const byDay = new Map<string, Map<string, number>>();
  for (const entry of evidence.days) {
    const atMs = dayMs(entry.day);
    if (Number.isNaN(atMs)) continue;
    const stores = byDay.get(dayName(atMs)) ?? new Map<string, number>();
    const bytes = bytesOf(evidence.operation, entry.uploadBytes, entry.downloadBytes);
    stores.set(entry.service, (stores.get(entry.service) ?? 0) + bytes);
    byDay.set(dayName(atMs), stores);
  }
  const days = [...byDay.keys()].toSorted();
  const newest = days.at(-1);
  if (newest === undefined) return [];
  const lastMs = dayMs(newest);
  const firstMs = Math.max(dayMs(days[0] ?? newest), lastMs - (MOST_DAYS - 1) * DAY_MS);
  const count = Math.round((lastMs - firstMs) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = dayName(firstMs + index * DAY_MS);
    return { day, stores: inOrder(byDay.get(day), evidence.service) };
  });
}

function bytesOf(operation: string, upload: number, download: number): number {
  if (operation === 'upload') return positive(upload);
  if (operation === 'download') return positive(download);
  return positive(upload) + positive(download);
}

function inOrder(stores: ReadonlyMap<string, number> | undefined, first: string): StoreDay[] {
  return [...(stores ?? [])]
    .map(([service, bytes]) => ({ service, bytes }))
    .filter(({ bytes }) => bytes > 0)
    .toSorted(
      (one, other) => Number(other.service === first) - Number(one.service === first) || other.bytes - one.bytes,
    );
}
