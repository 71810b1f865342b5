import { describe, expect, it } from 'vitest';
import { namesAccount } from './naming.ts';

const record = (account: unknown): string => JSON.stringify({ id: '1', user: { name: account }, time: 'noon' });

describe('a record of JSON', () => {
  it.each([
    ['as it stands', record('ola@example.com'), 'ola@example.com'],
    ['in another case', record(' Ola@Example.com '), 'ola@example.com'],
    ['escaped', String.raw`{"account":"k\u00e5re@example.com"}`, 'kåre@example.com'],
    ['with a backslash', record('CORP\\kari'), String.raw`corp\kari`],
    ['as a plain word', record('per'), 'per'],
    ['as a number', record(1_234), '1234'],
    ['as a key', '{"users":{"Ola@example.com":{}}}', 'ola@example.com'],
    ['inside an ARN', record('arn:aws:sts::1:assumed-role/x/ola@example.com'), 'ola@example.com'],
    ['behind a kind', record('user:ola@example.com'), 'ola@example.com'],
    ['in a claim', record('i:0#.f|membership|ola@example.com'), 'ola@example.com'],
    ['in a sentence', record('Denied: ola@example.com.'), 'ola@example.com'],
    ['in a record in the record', JSON.stringify({ event: record('kåre') }), 'kåre'],
    ['by itself', '"per"', 'per'],
  ])('names an account %s', (_, raw, account) => {
    expect(namesAccount(raw, account)).toBe(true);
  });

  it.each([
    ['jasper@example.com', 'per'],
    ['per@example.com', 'per'],
    ['4 requests per second', 'per'],
    ['jasper@example.com', 'per@example.com'],
    ['ola@example.com.au', 'ola@example.com'],
    ['ola@example.company', 'ola@example.com'],
    ['kari.ola@example.com', 'ola@example.com'],
    ['kari-ola@example.com', 'ola@example.com'],
    ['olaXexampleXcom', 'ola@example.com'],
    ['corp\\kari', 'kari'],
    ['12345', '1234'],
  ])('of %s does not name %s', (held, account) => {
    expect(namesAccount(record(held), account)).toBe(false);
  });

  it('is searched however deep it is', () => {
    const deep = (leaf: string) => `${'['.repeat(4_000)}"${leaf}"${']'.repeat(4_000)}`;
    expect(namesAccount(deep('per'), 'per')).toBe(true);
    expect(namesAccount(deep('jasper'), 'per')).toBe(false);
    expect(namesAccount('[null, "", "per"]', 'per')).toBe(true);
  });
});

describe('a text that is no JSON', () => {
  it.each([
    ['user=Per from=192.0.2.1', 'per'],
    ['per', 'per'],
    ['CORP\\Newton said no', String.raw`corp\newton`],
    [String.raw`{"account":"k\u00e5re@example.com","object":"cut h`, 'kåre@example.com'],
    [String.raw`{"account":"CORP\\kari","object":"cut h`, String.raw`corp\kari`],
    [String.raw`{"text":"user:\nola@example.com\n","object":"cut h`, 'ola@example.com'],
  ])('%s names %s', (raw, account) => {
    expect(namesAccount(raw, account)).toBe(true);
  });

  it.each([
    ['user=jasper', 'per'],
    ['user=per@example.com', 'per'],
    ['{"account":"jasper@example.com","object":"cut h', 'per@example.com'],
    [String.raw`{"account":"CORP\\kari","object":"cut h`, 'kari'],
  ])('%s does not name %s', (raw, account) => {
    expect(namesAccount(raw, account)).toBe(false);
  });
});
