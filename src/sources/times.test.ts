import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../domain/time.ts';
import { asInstant } from './times.ts';
import { namedZone, UTC } from './zones.ts';

const AT = Date.UTC(2026, 2, 2, 8, 14, 9);

describe('a time', () => {
  it.each([
    ['2026-03-02T08:14:09Z', AT],
    ['2026-03-02T09:14:09+01:00', AT],
    ['2026-03-02T08:14:09.512345678Z', AT + 512],
    ['2026-03-02 08:14:09.512000000', AT + 512],
    ['2026-03-02T08:14:09', AT],
    ['2026-03-02 08:14:09 UTC', AT],
    ['2026-03-02 08:14:09.512 +0000', AT + 512],
    ['2026-03-02 09:14:09+01', AT],
    ['20260302T081409Z', AT],
    ['20260302081409.512', AT + 512],
    ['20260302081409', AT],
    ['2026-03-02', Date.UTC(2026, 2, 2)],
    ['Mon Mar  2 08:14:09 2026', AT],
    ['Mon, 02 Mar 2026 08:14:09 GMT', AT],
    ['02/Mar/2026:08:14:09 +0000', AT],
    ['3/2/2026 8:14:09 AM', AT],
    ['3/2/2026 8:14:09 AM PST', AT + 8 * HOUR_MS],
    ['Mar 2, 2026, 8:14:09\u202fPM', AT + 12 * HOUR_MS],
    ['Jan 01, 2019 0:00:00 PM', Date.UTC(2019, 0, 1, 12)],
    ['02-Mar-2026 08:14:09.512', AT + 512],
    ['2026 Mar 02 08:14:09', AT],
    ['Mon Mar  2 08:14:09 EST 2026', AT + 5 * HOUR_MS],
    ['Mon, 02 Mar 2026 08:14:09 PDT', AT + 7 * HOUR_MS],
    ['2026-03-02 08:14:09 CST', AT + 6 * HOUR_MS],
    ['Mon Mar  2 09:14:09 +0100 2026', AT],
    ['02 Mar 2026 09:14:09 +01', AT],
    ['02/Mar/2026:01:14:09 -0700', AT],
    ['2026-03-02 13:44:09 +0530', AT],
    ['2026-03-02T09:14:09 GMT+01:00', AT],
    ['Mon Mar 02 2026 09:14:09 GMT+0100 (Central European Standard Time)', AT],
    ['Mon Mar  2 08:14:09 UTC 2026', AT],
    [AT / 1_000, AT],
    [AT, AT],
    [AT * 1_000, AT],
    [AT * 1_000_000, AT],
    [String(AT / 1_000), AT],
    ['1772439249.512', AT + 512],
  ])('is read from %s', (text, atMs) => expect(asInstant(text)).toBe(atMs));

  it.each([
    '',
    'noon',
    '2026-02-30T08:14:09Z',
    '2026-13-01',
    '25:00',
    // Days that do not exist.
    '30 Feb 2026 08:14:09',
    '4/31/2026 08:14:09',
    // Zones that nobody can know, or that are several.
    'Mon Mar  2 08:14:09 CET 2026',
    'Mon Mar  2 08:14:09 IST 2026',
    '2026-03-02 08:14:09 BST',
    'Mar 2, 2026 8:14:09 AM (PST)',
    '2026-03-02 08:14:09 +99',
    // Half a time, and more than one.
    'Mar  2 08:14:09',
    'Mar 2 2026 08:14:09 EST +01',
    '2 Mar 2026 13:14:09 PM',
    '02-03-2026 08:14:09',
    'redacted',
    -1,
    0,
    Number.NaN,
    null,
    {},
    '9'.repeat(70),
  ])('is not read from %j', (text) => expect(asInstant(text)).toBeUndefined());

  it('never throws and never lies outside of what RFC 3339 can write', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.bigInt().map(String)), (value) => {
        const atMs = asInstant(value);
        if (atMs !== undefined) expect(new Date(atMs).toISOString()).toMatch(/^\d{4}-/);
      }),
    );
  });
});

describe('the zone of a time without an offset', () => {
  const TEXT = 'Thu Jul  2 08:14:09 2026';
  const WALL = Date.UTC(2026, 6, 2, 8, 14, 9);

  it.each([
    [undefined, 0],
    ['GMT', 0],
    ['EST', -5],
    ['pdt', -7],
    ['+0530', 5.5],
    ['GMT+05:30', 5.5],
    ['America/New_York', -4],
    ['Europe/Oslo', 2],
  ])('is what the field %s says', (name, hours) => {
    expect(asInstant(TEXT, namedZone(name))).toBe(WALL - hours * HOUR_MS);
  });

  it('is that of the date, about the night in which clocks are moved', () => {
    const oslo = namedZone('Europe/Oslo');
    expect(asInstant('2026-03-29 01:59:00', oslo)).toBe(Date.UTC(2026, 2, 29, 0, 59));
    expect(asInstant('2026-03-29 03:00:00', oslo)).toBe(Date.UTC(2026, 2, 29, 1));
    expect(asInstant('2026-10-25 03:00:00', oslo)).toBe(Date.UTC(2026, 9, 25, 2));
  });

  it.each(['CET', 'BST', 'IST', 'Nowhere', 'No/Where', 'constructor', '+99'])('is not known from %s', (name) => {
    expect(asInstant(TEXT, namedZone(name))).toBeUndefined();
  });

  it('gives way to the offset in the time, and is nothing to a number of seconds', () => {
    const odd = namedZone('Nowhere');
    expect(asInstant('2026-07-02T08:14:09Z', odd)).toBe(WALL);
    expect(asInstant('Thu Jul  2 08:14:09 GMT 2026', odd)).toBe(WALL);
    expect(asInstant(WALL / 1_000, odd)).toBe(WALL);
    expect(asInstant(TEXT, UTC)).toBe(WALL);
  });
});
