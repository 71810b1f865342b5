import { expect, test } from 'vitest';
import { logPredictive, predictiveNats } from './log-predictive.ts';

const PRIOR = { mean: Math.log(1000), meanWeight: 1, spread: 1.5, spreadWeight: 4 };
const moments = (values: readonly number[]) => {
  const logs = values.map((value) => Math.log(value));
  const count = logs.length;
  const mean = count === 0 ? 0 : logs.reduce((sum, value) => sum + value, 0) / count;
  return { count, mean, squares: logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
};

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

test('the example of the comment: a gigabyte after thirty hours of a megabyte is ten nats', () => {
  const predictive = logPredictive({ count: 30, mean: Math.log(1000), squares: 30 * 1.5 ** 2 }, PRIOR);
  expect(predictiveNats(predictive, 1_000_000)).toBeGreaterThan(9.5);
  expect(predictiveNats(predictive, 1_000_000)).toBeLessThan(11);
});

test('a new value exceeds its own tail of one in twenty about one time in twenty, however few windows came before', () => {
  const random = randomFrom(20_261_123);
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  for (const windows of [5, 20, 60]) {
    let exceeded = 0;
    const lives = 4000;
    for (let life = 0; life < lives; life++) {
      // People as the prior says: spread by the scaled inverse chi-square law, mean by the normal law.
      let chiSquare = 0;
      for (let draw = 0; draw < PRIOR.spreadWeight; draw++) chiSquare += normal() ** 2;
      const spread = PRIOR.spread * Math.sqrt(PRIOR.spreadWeight / chiSquare);
      const mean = PRIOR.mean + spread * normal();
      const draw = (): number => Math.exp(mean + spread * normal());
      const predictive = logPredictive(moments(Array.from({ length: windows }, draw)), PRIOR);
      if (predictiveNats(predictive, draw()) >= Math.log(20)) exceeded += 1;
    }
    expect(exceeded / lives).toBeGreaterThan(0.035);
    expect(exceeded / lives).toBeLessThan(0.065);
  }
});

test('without a habit hardly anything surprises, with a long one the same does', () => {
  const young = predictiveNats(logPredictive(moments([]), PRIOR), 1e6);
  const old = predictiveNats(logPredictive(moments(Array.from({ length: 60 }, () => 1000)), PRIOR), 1e6);
  expect(young).toBeLessThan(5);
  expect(old).toBeGreaterThan(20);
});
