import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aLogin, anUpload } from '../../test/support/events.ts';
import { NormalEvent } from './event.ts';

test('an account has one spelling, whatever case and blanks its source writes', () => {
  expect(v.parse(NormalEvent, { ...aLogin(), account: '  Ola@Example.com\t' }).account).toBe('ola@example.com');
  expect(v.is(NormalEvent, { ...aLogin(), account: '   ' })).toBe(false);
});

test('an account and a store are measured in that spelling, so that what is taken here is taken by its shard', () => {
  const grows = 'İ';
  expect(grows.toLowerCase()).toHaveLength(2);
  for (const [letters, isTaken] of [
    [160, true],
    [161, false],
    [320, false],
  ] as const)
    expect(v.is(NormalEvent, { ...aLogin(), account: grows.repeat(letters) }), String(letters)).toBe(isTaken);
  expect(v.is(NormalEvent, { ...anUpload(), service: grows.repeat(253) })).toBe(false);
});

test('an account holds no half of a surrogate pair, by which nobody could ask for it', () => {
  const { account } = v.parse(NormalEvent, { ...aLogin(), account: 'ola\ud800@example.com' });
  expect(account).toBe('ola\ufffd@example.com');
  expect(decodeURIComponent(encodeURIComponent(account))).toBe(account);
});

test('a factor that nobody knows does not cost the login', () => {
  expect(v.parse(NormalEvent, { ...aLogin(), factor: 'webauthn' })).toMatchObject({ factor: 'other' });
  expect(v.parse(NormalEvent, { ...aLogin(), factor: 'passkey' })).toMatchObject({ factor: 'passkey' });
});
