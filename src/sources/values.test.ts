import { describe, expect, it } from 'vitest';
import { countryCode } from './countries.ts';
import { asAddress, asCount, asFlag, asSystemNumber, asText } from './values.ts';

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

  it.each(['AWS Internal', 'cloudformation.amazonaws.com', 'null', '300.1.1.1', '', 7, '0.0.0.0', '0.0.0.0:443', '::'])(
    '%j is none',
    (text) => expect(asAddress(text)).toBeUndefined(),
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
