import { utcOffsetMinutes } from '../domain/zone.ts';
import type { Baseline, KnownPlace } from './baseline.ts';
import { PLACE_FORGETTING, PLACE_WEIGHT } from './constants.ts';

/** Weight from which a place counts as one where the account lives: some three sessions there that were not called suspicious. */
const HABITUAL_WEIGHT = 2_900;

/** Whether the account lives at a place. */
export const isHabitual = (place: KnownPlace | undefined): boolean =>
  place !== undefined && place[7] >= HABITUAL_WEIGHT;

/** Places where the account lives, the most usual first. */
export function habitualPlaces(baseline: Baseline): readonly KnownPlace[] {
  return baseline.places.filter(isHabitual).sort((one, other) => other[7] - one[7]);
}

/** The zone where the account mostly lives; undefined while no place is known. */
export function homeZone(baseline: Baseline): string | undefined {
  let best: KnownPlace | undefined;
  for (const place of baseline.places) if (place[4] !== '' && (best === undefined || place[7] > best[7])) best = place;
  return best?.[4];
}

/** Offset of the home zone at an instant, in minutes; undefined while no place is known. */
export function homeOffsetMinutes(baseline: Baseline, atMs: number): number | undefined {
  const zone = homeZone(baseline);
  return zone === undefined ? undefined : utcOffsetMinutes(zone, atMs);
}

/** One session at a place: it gains, all forget a little. Sums to less than PLACE_WEIGHT × PLACE_FORGETTING. */
export function weighPlaces(places: readonly KnownPlace[], index: number, atMinute: number): readonly KnownPlace[] {
  if (index < 0) return places;
  return places.map((known, at) => {
    const [country, city, latitude, longitude, zone, west, east, weight, lastMinute] = known;
    const kept = weight - Math.floor(weight / PLACE_FORGETTING);
    return at === index
      ? [country, city, latitude, longitude, zone, west, east, kept + PLACE_WEIGHT, Math.max(lastMinute, atMinute)]
      : [country, city, latitude, longitude, zone, west, east, kept, lastMinute];
  });
}
