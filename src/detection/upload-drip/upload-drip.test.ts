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
  series,
  storageAt,
} from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';

const drips = (lived: ReturnType<typeof live>) => loud(lived).filter(({ detection }) => detection === 'upload-drip');

/** Four files of about 40 MB a day for two weeks, by the usual browser. */
const leak = (service: string, bytes = 40 * MB) =>
  Array.from({ length: 14 }, (_, day) =>
    series(ATTACK_AT + day * DAY_MS, 4, 11 * MINUTE_MS, (index) => ({
      service,
      bytes: Math.round(bytes * (0.7 + 0.2 * ((day + index) % 4))),
      object: `notes-${day}-${index}.zip`,
    })),
  ).flat();

const merged = (...lives: ReturnType<typeof officeLife>[]) =>
  lives.flat().toSorted((one, other) => one.timeMs - other.timeMs);

describe('true cases', () => {
  test.each([0.2 * MB, MB, 5 * MB])(
    'two weeks of 160 MB a day to a new store, above files of %d bytes',
    (medianBytes) => {
      const [first] = drips(live(merged(officeLife({ medianBytes, days: 84 }), leak('mega.nz'))));
      expect(first?.atMs).toBeLessThan(ATTACK_AT + 12 * DAY_MS);
      expect(first?.summary).toMatch(
        /uploaded to mega.nz on \d+ days since 1\d August 2018, .* a day\. A busy day of this account moves/,
      );
    },
  );

  test('the same to a store that the account knows', () => {
    const life = officeLife({ days: 84, event: { service: 'dropbox.com' } });
    expect(drips(live(merged(life, leak('dropbox.com', 60 * MB)))).length).toBeGreaterThan(0);
  });

  test('days that come in any order within a day of each other make the same alert', () => {
    const events = merged(officeLife({ days: 84 }), leak('mega.nz'));
    const delayed = events
      .map((event, index) => ({ event, at: event.timeMs + (index % 10 === 0 ? 20 * HOUR_MS : 0) }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ event }) => event);
    expect(drips(live(delayed)).length).toBeGreaterThan(0);
  });

  const week = Array.from({ length: 5 }, (_, day) =>
    series(ATTACK_AT + day * DAY_MS, 20, 9 * MINUTE_MS, () => ({ bytes: 15 * MB })),
  ).flat();

  test('a working week to the usual store by a stranger: a client new to the account from a network that it hardly uses', () => {
    const lived = (context: Parameters<typeof aContext>[0]) =>
      drips(live(week, aContext(context), live(officeLife()).habit)).length;
    expect(lived({ networkSessions: 0, newNetwork: true, newClient: true })).toBeGreaterThan(0);
    expect(lived({ networkSessions: 0, newNetwork: true })).toBe(0);
    expect(lived({ newClient: true })).toBe(0);
  });

  test('a working week to the usual store by a tool that is new', () => {
    const byTool = week.map((event) => ({ ...event, client: { family: 'rclone', automation: true } }));
    expect(drips(live([...officeLife(), ...byTool])).length).toBeGreaterThan(0);
  });

  test('it is said a few times in two weeks, not every day', () => {
    expect(drips(live(merged(officeLife({ days: 84 }), leak('mega.nz')))).length).toBeLessThanOrEqual(4);
  });
});

describe('false cases', () => {
  test('twenty lives of a year, with ordinary and large files, in ordinary and in busy weeks', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const medianBytes = [0.2, 1, 5, 20][seed % 4] ?? 1;
      const life = officeLife({ seed, days: 365, perDay: 1 + (seed % 7), medianBytes: medianBytes * MB });
      expect(drips(live(life))).toEqual([]);
    }
  });

  test('a nightly backup that an account began with', () => {
    const nights = series(LIFE_BEGINS + HOUR_MS, 60, DAY_MS, () => ({
      service: 'backblaze.com',
      userAgent: 'restic/0.19',
      bytes: 6 * GB,
    }));
    expect(loud(live(merged(officeLife({ days: 60 }), nights)))).toEqual([]);
  });

  test('a sync client that fills the usual store from a new place for two weeks', () => {
    const folder = leak('sharepoint.com', 90 * MB).map((event) => ({
      ...event,
      client: { family: 'OneDrive sync', automation: false },
    }));
    const lived = live([...officeLife(), ...folder], aContext({ networkSessions: 0, newNetwork: true }));
    expect(loud(lived)).toEqual([]);
    expect(lived.findings.some(({ detection }) => detection === 'upload-drip')).toBe(true);
  });

  /** Ten times as much as files of `bytes` come to, on so many working days from a Monday on. */
  const busy = (days: number, bytes = MB) =>
    Array.from({ length: days }, (_, day) => day + 2 * Math.floor(day / 5)).flatMap((day) =>
      series(ATTACK_AT + day * DAY_MS, 20, 9 * MINUTE_MS, (index) => ({ bytes: (3 + 2 * (index % 9)) * bytes })),
    );

  test('the close of a quarter: a working week of ten times as much, to the usual store by the usual client', () => {
    for (let seed = 1; seed <= 8; seed++) expect(drips(live([...officeLife({ seed }), ...busy(5)]))).toEqual([]);
  });

  test('the same and an ordinary day behind it, which does not make the run longer', () => {
    const medianBytes = 5 * MB;
    const life = officeLife({ medianBytes });
    const week = busy(5, medianBytes);
    const ordinary = storageAt(ATTACK_AT + 5 * DAY_MS, { bytes: 12 * MB });
    expect(drips(live([...life, ...week, ordinary]))).toEqual([]);
    expect(drips(live([...life, ...busy(6, medianBytes)])).length).toBeGreaterThan(0);
  });

  test('small files every day to a new store', () => {
    expect(drips(live(merged(officeLife({ days: 84 }), leak('mega.nz', MB))))).toEqual([]);
  });
});
