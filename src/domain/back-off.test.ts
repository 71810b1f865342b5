import { expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';

it('waits twice as long after each failure, up to the longest', () => {
  const waits = Array.from({ length: 7 }, (_, before) => backOffMs({ firstMs: 5, longestMs: 100 }, before + 1));
  expect(waits).toEqual([5, 10, 20, 40, 80, 100, 100]);
  expect(backOffMs({ firstMs: 5, longestMs: 100 }, 5_000)).toBe(100);
  expect(backOffMs({ firstMs: 5, longestMs: 100 }, 0)).toBe(5);
});
