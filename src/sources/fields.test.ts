import { expect, it } from 'vitest';
import { accountOf } from './fields.ts';

it('gives a person the spelling in which the API asks for him, half a letter in it or not', () => {
  expect(accountOf(' Ola\ud83d@Example.com ')).toBe('ola\ufffd@example.com');
});
