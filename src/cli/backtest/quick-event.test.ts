import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { aLogin, anUpload } from '../../../test/support/events.ts';
import { NormalEvent } from '../../domain/event.ts';
import { isPlainlyRight, readEvent } from './quick-event.ts';

const FIELDS = Object.keys({
  ...aLogin(),
  ...anUpload(),
  device: '',
  failure: '',
  interactive: '',
  factor: '',
  anonymizer: '',
  count: '',
  external: '',
  unknown: '',
});
const GEO_FIELDS = ['country', 'region', 'city', 'lat', 'lon', 'timeZone', 'asn', 'asOrg', '__proto__', 'unknown'];

const awkward = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      '',
      'A',
      'ola@example.com',
      'OLA',
      ' ola@example.com ',
      'x'.repeat(2049),
      -1,
      0.5,
      91,
      2 ** 53,
      true,
      [],
      {},
      'login',
      'storage',
    ],
    ...[
      'upload',
      'success',
      'failure',
      'mfa',
      'bad-password',
      'NO',
      'no',
      'Europe/Oslo',
      'Mars/Base',
      64_496,
      181,
      -180,
    ],
    ...[
      '2018-02-30T00:00:00Z',
      '2018-08-17T02:14:09Z',
      '2018-08-17T02:14:09+02:00',
      '192.0.2.1',
      'İ',
      'ǅ',
      'ola\ud83d',
    ],
  ),
  fc.string({ maxLength: 400 }),
  fc.jsonValue(),
);
const geos = fc.dictionary(fc.constantFrom(...GEO_FIELDS), awkward, { maxKeys: 4 });
const mutated = fc
  .tuple(
    fc.constantFrom<() => object>(aLogin, anUpload),
    fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(awkward, geos), { maxKeys: 3 }),
    fc.subarray(FIELDS, { maxLength: 2 }),
  )
  .map(([make, changes, removed]) => {
    const event: Record<string, unknown> = { ...make(), ...changes };
    for (const field of removed) delete event[field];
    return JSON.stringify(event);
  });

describe('the quick check of recorded events', () => {
  it('tells ordinary events', () => {
    expect(isPlainlyRight(aLogin())).toBe(true);
    expect(isPlainlyRight(anUpload())).toBe(true);
  });

  it('never calls right what the schema refuses or changes', () => {
    fc.assert(
      fc.property(mutated, (line) => {
        const value: unknown = JSON.parse(line);
        fc.pre(isPlainlyRight(value));
        const parsed = v.safeParse(NormalEvent, value);
        expect(parsed.success && parsed.output).toEqual(value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves to the schema what it does not know: other fields, capitals, a missing outcome', () => {
    const { outcome: _outcome, ...bare } = aLogin();
    for (const event of [{ ...aLogin(), more: 1 }, aLogin({ account: 'Ola@Example.com' }), bare]) {
      expect(isPlainlyRight(event)).toBe(false);
      expect(readEvent(JSON.stringify(event))).toMatchObject({
        event: { account: 'ola@example.com', outcome: 'success' },
      });
    }
  });

  it('leaves to the schema an account with half a letter in it', () => {
    const event = aLogin({ account: 'ola\ud83d@example.com' });
    expect(isPlainlyRight(event)).toBe(false);
    expect(readEvent(JSON.stringify(event))).toMatchObject({ event: { account: 'ola\ufffd@example.com' } });
  });

  it('names the field at fault', () => {
    expect(readEvent('{"id":')).toMatchObject({ reason: expect.stringMatching(/^not JSON/) });
    expect(readEvent(JSON.stringify({ ...aLogin(), time: 'yesterday' }))).toEqual({
      reason: 'time: not an RFC 3339 time',
    });
    expect(readEvent(JSON.stringify({ ...aLogin(), geo: { country: 'Norway' } }))).toMatchObject({
      reason: expect.stringMatching(/^geo\.country: /),
    });
    for (const line of ['null', '7', '[]', '"x"', '{}']) expect(readEvent(line)).toHaveProperty('reason');
  });
});
