import { utcOffsetMinutes } from '../domain/zone.ts';
import type { Baseline, KnownPlace } from './baseline.ts';
import { PLACE_FORGETTING, PLACE_WEIGHT } from './constants.ts';

/** Weight from which a place counts as one where the account lives: some three sessions there that were not called suspicious. */
export const HABITUAL_WEIGHT = 2_900;

/** And from which nobody takes it for a journey any more: some seventeen. */
const SETTLED_WEIGHT = 15_000;

/** Whether the account lives at a place. */
export function isHabitual(baseline: Baseline, index: number, minute: number): boolean {
  const weight = baseline.places[index]?.[7] ?? 0;
  return (
    weight >= HABITUAL_WEIGHT || baseline.visits?.some(([place, until]) => place === index && minute <= until) === true
  );
}

/** Places where the account lives, the most usual first. */
export function habitualPlaces(baseline: Baseline, minute: number): readonly KnownPlace[] {
  return baseline.places
    .filter((_, index) => isHabitual(baseline, index, minute))
    .sort((one, other) => other[7] - one[7]);
}

/** The zone where the account mostly lives; undefined while no place is known. */
export const homeZone = (baseline: Baseline): string | undefined => heaviest(baseline, undefined)?.[4];

/** The zone where it lives most beside home: what may become home one day. */
export const nextZone = (baseline: Baseline): string | undefined => heaviest(baseline, homeZone(baseline))?.[4];

/** Whether it has been there longer than a journey lasts. */
export const isHomeSettled = (baseline: Baseline): boolean =>
  (heaviest(baseline, undefined)?.[7] ?? 0) >= SETTLED_WEIGHT;

/** The place of the greatest weight that has a zone; `butZone` is passed over. */
function heaviest({ places }: Baseline, butZone: string | undefined): KnownPlace | undefined {
  let best: KnownPlace | undefined;
  for (const place of places) {
    const isZone = place[4] !== '' && place[4] !== butZone;
    if (isZone && (best === undefined || place[7] > best[7])) best = place;
  }
  return best;
}

/** Offset of the home zone at an instant, in minutes; undefined while no place is known. */
export function homeOffsetMinutes(baseline: Baseline, atMs: number): number | undefined {
  const zone = homeZone(baseline);
  return zone === undefined ? undefined : utcOffsetMinutes(zone, atMs);
}

/** A suspicious session at a place: it gains nothing, and is remembered to have been there. */
export function touchPlace(places: readonly KnownPlace[], index: number, atMinute: number): readonly KnownPlace[] {
  return places.map((known, at) => {
    if (at !== index || known[8] >= atMinute) return known;
    const [country, city, latitude, longitude, zone, west, east, weight] = known;
    return [country, city, latitude, longitude, zone, west, east, weight, atMinute];
  });
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
