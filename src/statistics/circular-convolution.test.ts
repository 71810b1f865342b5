import { expect, test } from 'vitest';
import { circularConvolution } from './circular-convolution.ts';

const HOURS = 24;
/** Made-up numbers between -50 and 50, the same each time. */
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => ((at * 7919 + 13) % 101) - 50);

for (const { from, to, taps } of [
  { from: 3, to: 12, taps: 5 },
  { from: 2, to: 5, taps: 7 },
  { from: 1, to: 1, taps: 1 },
])
  test(`${from} rows to ${to} over ${taps} hours are the sums that the formula says, round midnight`, () => {
    const weights = numbers(to * from * taps);
    const biases = numbers(to);
    const input = Float64Array.from(numbers(HOURS * from), (each) => each / 50);
    const output = circularConvolution({ from, to, taps, weights, biases }, 100).apply(input);
    expect(output).toHaveLength(HOURS * to);
    for (let hour = 0; hour < HOURS; hour += 1)
      for (let row = 0; row < to; row += 1) {
        let sum = (biases[row] ?? 0) / 100;
        for (let channel = 0; channel < from; channel += 1)
          for (let tap = 0; tap < taps; tap += 1) {
            const there = (hour + tap - (taps - 1) / 2 + HOURS) % HOURS;
            sum += ((weights[(row * from + channel) * taps + tap] ?? 0) / 100) * (input[there * from + channel] ?? 0);
          }
        expect(output[hour * to + row]).toBeCloseTo(sum, 9);
      }
  });
