import { expect, test } from 'vitest';
import { credibleArc } from './credible-arc.ts';

test('of three neighbours two hold nine tenths, and all three 95%', () => {
  expect(credibleArc([0.1, 0.8, 0.1, 0], 0.9)).toMatchObject({ length: 2 });
  expect(credibleArc([0.1, 0.8, 0.1, 0], 0.95)).toEqual({ first: 0, length: 3, held: 1 });
});

test('an arc may go round the end', () => {
  expect(credibleArc([0.5, 0, 0, 0.5], 0.9)).toEqual({ first: 3, length: 2, held: 1 });
});

test('no shorter stretch holds as much', () => {
  const shares = Array.from({ length: 24 }, (_, index) => ((index * 7) % 13) + 1);
  const total = shares.reduce((sum, each) => sum + each, 0);
  const arc = credibleArc(
    shares.map((each) => each / total),
    0.5,
  );
  for (let start = 0; start < 24; start += 1) {
    let held = 0;
    for (let step = 0; step < arc.length - 1; step += 1) held += (shares[(start + step) % 24] ?? 0) / total;
    expect(held).toBeLessThan(0.5);
  }
});
