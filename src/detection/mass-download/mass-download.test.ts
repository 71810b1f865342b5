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
} from '../../../test/support/storage-lives.ts';
import type { EnrichedStorage } from '../../domain/enriched-event.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';

const found = (events: readonly EnrichedStorage[], context = aContext()) =>
  loud(live([...officeLife(), ...events], context)).filter(({ detection }) => detection === 'mass-download');

const grab = (count: number, bytes: number) =>
  series(ATTACK_AT, count, 3_000, (index) => ({ operation: 'download', bytes, object: `client-${index}.pdf` }));
const bySyncClient = (events: readonly EnrichedStorage[]) =>
  events.map((event) => ({ ...event, client: { family: 'OneDrive sync', automation: false } }));

describe('true cases', () => {
  test('six hundred objects in half an hour, small as they are', () => {
    const [first] = found(grab(600, 0.3 * MB));
    expect(first?.summary).toMatch(
      /in \d+ downloads from sharepoint.com in \d+ minutes?; a busy hour of this account moves \d+ objects?/,
    );
  });

  test('a folder is graver by a network that the account hardly uses, or where a stranger was about', () => {
    const gravest = (context: Parameters<typeof aContext>[0]) =>
      found(grab(150, 0.3 * MB), aContext(context)).map(({ severity }) => severity);
    const suspicion = [
      { detection: 'impossible-travel', severity: 'high', timeMs: ATTACK_AT - 60_000, summary: 'two far logins' },
    ] as const;
    expect(gravest({})).toEqual(['medium']);
    expect(gravest({ networkSessions: 0, newNetwork: true })).toContain('high');
    expect(gravest({ suspicion })).toContain('high');
  });

  test('many gigabytes in a few objects', () => {
    expect(found(grab(20, 30 * GB)).length).toBeGreaterThan(0);
  });

  test('one event that counts for hundreds', () => {
    const [event] = grab(1, 900 * MB);
    expect(event).toBeDefined();
    expect(found(event === undefined ? [] : [{ ...event, count: 800 }]).length).toBeGreaterThan(0);
  });

  test('a sync client in a data centre, or in a suspicious session', () => {
    const away = bySyncClient(grab(400, MB)).map((event) => ({
      ...event,
      network: { asn: 64_500, kind: 'hosting' as const },
    }));
    expect(found(away, aContext({ networkSessions: 0 })).length).toBeGreaterThan(0);
    const suspicion = [
      { detection: 'impossible-travel', severity: 'high', timeMs: ATTACK_AT - 60_000, summary: 'two far logins' },
    ] as const;
    expect(found(bySyncClient(grab(400, MB)), aContext({ suspicion })).length).toBeGreaterThan(0);
  });
});

describe('false cases', () => {
  test('a sync client that fills a new laptop is written down at low', () => {
    const lived = live([...officeLife(), ...bySyncClient(grab(250, MB))]);
    expect(loud(lived)).toEqual([]);
    expect(lived.findings.some(({ detection, severity }) => detection === 'mass-download' && severity === 'low')).toBe(
      true,
    );
  });

  test('a busy afternoon: thirty files', () => {
    expect(found(grab(30, 2 * MB))).toEqual([]);
  });

  test("a month's invoices in one hour, every month among many ordinary hours", () => {
    const month = 28 * DAY_MS;
    const invoices = Array.from({ length: 14 }, (_, at) =>
      series(LIFE_BEGINS + at * month + 13 * HOUR_MS, 90, 30_000, (index) => ({
        operation: 'download',
        bytes: (0.2 + 0.2 * (index % 5)) * MB,
      })),
    ).flat();
    for (const seed of [1, 2, 3]) {
      const life = [...officeLife({ seed, days: 400, perDay: 9 }), ...invoices];
      expect(loud(live(life.toSorted((one, other) => one.timeMs - other.timeMs)))).toEqual([]);
    }
  });

  test('an account without any habit', () => {
    expect(loud(live(grab(80, MB)))).toEqual([]);
  });
});
