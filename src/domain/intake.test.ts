import { expect, it } from 'vitest';
import { addReasons, OTHER_REASONS } from './intake.ts';

it('adds reasons up, most frequent first', () => {
  const sum = addReasons({ 'no login': 2, 'no real user': 1 }, { 'no real user': 4, 'token grant': 3 });
  expect(Object.entries(sum)).toEqual([
    ['no real user', 5],
    ['token grant', 3],
    ['no login', 2],
  ]);
});

it('tells 32 reasons apart and loses no count of the others', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`reason ${index}`, 1]));
  const sum = addReasons(addReasons({}, many), many);
  expect(Object.keys(sum)).toHaveLength(33);
  expect(sum[OTHER_REASONS]).toBe(136);
  expect(Object.values(sum).reduce((one, other) => one + other)).toBe(200);
});
