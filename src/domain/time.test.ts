import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from './time.ts';

const instants = fc.date({ min: new Date(0), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true });

describe('instants', () => {
  it('are read from what they are written as, with and without milliseconds', () => {
    fc.assert(
      fc.property(instants, (date) => {
        expect(parseInstant(formatInstant(date.getTime()))).toBe(date.getTime());
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it('are written as the platform writes them, on whatever day before or after', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 8.64e15, noNaN: true }), (atMs) => {
        expect(formatInstant(atMs)).toBe(new Date(atMs).toISOString().replace('.000Z', 'Z'));
      }),
      {
        examples: [
          [0],
          [86_399_999.9],
          [86_400_000],
          [Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
          [Date.UTC(10_000, 0, 1)],
        ],
      },
    );
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => formatInstant(none)).toThrow(RangeError);
  });

  it('are read with any offset, any number of decimals, and a leap second as the second before', () => {
    const atMs = Date.parse('2018-08-17T02:14:09Z');
    for (const text of ['2018-08-17T04:14:09+02:00', '2018-08-17t02:14:09z', '2018-08-16T22:44:09-03:30'])
      expect(parseInstant(text)).toBe(atMs);
    expect(parseInstant('2018-08-17T02:14:09.5Z')).toBe(atMs + 500);
    expect(parseInstant('2018-08-17T02:14:09.123456Z')).toBe(atMs + 123);
    expect(parseInstant('2016-12-31T23:59:60Z')).toBe(Date.parse('2016-12-31T23:59:59Z'));
    expect(parseInstant('2020-02-29T00:00:00Z')).toBe(Date.parse('2020-02-29T00:00:00Z'));
  });

  it('are not read from anything else: other forms, hours, months, and days that do not exist', () => {
    for (const text of [
      ...['', 'yesterday', '2018-08-17', '2018-08-17T02:14Z', '2018-08-17 02:14:09Z', '2018-08-17T02:14:09'],
      ...['2018-13-01T00:00:00Z', '2018-00-01T00:00:00Z', '2018-02-29T00:00:00Z', '2018-02-30T00:00:00Z'],
      ...['2018-04-31T00:00:00Z', '2018-08-00T00:00:00Z', '2018-08-17T24:00:00Z', '2018-08-17T00:60:00Z'],
      ...['2018-08-17T00:00:61Z', '2018-08-17T0x:00:00Z', '201８-08-17T00:00:00Z', '2018-08-17T00:00:00.1x3Z'],
    ])
      expect(parseInstant(text), text).toBeUndefined();
  });
});
