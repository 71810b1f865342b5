import type { TravelEvidence } from '../domain/evidence.ts';
import { formatInstant } from '../domain/time.ts';
import { utcOffsetMinutes } from '../domain/zone.ts';
import { type Baseline, type RecentSession, SESSION } from './baseline.ts';
import { habitualPlaces } from './home-zones.ts';
import type { Opening } from './opening.ts';
import { distanceKm, type PlaceSeen, placeName, placeSeen, zoneDistanceMinutes } from './places.ts';

/** An airliner's cruising speed with the wind behind it. */
const FLIGHT_KMH = 950;
/** Getting to the first airport and out of the last one, cut short: who does it faster does not fly. */
const AIRPORT_HOURS = 1;
/** Nearer than this there are trains, cars, and geo databases that are wrong about where a carrier hands its traffic over. */
const JUDGED_KM = 500;
/** What geo databases are off by, at each end. */
const GEO_ERROR_KM = 100;
/** Where coordinates are missing: the least that lies between two places so many minutes of UTC offset apart. */
const KM_A_ZONE_HOUR = 700;

/** The way between a session that opens and a neighbour in time. */
export interface Leg {
  readonly other: RecentSession;
  readonly otherPlace: PlaceSeen;
  /** Undefined where coordinates are missing; judged by the zones then. */
  readonly km: number | undefined;
  readonly hours: number;
  /** Whether the other session is the later one: it came before this event did. */
  readonly isLater: boolean;
  readonly isImpossible: boolean;
}

/** The ways to the neighbours in time on both sides; sessions without a place, and those at this place, have none. */
export function legsOf({ baseline, second, placeIndex, place }: Opening): readonly Leg[] {
  if (place === undefined) return [];
  let before: RecentSession | undefined;
  let after: RecentSession | undefined;
  for (const session of baseline.recent) {
    if (session[3] === -1 || session[3] === placeIndex) continue;
    if (session[0] > second) {
      if (after === undefined || session[0] < after[0]) after = session;
    } else if (before === undefined || session[1] > before[1]) before = session;
  }
  return [before, after].flatMap((other) => (other === undefined ? [] : [legTo(baseline, second, place, other)]));
}

function legTo(baseline: Baseline, second: number, place: PlaceSeen, other: RecentSession): Leg {
  const [start, end, , placeIndex] = other;
  const known = baseline.places[placeIndex];
  const otherPlace = known === undefined ? place : placeSeen(known);
  const seconds = second < start ? start - second : Math.max(0, second - end);
  const km = distanceKm(place, otherPlace);
  const hours = seconds / 3600;
  return {
    other,
    otherPlace,
    km,
    hours,
    isLater: start > second,
    isImpossible: isImpossible(place, otherPlace, km, hours),
  };
}

function isImpossible(place: PlaceSeen, other: PlaceSeen, km: number | undefined, hours: number): boolean {
  const apart = km ?? zonesKm(place, other);
  return apart >= JUDGED_KM && hours < hoursNeeded(apart);
}

/** Hours that a traveller needs at least, door to door. */
export const hoursNeeded = (km: number): number => AIRPORT_HOURS + Math.max(0, km - 2 * GEO_ERROR_KM) / FLIGHT_KMH;

/** Without coordinates, two countries are as far apart as their zones say, and neighbours are no distance. */
function zonesKm(one: PlaceSeen, other: PlaceSeen): number {
  if (one.country === other.country) return 0;
  const atMs = 0;
  return ((zoneDistanceMinutes(one, other, atMs) ?? 0) / 60) * KM_A_ZONE_HOUR;
}

/** Whether the neighbour is itself under suspicion: the owner's way back from there is not the owner's. */
export const isSuspectLeg = (baseline: Baseline, { other }: Leg): boolean =>
  (other[4] & SESSION.suspicious) !== 0 || (baseline.fingerprints[other[2]]?.[6] ?? 0) * 60 > other[0];

/** Evidence of a way, in the order of time. */
export function travelEvidence(opening: Opening, place: PlaceSeen, leg: Leg | undefined): TravelEvidence {
  const { baseline, second, fingerprint, event } = opening;
  const here = {
    ...stop(place, second, fingerprint[0], fingerprint[1]),
    ...(event.device === undefined ? {} : { device: event.device.slice(0, 64) }),
  };
  const homeZones = [...new Set(habitualPlaces(baseline, Math.floor(second / 60)).map((home) => home[4]))].filter(
    (zone) => zone !== '',
  );
  if (leg === undefined) return { kind: 'travel', to: here, homeZones };
  const { other, otherPlace, km, hours, isLater } = leg;
  const [network, client] = baseline.fingerprints[other[2]] ?? ['unknown', 'unknown'];
  const there = stop(otherPlace, isLater ? other[0] : Math.min(other[1], second), network, client);
  return {
    kind: 'travel',
    from: isLater ? here : there,
    to: isLater ? there : here,
    ...(km === undefined ? {} : { distanceKm: Math.round(km) }),
    // Two events in the same second are no speed at all, so a minute is the least that is divided by.
    ...(km === undefined ? {} : { speedKmh: Math.round(km / Math.max(hours, 1 / 60)) }),
    homeZones,
  };
}

function stop(place: PlaceSeen, second: number, network: string, client: string) {
  const offset = utcOffsetMinutes(place.zone, second * 1000);
  return {
    time: formatInstant(second * 1000),
    place: placeName(place),
    ...(place.zone === '' || offset === undefined ? {} : { utcOffsetMinutes: offset }),
    network,
    client,
  };
}
