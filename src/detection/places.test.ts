import { expect, it } from 'vitest';
import type { Place } from '../domain/enriched-event.ts';
import { type PlaceSeen, readPlace, zoneDistanceMinutes } from './places.ts';

const SUMMER = Date.UTC(2026, 6, 15);
const seen = (...timeZones: string[]): PlaceSeen => {
  const place: Place = { country: 'XX', timeZones };
  const read = readPlace(place);
  if (read === undefined) throw new Error('no place');
  return read;
};
/** Of a country whose cities are not told. */
const STATES = seen('America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'Pacific/Honolulu');
const CHINA = seen('Asia/Shanghai', 'Asia/Urumqi');

it('two places are as far apart in clock as the nearest of the zones that they may have', () => {
  const hours = (one: PlaceSeen, other: PlaceSeen) => (zoneDistanceMinutes(one, other, SUMMER) ?? Number.NaN) / 60;
  // From UTC-10 to UTC+8 it is six hours round the day.
  expect(hours(STATES, CHINA)).toBe(6);
  expect(hours(CHINA, STATES)).toBe(6);
  expect(hours(STATES, seen('Europe/London'))).toBe(5);
  expect(hours(STATES, seen('America/Chicago'))).toBe(0);
  expect(hours(seen('Pacific/Auckland'), seen('Pacific/Pago_Pago'))).toBe(1);
  expect(hours(seen('Europe/Oslo'), seen('Asia/Tokyo'))).toBe(7);
});
