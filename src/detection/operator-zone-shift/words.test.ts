import { expect, test } from 'vitest';
import { anOperatorZone, hoursEvidence } from '../../../test/support/alerts.ts';
import { shiftSummary } from './words.ts';

const said = (likelihoodRatio: number, probability = 0.83) =>
  shiftSummary(hoursEvidence({ likelihoodRatio }), anOperatorZone({ probability }), false);

test('the summary tells the hours, where they would be a day, and how likely that is', () => {
  expect(said(755.3)).toBe(
    "14 sessions since 17 August 2018, most between 02:00 and 14:00 in Europe/Oslo, fit a day at UTC+8, give or take an hour (Shanghai, Singapore, Perth) 760 times better than the account's own habit. The chance that this is right is 83%; hours tell a zone, never a city or a person.",
  );
});

test.each([
  [162_754.8, ' 160,000 times better than'],
  [99.6, ' 100 times better than'],
  [2.4, ' 2 times better than'],
  [1.4, " by their pattern; one by one they fit the account's own habit as well."],
  [0.2, " by their pattern; one by one they fit the account's own habit better."],
  [0, " by their pattern; one by one they fit the account's own habit better."],
])('a ratio of %d is told in two figures, and for no more than it says', (ratio, words) => {
  expect(said(ratio)).toContain(words);
});

test('nothing is certain', () => {
  expect(said(9, 0.998)).toContain('is right is 99%');
});
