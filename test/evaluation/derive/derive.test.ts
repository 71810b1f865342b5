import { expect, test } from 'vitest';
import { boostedScore } from '../../../src/statistics/boosted-trees.ts';
import { numbers } from '../../support/hour-lives.ts';
import { boost } from './boosting.ts';
import { fitChronotypes } from './mixture.ts';
import { ownersOf, takeoversOf } from './takeovers.ts';

test('boosting finds what two features say together, and keeps to the direction that it was given', () => {
  const random = numbers(5);
  const points = Array.from({ length: 4_000 }, () => [random(), random()] as const);
  const rows = {
    width: 2,
    features: Float32Array.from(points.flat()),
    labels: Uint8Array.from(points, ([one, other]) => (one > 0.5 && other > 0.5 ? 1 : 0)),
    weights: new Float32Array(points.length).fill(1),
  };
  const options = { trees: 60, leaves: 6, rate: 0.2, minRows: 20, ridge: 1, share: 1, directions: [1, 1] };
  const model = boost(rows, options, random);
  expect(boostedScore(model, [0.9, 0.9])).toBeGreaterThan(2);
  for (const corner of [
    [0.1, 0.9],
    [0.9, 0.1],
    [0.1, 0.1],
  ])
    expect(boostedScore(model, corner)).toBeLessThan(-2);
  for (let step = 1; step < 50; step += 1)
    expect(boostedScore(model, [step / 50, 0.8])).toBeGreaterThanOrEqual(
      boostedScore(model, [(step - 1) / 50, 0.8]) - 1e-9,
    );
});

test('the mixture tells early people from late ones, and how many there are of each', () => {
  const people = Array.from({ length: 60 }, (_, person) => {
    const counts = new Float64Array(48);
    for (let session = 0; session < 80; session += 1) counts[(person % 3 === 0 ? 6 : 15) + (session % 4)] = 20;
    return counts;
  });
  const { weights, profiles } = fitChronotypes(people, 2, numbers(2));
  expect((weights[0] ?? 0) / 1e4).toBeCloseTo(2 / 3, 1);
  expect(profiles[0]?.[16]).toBeGreaterThan(10 * (profiles[0]?.[7] ?? 0));
  expect(profiles[1]?.[7]).toBeGreaterThan(10 * (profiles[1]?.[16] ?? 0));
});

test('a made-up takeover has thirty sessions of a person of the same fold who lives five hours or more away', () => {
  const life = (person: number, offsetMinutes: number) => ({
    person,
    account: `account-${person}`,
    corpus: 'hours',
    offsetMinutes,
    localMinutes: Array.from({ length: 150 }, (_, index) => 29_000_000 + index * 1_440 + ((index * 37) % 400)),
  });
  const lives = Array.from({ length: 20 }, (_, person) => life(person, person % 2 === 0 ? 60 : -420));
  const samples = takeoversOf(lives, 2, numbers(1));
  expect(samples.length).toBeGreaterThan(0);
  for (const { isStranger, start, hoursEast, localMinutes } of samples) {
    expect(isStranger.filter((each) => each)).toHaveLength(30);
    expect(isStranger[start]).toBe(true);
    expect(Math.abs(hoursEast)).toBe(8);
    expect([...localMinutes].sort((one, other) => one - other)).toEqual(localMinutes);
  }
  for (const { localMinutes, kind } of ownersOf(lives.slice(0, 2))) expect(localMinutes, kind).toHaveLength(150);
});
