import { expect, test } from 'vitest';
import { numbers } from '../../support/hour-lives.ts';
import { fitChronotypes } from './mixture.ts';
import { ownersOf, takeoversOf } from './takeovers.ts';

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

test('a made-up takeover has thirty sessions of a person who lives five hours or more away', () => {
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
