import type { Place } from '../domain/enriched-event.ts';
import { utcOffsetMinutes } from '../domain/zone.ts';
import type { KnownPlace } from './baseline.ts';
import { CITY_BYTES, ZONE_CHARACTERS } from './constants.ts';
import { label } from './label.ts';

/** A place as baselines hold it. */
export interface PlaceSeen {
  readonly country: string;
  readonly city: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly zone: string;
  readonly west: number;
  readonly east: number;
}

/** Two instants of different daylight saving, so that the spread of candidate zones does not depend on when it was asked. */
const SEASONS_MS = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
const seen = new WeakMap<Place, PlaceSeen | null>();

/** Reads a place; undefined where neither country nor zone nor coordinates are known. Enrichment hands out one object per place. */
export function readPlace(place: Place): PlaceSeen | undefined {
  const known = seen.get(place);
  if (known !== undefined) return known ?? undefined;
  const read = toSeen(place);
  seen.set(place, read ?? null);
  return read;
}

function toSeen(place: Place): PlaceSeen | undefined {
  const { country, city, lat, lon, timeZones } = place;
  const located = lat !== undefined && lon !== undefined;
  if (country === undefined && timeZones.length === 0 && !located) return undefined;
  const zone = timeZones[0] ?? '';
  return {
    country: (country ?? '').slice(0, 2),
    city: city === undefined ? '' : label(city, CITY_BYTES),
    latitude: located ? Math.round(lat * 10) : null,
    longitude: located ? Math.round(lon * 10) : null,
    zone: zone.length > ZONE_CHARACTERS ? '' : zone,
    ...spread(timeZones),
  };
}

function spread(zones: readonly string[]): { west: number; east: number } {
  let west = 0;
  let east = 0;
  const [likeliest, ...others] = zones;
  if (likeliest === undefined) return { west, east };
  for (const atMs of SEASONS_MS) {
    const base = utcOffsetMinutes(likeliest, atMs) ?? 0;
    for (const other of others) {
      const apart = (utcOffsetMinutes(other, atMs) ?? base) - base;
      west = Math.min(west, apart);
      east = Math.max(east, apart);
    }
  }
  return { west, east };
}

const asSeen = ([country, city, latitude, longitude, zone, west, east]: KnownPlace): PlaceSeen => ({
  country,
  city,
  latitude,
  longitude,
  zone,
  west,
  east,
});
export const placeSeen = asSeen;

/** Geo databases are off by tens of kilometres, and by more for carriers: nearer than this is the same place. */
export const SAME_PLACE_KM = 100;

/** Whether two places are one for a detector of travel. */
export function isSamePlace(one: PlaceSeen, other: PlaceSeen): boolean {
  if (one.country === other.country && one.city === other.city && one.zone === other.zone) return true;
  const distance = distanceKm(one, other);
  return distance !== undefined && distance < SAME_PLACE_KM && one.country === other.country;
}

const EARTH_RADIUS_KM = 6371;
const RADIANS_A_TENTH = Math.PI / 1800;

/** Great-circle distance (haversine); undefined where coordinates are missing. */
export function distanceKm(one: PlaceSeen, other: PlaceSeen): number | undefined {
  if (one.latitude === null || one.longitude === null || other.latitude === null || other.longitude === null)
    return undefined;
  const halfLat = ((other.latitude - one.latitude) * RADIANS_A_TENTH) / 2;
  const halfLon = ((other.longitude - one.longitude) * RADIANS_A_TENTH) / 2;
  const chord =
    Math.sin(halfLat) ** 2 +
    Math.cos(one.latitude * RADIANS_A_TENTH) * Math.cos(other.latitude * RADIANS_A_TENTH) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * Smallest distance of the offsets that two places may have at an instant, in minutes; undefined where a zone is unknown. Each may
 * lie anywhere on an arc of the day, from its westmost candidate to its eastmost.
 */
export function zoneDistanceMinutes(one: PlaceSeen, other: PlaceSeen, atMs: number): number | undefined {
  const offset = utcOffsetMinutes(one.zone, atMs);
  const otherOffset = utcOffsetMinutes(other.zone, atMs);
  if (one.zone === '' || other.zone === '' || offset === undefined || otherOffset === undefined) return undefined;
  const [west, otherWest] = [offset + one.west, otherOffset + other.west];
  const eastward = eastOf(otherWest, west) - (one.east - one.west);
  const westward = eastOf(west, otherWest) - (other.east - other.west);
  return Math.max(0, Math.min(eastward, westward));
}

/** How far one offset lies east of another, round the day: 0 to 1439 minutes. */
const eastOf = (offset: number, from: number): number => (((offset - from) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
const DAY_MINUTES = 1440;

/** How people read a place. */
export function placeName({ country, city, zone }: PlaceSeen): string {
  if (city !== '') return country === '' ? city : `${city}, ${country}`;
  return country === '' ? zone : country;
}
