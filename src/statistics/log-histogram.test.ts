import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addToLogHistogram, binOf, countsOf, logMoments, logQuantile } from './log-histogram.ts';

const SCALE = { octaves: 2, bins: 18 };
const built = (values: readonly number[], scale = SCALE): string =>
  values.reduce((histogram, value) => addToLogHistogram(histogram, value, scale), '');

describe('a histogram on the log scale', () => {
  test('stands in its bins as the comment says', () => {
    expect(built([1000, 1000, 1000])).toBe('00003');
    expect(logQuantile(['00003'], 0.5, SCALE)).toBe(512);
    expect(built([1000, 1000, 1000, 70_000])).toBe('000030001');
  });

  test('finds quantiles within a factor of four of the exact ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 34 }), { minLength: 1, maxLength: 35 }), (values) => {
        const sorted = values.toSorted((one, other) => one - other);
        for (const share of [0.1, 0.5, 0.9]) {
          const exact = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 1;
          const ratio = logQuantile([built(values)], share, SCALE) / exact;
          expect(ratio).toBeGreaterThan(1 / 4.001);
          expect(ratio).toBeLessThan(4.001);
        }
      }),
    );
  });

  test('does not care for the order while no bin is full', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { maxLength: 30 }), (values) => {
        expect(built(values.toReversed())).toBe(built(values));
      }),
    );
  });

  test('stays as long as its bins, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 400 }), (values) => {
        expect(built(values)).toMatch(/^[0-9a-z]{0,18}$/);
      }),
    );
  });

  test('forgets by halving when a bin is full, and so follows a new habit', () => {
    let histogram = built(Array.from({ length: 200 }, () => 1000));
    expect(logQuantile([histogram], 0.5, SCALE)).toBeLessThan(1024);
    for (let index = 0; index < 100; index++) histogram = addToLogHistogram(histogram, 1_000_000, SCALE);
    expect(logQuantile([histogram], 0.5, SCALE)).toBeGreaterThan(200_000);
  });

  test('keeps a trace of what is rare however often the rest is halved', () => {
    const rare = 4_000_000_000;
    const values = Array.from({ length: 400 }, (_, index) => (index === 0 ? rare : 1000));
    const counts = countsOf(built(values));
    expect(counts.at(-1)).toBe(1);
    expect(logQuantile([built(values)], 0.5, SCALE)).toBeLessThan(1024);
    expect(logQuantile([built(values)], 1, SCALE)).toBeGreaterThan(rare / 4);
  });

  test('has the mean and spread of the logarithms, near enough', () => {
    const values = Array.from({ length: 33 }, (_, index) => Math.exp(8 + (index - 16) / 8));
    const logs = values.map((value) => Math.log(value));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const moments = logMoments([built(values)], SCALE);
    expect(moments.count).toBe(33);
    expect(Math.abs(moments.mean - mean)).toBeLessThan(0.35);
    expect(Math.sqrt(moments.squares / 33)).toBeGreaterThan(0.9);
    expect(Math.sqrt(moments.squares / 33)).toBeLessThan(1.7);
  });

  test('several are one', () => {
    const values = [10, 500, 70_000, 9, 4_000_000];
    expect(logMoments([built(values.slice(0, 2)), built(values.slice(2))], SCALE)).toEqual(
      logMoments([built(values)], SCALE),
    );
  });

  test('reads nothing out of nothing, and puts the absurd into the outer bins', () => {
    expect(logQuantile([''], 0.5, SCALE)).toBe(0);
    expect(countsOf('')).toEqual([]);
    expect(binOf(Number.NaN, SCALE)).toBe(0);
    expect(binOf(-5, SCALE)).toBe(0);
    expect(binOf(Number.POSITIVE_INFINITY, SCALE)).toBe(17);
  });
});
