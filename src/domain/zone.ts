import { getTimezoneOffset } from 'date-fns-tz/getTimezoneOffset';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

/** date-fns-tz asks Intl each time, which costs some 20 µs; offsets change on the hour at most, so they are kept by zone and hour. */
const CACHE_LIMIT = 50_000;
const offsets = new Map<string, Map<number, number>>();
let cached = 0;

/**
 * The offset of an IANA zone from UTC at an instant, daylight saving included.
 * @returns minutes east of UTC; undefined when the zone is not known to the runtime.
 */
export function utcOffsetMinutes(timeZone: string, atMs: number): number | undefined {
  // date-fns-tz looks names up in a plain object and trips over what every object has ("constructor").
  if (timeZone in Object.prototype) return undefined;
  const hour = Math.floor(atMs / HOUR_MS);
  let ofZone = offsets.get(timeZone);
  const known = ofZone?.get(hour);
  if (known !== undefined) return Number.isNaN(known) ? undefined : known;
  if (cached >= CACHE_LIMIT) {
    offsets.clear();
    cached = 0;
    ofZone = undefined;
  }
  if (ofZone === undefined) {
    ofZone = new Map();
    offsets.set(timeZone, ofZone);
  }
  const minutes = getTimezoneOffset(timeZone, new Date(hour * HOUR_MS)) / MINUTE_MS;
  ofZone.set(hour, minutes);
  cached += 1;
  return Number.isNaN(minutes) ? undefined : minutes;
}

export const isTimeZone = (name: string): boolean => utcOffsetMinutes(name, 0) !== undefined;

/** Wall-clock reading of an instant in a zone `offsetMinutes` east of UTC. `weekday` is 0 for Sunday to 6 for Saturday. */
export interface LocalTime {
  readonly dayNumber: number;
  readonly weekday: number;
  readonly minuteOfDay: number;
}

export function localTime(atMs: number, offsetMinutes: number): LocalTime {
  const localMs = atMs + offsetMinutes * MINUTE_MS;
  const dayNumber = Math.floor(localMs / DAY_MS);
  return {
    dayNumber,
    weekday: (((dayNumber + 4) % 7) + 7) % 7,
    minuteOfDay: Math.floor((localMs - dayNumber * DAY_MS) / MINUTE_MS),
  };
}

/** Distance of two UTC offsets on the circle of 24 hours, in minutes: 0 to 720. */
export function offsetDistanceMinutes(one: number, other: number): number {
  const apart = Math.abs(one - other) % 1440;
  return Math.min(apart, 1440 - apart);
}
