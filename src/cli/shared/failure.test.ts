import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Failure, messageOf } from './failure.ts';

const here = fileURLToPath(import.meta.url);
const messageBy = (work: () => unknown): string => {
  try {
    return String(work());
  } catch (error) {
    return messageOf(error);
  }
};

it('troubles with files are told by the file and in words', () => {
  expect(messageBy(() => readFileSync(`${here}.absent`))).toBe(`${here}.absent: no such file`);
  expect(messageBy(() => readdirSync(here))).toBe(`${here}: there is a file where a folder should be`);
  expect(messageOf(new Failure('port 1 is in use'))).toBe('port 1 is in use');
  expect(messageOf(new Error('anything else'))).toBe('anything else');
});
