import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aLogin } from '../../test/support/events.ts';
import { NormalEvent } from './event.ts';

test('an account has one spelling, whatever case and blanks its source writes', () => {
  expect(v.parse(NormalEvent, { ...aLogin(), account: '  Ola@Example.com\t' }).account).toBe('ola@example.com');
  expect(v.is(NormalEvent, { ...aLogin(), account: '   ' })).toBe(false);
});

test('a factor that nobody knows does not cost the login', () => {
  expect(v.parse(NormalEvent, { ...aLogin(), factor: 'webauthn' })).toMatchObject({ factor: 'other' });
  expect(v.parse(NormalEvent, { ...aLogin(), factor: 'passkey' })).toMatchObject({ factor: 'passkey' });
});
