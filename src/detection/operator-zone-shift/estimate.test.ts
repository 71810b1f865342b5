import { expect, test } from 'vitest';
import { OFFSETS, OFFSETS_MINUTES, offsetIndex } from '../../statistics/zone-prior.ts';
import { estimateOf } from './estimate.ts';

const posteriorAt = (shares: Readonly<Record<number, number>>): Float64Array => {
  const posterior = new Float64Array(OFFSETS);
  for (const [hours, share] of Object.entries(shares)) posterior[offsetIndex(Number(hours))] = share;
  return posterior;
};

test('the estimate is the offset that is most often right within an hour, with that probability', () => {
  const { zone } = estimateOf(posteriorAt({ 7: 0.2, 8: 0.5, 9: 0.2, '-8': 0.1 }), 14);
  expect(zone).toMatchObject({ utcOffsetMinutes: 480, probability: 0.9, credible: [420, 540], sessions: 14 });
  expect(zone.cities).toEqual(['Shanghai', 'Tokyo', 'Bangkok']);
});

test('of offsets side by side the middle one is named, with cities of each, and the likeliest first', () => {
  const { zone } = estimateOf(posteriorAt({ 8: 0.3, 9: 0.27, 10: 0.25, '-5': 0.18 }), 14);
  expect(zone).toMatchObject({ utcOffsetMinutes: 540, probability: 0.82, cities: ['Shanghai', 'Tokyo', 'Sydney'] });
});

test('of offsets that are right as often, the likeliest is named', () => {
  expect(estimateOf(posteriorAt({ 8: 1 }), 14).zone.utcOffsetMinutes).toBe(480);
});

test('an offset that stands alone has its own cities only', () => {
  const { zone } = estimateOf(posteriorAt({ 7: 0.02, 8: 0.95, 9: 0.03 }), 14);
  expect(zone.cities).toEqual(['Shanghai', 'Singapore', 'Perth']);
});

test('a credible set over the date line runs eastward, and both of its ends are offsets that exist', () => {
  const { zone } = estimateOf(posteriorAt({ 11: 0.3, 12: 0.4, '-11': 0.3 }), 9);
  expect(zone.credible).toEqual([660, -660]);
  for (const end of zone.credible) expect(OFFSETS_MINUTES).toContain(end);
});
