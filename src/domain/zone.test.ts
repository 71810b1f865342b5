import { formatInTimeZone } from 'date-fns-tz/formatInTimeZone';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from './time.ts';
import { fixedZone, isFixedZone, isTimeZone, offsetDistanceMinutes, utcOffsetMinutes } from './zone.ts';

/** What date-fns-tz writes behind the time, in minutes; NaN where it knows no such zone. */
function offsetWritten(zone: string, atMs: number): number {
  try {
    const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(formatInTimeZone(atMs, zone, 'xxx')) ?? [];
    return (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes)) + 0;
  } catch {
    return Number.NaN;
  }
}

describe('utcOffsetMinutes', () => {
  it('agrees with date-fns-tz at every hour round the days on which clocks move', () => {
    for (const [zone, day] of [
      ['Europe/Oslo', '2026-03-29'],
      ['Europe/Oslo', '2026-10-25'],
      ['America/New_York', '2026-11-01'],
      ['Australia/Lord_Howe', '2026-04-05'],
      ['Africa/Casablanca', '2026-02-15'],
      ['Africa/Casablanca', '2026-03-22'],
      ['Asia/Kolkata', '2026-06-01'],
    ] as const) {
      const middle = Date.parse(`${day}T00:00:00Z`);
      for (let hour = -120; hour <= 120; hour += 1) {
        const atMs = middle + hour * HOUR_MS;
        expect(utcOffsetMinutes(zone, atMs)).toBe(offsetWritten(zone, atMs));
      }
    }
  });

  it('agrees with date-fns-tz in every zone, at the beginnings of the spans for which an offset is kept', () => {
    const zone = fc.constantFrom(
      ...Intl.supportedValuesOf('timeZone'),
      'UTC',
      'Z',
      '+05:30',
      'europe/oslo',
      'EST',
      'Etc/GMT+5',
    );
    const span = fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: -20_000, max: 20_000 }));
    fc.assert(
      fc.property(zone, span, (name, number) => {
        const atMs = number * 8 * 24 * HOUR_MS;
        const minutes = offsetWritten(name, atMs);
        // Before zones were laws, clocks were seconds off whole minutes, which date-fns-tz does not write.
        if (Number.isNaN(minutes)) expect(utcOffsetMinutes(name, atMs)).toBeUndefined();
        else expect(Math.abs((utcOffsetMinutes(name, atMs) ?? Number.NaN) - minutes)).toBeLessThan(1);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('moves at the instant at which the law moves the clock, whatever the clock of the machine', () => {
    const moves = Date.parse('2026-10-25T01:00:00Z');
    expect([-1, 0].map((hour) => utcOffsetMinutes('Europe/Oslo', moves + hour * HOUR_MS))).toEqual([120, 60]);
    const west = Date.parse('2026-11-01T09:00:00Z');
    expect([-1, 0].map((hour) => utcOffsetMinutes('America/Los_Angeles', west + hour * HOUR_MS))).toEqual([-420, -480]);
  });

  it('knows no zone that the runtime does not know, nor one named like a property of every object', () => {
    for (const name of ['', 'Mars/Olympus', 'constructor', '__proto__', 'toString'])
      expect(isTimeZone(name)).toBe(false);
  });
});

describe('fixedZone', () => {
  it('names a zone of every whole offset that the runtime knows, and is known again', () => {
    for (let hours = -12; hours <= 14; hours += 1) {
      expect(utcOffsetMinutes(fixedZone(hours), 0)).toBe(60 * hours);
      expect(isFixedZone(fixedZone(hours))).toBe(true);
    }
    for (const zone of ['Europe/Oslo', 'Etc/UTC', 'UTC', '+09:00', 'Etc/GMT-9/x'])
      expect(isFixedZone(zone)).toBe(false);
  });
});

describe('offsetDistanceMinutes', () => {
  it('goes round the clock', () => {
    expect(offsetDistanceMinutes(-660, 720)).toBe(60);
    expect(offsetDistanceMinutes(120, 480)).toBe(360);
  });
});
