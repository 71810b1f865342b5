import { expect, test } from 'vitest';
import { countWords, sizeWords, spanWords } from './words.ts';

test.each([
  [0, '0 KB'],
  [7, '7 KB'],
  [999, '999 KB'],
  [1_000, '1 MB'],
  [12_340, '12 MB'],
  [4_100_000, '4.1 GB'],
  [999_600, '1 GB'],
  [9_999_999_999, '10 TB'],
])('%d KB reads %s', (kilobytes, words) => {
  expect(sizeWords(kilobytes)).toBe(words);
});

test('counts take their noun along', () => {
  expect(countWords(1, 'upload')).toBe('1 upload');
  expect(countWords(12_345, 'upload')).toBe('12,345 uploads');
});

test.each([
  [20, 'within a minute'],
  [60, 'in 1 minute'],
  [52 * 60, 'in 52 minutes'],
  [65 * 60, 'in 1 hour 5 minutes'],
  [120 * 60, 'in 2 hours'],
])('%d seconds read %s', (seconds, words) => {
  expect(spanWords(0, seconds * 1000)).toBe(words);
});
