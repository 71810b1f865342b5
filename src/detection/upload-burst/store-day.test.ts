import { describe, expect, test } from 'vitest';
import { ATTACK_AT, aContext, live, loud, MB, officeLife, series } from '../../../test/support/storage-lives.ts';
import type { EnrichedStorage } from '../../domain/enriched-event.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { HOLD_NATS } from '../exfiltration/constants.ts';
import type { StorageHabit } from '../exfiltration/habit.ts';
import { countInDay, countInWindow, readTransfer } from '../exfiltration/record.ts';
import { look, totalsAround } from '../exfiltration/sighting.ts';
import { storeDay } from './store-day.ts';

const burstsOf = (lived: ReturnType<typeof live>) =>
  lived.findings.filter(({ detection, atMs }) => detection === 'upload-burst' && atMs >= ATTACK_AT);

/** The day of the last of the events, as the detection sees it. */
function dayOf(habit: StorageHabit, events: readonly EnrichedStorage[]) {
  const last = events.at(-1);
  const lived = live(events.slice(0, -1), aContext(), habit).habit;
  const read = last === undefined ? undefined : readTransfer(lived, last);
  if (last === undefined || read === undefined) throw new Error('an upload expected');
  const { windows, index } = countInWindow(read.habit.windows, read.transfer, last.object);
  const counted = { ...read.habit, windows, days: countInDay(read.habit.days, read.transfer) };
  const window = windows[index];
  if (window === undefined) throw new Error('a window expected');
  return storeDay(look(counted, last, aContext(), read.transfer, totalsAround(windows, window)));
}

describe('to the store of every day', () => {
  /** 480 MB in 24 minutes, four times a day. */
  const pieces = [0, 3, 6, 9].flatMap((hours) =>
    series(ATTACK_AT + hours * HOUR_MS, 24, MINUTE_MS, () => ({ bytes: 20 * MB })),
  );

  test('a gigabyte in pieces of less than half is told as a gigabyte', () => {
    const lived = live([...officeLife({ medianBytes: 0.2 * MB }), ...pieces]);
    const [first] = loud(lived);
    expect(first?.detection).toBe('upload-burst');
    expect(first?.summary).toMatch(/1.1 GB there on that day, a busy day of this account moves/);
    expect(first?.evidence).toMatchObject({ kind: 'bytes', windowMinutes: 1440, bytes: 1_120 * MB, count: 56 });
  });

  test('the first of the pieces wakes nobody', () => {
    expect(loud(live([...officeLife({ medianBytes: 0.2 * MB }), ...pieces.slice(0, 24)]))).toEqual([]);
  });

  test('two films are believed where they are the first of a gigabyte, and wait all the same before they teach', () => {
    const films = series(ATTACK_AT, 2, 20 * MINUTE_MS, (index) => ({ bytes: 1_000 * MB, object: `film-${index}.mp4` }));
    const lived = live([...officeLife(), ...films]);
    expect(loud(lived)).toEqual([]);
    expect(burstsOf(lived).length).toBeGreaterThan(0);
    expect(Math.max(...lived.habit.windows.map((window) => window[10]))).toBeGreaterThan(HOLD_NATS);
  });

  test('what is believed with nothing said waits before it teaches', () => {
    const photographs = series(ATTACK_AT, 10, MINUTE_MS, () => ({ bytes: 40 * MB }));
    const lived = live([...officeLife({ medianBytes: 3 * MB, seed: 2 }), ...photographs]);
    expect(burstsOf(lived)).toEqual([]);
    expect(Math.max(...lived.habit.windows.map((window) => window[10]))).toBeGreaterThanOrEqual(HOLD_NATS);
  });
});

describe('to a new store', () => {
  const sent = (count: number, bytes: number, gapMs: number) =>
    series(ATTACK_AT, count, gapMs, (index) => ({
      service: 'box.com',
      bytes,
      object: `a${'!'.repeat(index % 9)}.docx`,
    }));

  test('a day that grows is told again, with what left on it', () => {
    const lived = live([...officeLife({ medianBytes: 3 * MB }), ...sent(120, 40 * MB, 6 * MINUTE_MS)]);
    const told = burstsOf(lived).flatMap(({ evidence }) => (evidence.kind === 'bytes' ? [evidence.bytes] : []));
    expect(Math.max(...told)).toBeGreaterThanOrEqual(4_000 * MB);
  });

  test('a sync client spreads over hours whatever it copies', () => {
    const folder = sent(90, 20 * MB, 5 * MINUTE_MS);
    const copied = folder.map((event) => ({ ...event, client: { family: 'Dropbox Desktop', automation: false } }));
    expect(loud(live([...officeLife({ medianBytes: 3 * MB }), ...copied]))).toEqual([]);
    expect(loud(live([...officeLife({ medianBytes: 3 * MB }), ...folder]))).not.toEqual([]);
  });

  test('a day like the others of the account says nothing, however many its files', () => {
    const { habit } = live(officeLife({ medianBytes: 150 * MB, perDay: 12 }));
    expect(dayOf(habit, sent(24, 50 * MB, MINUTE_MS))).toBeUndefined();
    expect(dayOf(live(officeLife()).habit, sent(24, 50 * MB, MINUTE_MS))).toMatchObject({ kilobytes: 1_200_000 });
  });
});

test('a gigabyte on two days is none on one', () => {
  const morning = series(ATTACK_AT, 24, MINUTE_MS, () => ({ bytes: 20 * MB }));
  const nextDay = morning.map((event) => ({ ...event, timeMs: event.timeMs + DAY_MS }));
  expect(loud(live([...officeLife({ medianBytes: 0.2 * MB }), ...morning, ...nextDay]))).toEqual([]);
});
