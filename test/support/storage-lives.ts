import type { FindingDraft } from '../../src/detection/detection.ts';
import type { StorageContext } from '../../src/detection/exfiltration/context.ts';
import { foldStorage } from '../../src/detection/exfiltration/fold-storage.ts';
import { emptyStorageHabit, type StorageHabit } from '../../src/detection/exfiltration/habit.ts';
import type { EnrichedStorage } from '../../src/domain/enriched-event.ts';
import type { StorageEvent } from '../../src/domain/event.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../../src/domain/settings.ts';
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { anUpload, enriched } from './events.ts';

/** Lives with cloud stores, for tests of the storage detections: the same numbers every time, with sizes spread as real ones are. */

export const MB = 1_000_000;
export const GB = 1_000_000_000;
/** Monday 4 June 2018, 00:00 UTC. */
export const LIFE_BEGINS = Date.parse('2018-06-04T00:00:00Z');
/** Where the attacks of these tests begin: a Monday, 70 days later, 09:00 UTC. */
export const ATTACK_AT = LIFE_BEGINS + 70 * DAY_MS + 9 * HOUR_MS;

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal by Box and Muller. */
export const normalFrom = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export interface Life {
  readonly days?: number;
  readonly medianBytes?: number;
  readonly spread?: number;
  readonly perDay?: number;
  readonly seed?: number;
  readonly fromMs?: number;
  readonly event?: Partial<StorageEvent>;
}

export const storageAt = (atMs: number, event: Partial<StorageEvent> = {}): EnrichedStorage =>
  enriched(anUpload({ ...event, time: formatInstant(atMs) }));

/** Weekdays of an office worker: some uploads and twice as many downloads between 08:00 and 15:00 UTC. */
export function officeLife(life: Life = {}): EnrichedStorage[] {
  const { days = 70, medianBytes = MB, spread = 1.4, perDay = 4, seed = 1, fromMs = LIFE_BEGINS, event = {} } = life;
  const random = randomFrom(seed);
  const events: EnrichedStorage[] = [];
  for (let day = 0; day < days; day++) {
    if (day % 7 >= 5) continue;
    for (let index = 0; index < perDay; index++) {
      const atMs = fromMs + day * DAY_MS + (8 + 7 * random()) * HOUR_MS;
      const bytes = Math.round(medianBytes * Math.exp(spread * normalFrom(random)));
      events.push(storageAt(atMs, { operation: index % 3 === 0 ? 'upload' : 'download', bytes, ...event }));
    }
  }
  return events.toSorted((one, other) => one.timeMs - other.timeMs);
}

/** `count` events of one kind, `gapMs` apart; object names carry their number. */
export function series(
  fromMs: number,
  count: number,
  gapMs: number,
  make: (index: number) => Partial<StorageEvent>,
): EnrichedStorage[] {
  return Array.from({ length: count }, (_, index) => storageAt(fromMs + index * gapMs, make(index)));
}

/** The model case: volumes of 100 MB to a store that the account never used, by curl, one a minute. */
export const packedVolumes = (fromMs: number = ATTACK_AT, count = 40, event: Partial<StorageEvent> = {}) =>
  series(fromMs, count, MINUTE_MS, (index) => ({
    service: 'dropbox.com',
    userAgent: 'curl/7.61.0',
    bytes: 100 * MB + index,
    object: `ss.part${index + 1}.rar`,
    ...event,
  }));

export function aContext(overrides: Partial<StorageContext> = {}): StorageContext {
  return {
    settings: DEFAULT_DETECTION_SETTINGS,
    fingerprint: { network: 'Example Broadband NO AS64496', client: 'Chrome, Windows' },
    fingerprintFirstMs: LIFE_BEGINS,
    fingerprintSessions: 50,
    accountFirstMs: LIFE_BEGINS,
    accountSessions: 60,
    networkSessions: 58,
    newNetwork: false,
    newClient: false,
    sessionStartMs: ATTACK_AT,
    suspicion: [],
    episodeSuspicion: [],
    homeZone: 'Europe/Oslo',
    ...overrides,
  };
}

export interface Lived {
  readonly habit: StorageHabit;
  readonly findings: readonly (FindingDraft & { readonly atMs: number; readonly eventNumber: number })[];
}

/** Folds events in the order given. */
export function live(
  events: readonly EnrichedStorage[],
  context: StorageContext = aContext(),
  habit: StorageHabit = emptyStorageHabit,
): Lived {
  let next = habit;
  const findings: Lived['findings'][number][] = [];
  for (const [eventNumber, event] of events.entries()) {
    const folded = foldStorage(next, event, context);
    next = folded.habit;
    for (const finding of folded.findings) findings.push({ ...finding, atMs: event.timeMs, eventNumber });
  }
  return { habit: next, findings };
}

export const loud = ({ findings }: Lived): Lived['findings'] =>
  findings.filter(({ severity }) => severity !== 'info' && severity !== 'low');
