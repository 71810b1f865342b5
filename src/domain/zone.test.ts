import { getTimezoneOffset } from 'date-fns-tz/getTimezoneOffset';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from './time.ts';
import { isTimeZone, offsetDistanceMinutes, utcOffsetMinutes } from './zone.ts';

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
        expect(utcOffsetMinutes(zone, atMs)).toBe(getTimezoneOffset(zone, new Date(atMs)) / 60_000);
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
        const minutes = getTimezoneOffset(name, new Date(atMs)) / 60_000;
        expect(utcOffsetMinutes(name, atMs)).toBe(Number.isNaN(minutes) ? undefined : minutes);
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows no zone that the runtime does not know, nor one named like a property of every object', () => {
    for (const name of ['', 'Mars/Olympus', 'constructor', '__proto__', 'toString'])
      expect(isTimeZone(name)).toBe(false);
  });
});

describe('offsetDistanceMinutes', () => {
  it('goes round the clock', () => {
    expect(offsetDistanceMinutes(-660, 720)).toBe(60);
    expect(offsetDistanceMinutes(120, 480)).toBe(360);
  });
});
