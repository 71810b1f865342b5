import { expect, test } from 'vitest';
import SHIFT_NETWORK from '../detection/operator-zone-shift/network.data.json' with { type: 'json' };
import ORACLE from './hour-network.oracle.data.json' with { type: 'json' };
import { askHourNetwork, hourNetwork } from './hour-network.ts';

const network = hourNetwork(SHIFT_NETWORK);

test('answers as PyTorch does, for made-up pictures', () => {
  expect(ORACLE.length).toBeGreaterThan(3);
  for (const { rows, scalars, mode, score, zone } of ORACLE) {
    const answer = askHourNetwork(network, rows, scalars, mode);
    // The weights are rounded to a ten-thousandth.
    expect(Math.abs(answer.score - score)).toBeLessThan(0.03);
    answer.zone.forEach((each, hour) => {
      expect(Math.abs(each - (zone[hour] ?? 0))).toBeLessThan(0.03);
    });
  }
});

test('a circular convolution goes round midnight', () => {
  const data = {
    channels: 1,
    scalars: 0,
    scale: 1,
    alertFrom: [0, 0],
    // One row that takes its neighbour to the east, and nothing of the clock and the mode.
    convolutions: [{ from: 6, to: 1, taps: 3, weights: [0, 0, 1, ...Array(15).fill(0)], biases: [0] }],
    zone: { from: 1, weights: [1], biases: [0] },
    hidden: { from: 3, weights: [1, 0, 0], biases: [0] },
    score: { from: 1, weights: [1], biases: [0] },
  };
  const rows = Array.from({ length: 24 }, (_, hour) => (hour === 0 ? 9 : 0));
  const { zone } = askHourNetwork(hourNetwork(data), rows, [], 0);
  const silu = (value: number): number => value / (1 + Math.exp(-value));
  expect(zone[23]).toBeCloseTo(silu(3), 9);
  expect(zone.filter((each) => each !== 0)).toHaveLength(1);
});
