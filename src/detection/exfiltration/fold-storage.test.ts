import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ATTACK_AT,
  aContext,
  GB,
  LIFE_BEGINS,
  live,
  loud,
  MB,
  officeLife,
  packedVolumes,
  series,
  storageAt,
} from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { correctStorage } from './correct.ts';
import { foldStorage } from './fold-storage.ts';
import { emptyStorageHabit, type StorageHabit } from './habit.ts';
import { migrateStorage } from './migrate.ts';

const bytesOf = (habit: StorageHabit): number => new TextEncoder().encode(JSON.stringify(habit)).length;
const MAX_BYTES = 1_400;

/** Anything that the schema lets through, and a little more. */
const hostile = fc
  .record({
    atMs: fc.oneof(
      fc.integer({ min: LIFE_BEGINS, max: LIFE_BEGINS + 60 * DAY_MS }),
      fc.integer({ min: LIFE_BEGINS, max: LIFE_BEGINS + 3 * HOUR_MS }),
    ),
    service: fc.oneof(
      fc.constantFrom(
        '__proto__',
        'constructor',
        'dropbox.com',
        'a'.repeat(253),
        '"'.repeat(200),
        '\u0000\u0001',
        '日本語'.repeat(60),
      ),
      fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
    ),
    operation: fc.constantFrom('upload', 'download', 'share', 'delete' as const),
    bytes: fc.option(fc.constantFrom(0, 1, 5_000, 40 * MB, 900 * GB, Number.MAX_SAFE_INTEGER), { nil: undefined }),
    count: fc.option(fc.constantFrom(0, 1, 70, Number.MAX_SAFE_INTEGER), { nil: undefined }),
    family: fc.constantFrom('Chrome', 'curl', 'OneDrive sync', '"'.repeat(300), '__proto__', '\u2028'.repeat(99)),
    automation: fc.boolean(),
    object: fc.option(fc.constantFrom('x.part1.rar', 'r1.zip', 'a'.repeat(1024)), { nil: undefined }),
    external: fc.boolean(),
  })
  .map(({ atMs, family, automation, bytes, count, object, operation, service, external }) => {
    const { bytes: _bytes, object: _object, ...plain } = storageAt(atMs, { service, operation, external });
    return {
      ...plain,
      client: { family, automation },
      ...(bytes === undefined ? {} : { bytes }),
      ...(count === undefined ? {} : { count }),
      ...(object === undefined ? {} : { object }),
    };
  });

describe('the habit', () => {
  test('stays within its bytes, in integers, whatever comes in whatever order, and never throws', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 250 }), (events) => {
        let habit = emptyStorageHabit;
        for (const event of events) {
          habit = foldStorage(habit, event, aContext({ networkSessions: 0 })).habit;
          expect(bytesOf(habit)).toBeLessThanOrEqual(MAX_BYTES);
        }
        expect(JSON.stringify(habit)).not.toMatch(/null|\d\.\d|e\+/);
        expect(migrateStorage(JSON.parse(JSON.stringify(habit)))).toEqual(habit);
      }),
      { numRuns: 60 },
    );
  });

  test('stays within its bytes for weeks of twelve stores and a hundred files a day', () => {
    const life = Array.from({ length: 12 }, (_, index) =>
      officeLife({
        seed: index,
        days: 30,
        perDay: 12,
        medianBytes: 10 ** (3 + (index % 7)),
        event: { service: `a-rather-long-store-name-${index}.example.com` },
      }),
    ).flat();
    const { habit, findings } = live(life.toSorted((one, other) => one.timeMs - other.timeMs));
    expect(findings.length).toBeLessThan(100);
    expect(bytesOf(habit)).toBeLessThanOrEqual(MAX_BYTES);
    expect(habit.streams.length).toBeGreaterThan(5);
  });

  test('is not changed by what it was given: the fold returns new data', () => {
    const { habit } = live(officeLife({ days: 20 }));
    const before = JSON.stringify(habit);
    live(packedVolumes(), aContext(), habit);
    expect(JSON.stringify(habit)).toBe(before);
  });

  test('counts the same in whatever order the events of an hour come', () => {
    const { habit } = live(officeLife({ days: 20 }));
    const hour = series(LIFE_BEGINS + 21 * DAY_MS, 9, 5 * MINUTE_MS, (index) => ({ bytes: (index + 1) * 100_000 }));
    fc.assert(
      fc.property(fc.shuffledSubarray(hour, { minLength: hour.length }), (shuffled) => {
        expect(live(shuffled, aContext(), habit).habit).toEqual(live(hour, aContext(), habit).habit);
      }),
      { numRuns: 30 },
    );
  });

  test('starts anew from what it cannot read', () => {
    for (const stored of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { version: 2 },
      { ...emptyStorageHabit, days: [[1.5, 0, 0, 0]] },
    ])
      expect(migrateStorage(stored)).toEqual(emptyStorageHabit);
  });
});

describe('protected learning', () => {
  const burst = packedVolumes(ATTACK_AT, 40);
  const later = (days: number) => officeLife({ days, fromMs: ATTACK_AT + DAY_MS - 9 * HOUR_MS, seed: 9 });
  const dropboxHours = (habit: StorageHabit): number => {
    const store = habit.stores.find(([, name]) => name === 'dropbox.com')?.[0];
    return habit.streams.filter(([id]) => id === store).length;
  };

  test('a burst does not teach for thirty days, then it does', () => {
    const soon = live([...officeLife(), ...burst, ...later(20)]).habit;
    expect(soon.held.length).toBeGreaterThan(0);
    expect(dropboxHours(soon)).toBe(0);
    const late = live([...officeLife(), ...burst, ...later(40)]).habit;
    expect(late.held).toEqual([]);
    expect(dropboxHours(late)).toBe(1);
  });

  test('so the same burst a week later alerts again', () => {
    const again = packedVolumes(ATTACK_AT + 7 * DAY_MS, 40);
    const found = loud(live([...officeLife(), ...burst, ...later(5), ...again]));
    expect(found.some(({ atMs }) => atMs >= ATTACK_AT + 7 * DAY_MS)).toBe(true);
  });

  test('poisoning: uploads that grow by a tenth each weekday are seen before they reach a gigabyte', () => {
    let bytes = 5 * MB;
    const growing = Array.from({ length: 80 }, (_, day) => {
      bytes *= 1.1;
      return storageAt(ATTACK_AT + day * DAY_MS, { service: 'mega.nz', bytes: Math.round(bytes) });
    });
    const everyDay = [...officeLife({ days: 160 }), ...growing].toSorted((one, other) => one.timeMs - other.timeMs);
    const [first] = loud(live(everyDay));
    expect(first).toBeDefined();
    expect((first?.atMs ?? 0) - ATTACK_AT).toBeLessThan(56 * DAY_MS);
  });
});

describe('the word of an admin', () => {
  const attack = live([...officeLife(), ...packedVolumes(ATTACK_AT, 40)]).habit;
  const span = {
    detections: ['upload-burst', 'new-destination'] as const,
    fromMs: ATTACK_AT,
    toMs: ATTACK_AT + HOUR_MS,
  };
  const again = (habit: StorageHabit, days: number) =>
    loud(live(packedVolumes(ATTACK_AT + days * DAY_MS, 40), aContext(), habit));

  test('expected for good: the like stays quiet, much more does not', () => {
    const habit = correctStorage(attack, { verdict: 'expected', ...span });
    expect(again(habit, 10)).toEqual([]);
    expect(again(habit, 200)).toEqual([]);
    const tenfold = packedVolumes(ATTACK_AT + 10 * DAY_MS, 40, { bytes: 20 * GB });
    expect(loud(live(tenfold, aContext(), habit)).length).toBeGreaterThan(0);
  });

  test('expected until a date: quiet until then', () => {
    const habit = correctStorage(attack, { verdict: 'expected', ...span, untilMs: ATTACK_AT + 14 * DAY_MS });
    expect(again(habit, 10)).toEqual([]);
    expect(again(habit, 20).length).toBeGreaterThan(0);
  });

  test('intrusion: its hours, days, store and tool are gone as if they had never been', () => {
    const habit = correctStorage(attack, { verdict: 'intrusion', ...span });
    expect(JSON.stringify(habit)).not.toMatch(/dropbox|curl/);
    expect(habit.held).toEqual([]);
    expect(again(habit, 1).length).toBeGreaterThan(0);
  });

  test('expected on an alert of something else says nothing of the uploads', () => {
    const journey = { ...span, detections: ['new-time-zone'] as const };
    expect(correctStorage(attack, { verdict: 'expected', ...journey })).toEqual(attack);
  });

  test('an expected leak over days stays quiet, and so does the store afterwards', () => {
    const leak = Array.from({ length: 14 }, (_, day) =>
      storageAt(ATTACK_AT + day * DAY_MS, { service: 'box.com', bytes: 150 * MB }),
    );
    const leaked = live([...officeLife(), ...leak.slice(0, 9)]);
    expect(loud(leaked).map(({ detection }) => detection)).toContain('upload-drip');
    const word = {
      verdict: 'expected',
      detections: ['upload-drip'],
      fromMs: ATTACK_AT,
      toMs: ATTACK_AT + 9 * DAY_MS,
    } as const;
    expect(loud(live(leak.slice(9), aContext(), correctStorage(leaked.habit, word)))).toEqual([]);
    const further = leak.map((event) => ({ ...event, timeMs: event.timeMs + 30 * DAY_MS }));
    expect(loud(live(further, aContext(), correctStorage(leaked.habit, word)))).toEqual([]);
  });

  test('either word leaves the state within its bytes and readable', () => {
    for (const verdict of ['expected', 'intrusion'] as const) {
      const habit = correctStorage(attack, { verdict, ...span });
      expect(bytesOf(habit)).toBeLessThanOrEqual(MAX_BYTES);
      expect(migrateStorage(JSON.parse(JSON.stringify(habit)))).toEqual(habit);
    }
  });
});
