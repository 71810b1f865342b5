import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryCode } from './countries.ts';
import { asAddress, asCount, asFlag, asInstant, asSystemNumber, asText } from './values.ts';

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
    ['2026-03-02', Date.UTC(2026, 2, 2)],
    ['Mon Mar  2 08:14:09 2026', AT],
    ['Mon, 02 Mar 2026 08:14:09 GMT', AT],
    ['02/Mar/2026:08:14:09 +0000', AT],
    ['3/2/2026 8:14:09 AM', AT],
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

describe('an address', () => {
  it.each([
    ['192.0.2.10', '192.0.2.10'],
    ['192.0.2.10:443', '192.0.2.10'],
    ['[2001:db8::7]:49152', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.0.2.10', '192.0.2.10'],
    ['192.0.2.10, 10.0.0.1', '192.0.2.10'],
  ])('%s is read as %s', (text, address) => expect(asAddress(text)).toBe(address));

  it.each(['AWS Internal', 'cloudformation.amazonaws.com', 'null', '300.1.1.1', '', 7])('%j is none', (text) =>
    expect(asAddress(text)).toBeUndefined(),
  );
});

describe('a country', () => {
  it.each([
    ['NO', 'NO'],
    ['no', 'NO'],
    ['Norway', 'NO'],
    ['United States', 'US'],
    ['USA', 'US'],
    ['UK', 'GB'],
    ['South Korea', 'KR'],
    ['Korea, Republic of', 'KR'],
    ["Côte d'Ivoire", 'CI'],
    ['Cote d’Ivoire', 'CI'],
    ['Russia', 'RU'],
    ['Russian Federation', 'RU'],
    ['Czechia', 'CZ'],
    ['Viet Nam', 'VN'],
    ['Türkiye', 'TR'],
    ['Hong Kong', 'HK'],
  ])('%s is %s', (name, code) => expect(countryCode(name)).toBe(code));

  it.each(['XX', 'T1', 'Unknown', '', '-', 'Atlantis', 'EU'])('%j is none', (name) =>
    expect(countryCode(name)).toBeUndefined(),
  );
});

describe('small values', () => {
  it('are absent when a vendor writes so', () => {
    for (const word of ['', 'N/A', '-', 'null', 'Unknown', ' none ', 'Not Available', 'redacted'])
      expect(asText(word)).toBeUndefined();
    expect(asText('Nana')).toBe('Nana');
    expect(asText(7)).toBe('7');
  });

  it('are counted only when whole, not negative and exact', () => {
    expect(asCount('1048576')).toBe(1_048_576);
    expect(asCount(-1)).toBeUndefined();
    expect(asCount('1e400')).toBeUndefined();
    expect(asCount('many')).toBeUndefined();
  });

  it('are flags in the words of several vendors', () => {
    expect(['true', 'YES', 1, true].map(asFlag)).toEqual([true, true, true, true]);
    expect(['false', 'No', 0].map(asFlag)).toEqual([false, false, false]);
    expect(asFlag('maybe')).toBeUndefined();
  });

  it('are numbers of networks with and without their prefix', () => {
    expect(['AS2116', 'AS2116 Example', 2116, '2116'].map(asSystemNumber)).toEqual([2116, 2116, 2116, 2116]);
    expect(asSystemNumber(0)).toBeUndefined();
  });
});
