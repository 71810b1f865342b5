import { expect, test } from 'vitest';
import { boostedScore } from './boosted-trees.ts';

const model = {
  bias: 0.5,
  trees: [
    { nodes: [[0, 1, -1, 1] as const, [1, 2, -2, -3] as const], leaves: [10, 20, 30] },
    { nodes: [[1, 0, -1, -2] as const], leaves: [1, 2] },
  ],
};

test.each([
  [[1, 9], 12.5],
  [[1.1, 2], 22.5],
  [[2, 2.1], 32.5],
  [[2, -1], 21.5],
])('features %j score %d: the sum of one leaf of each tree', (features, score) => {
  expect(boostedScore(model, features)).toBe(score);
});
