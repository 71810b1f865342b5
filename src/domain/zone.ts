import { getTimezoneOffset } from 'date-fns-tz/getTimezoneOffset';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time.ts';

/**
 * Asking Intl costs microseconds. Offsets stay for months, so they are kept by zone and span of days
 * where both ends agree, and by hour in the spans in which a clock moves; no zone moves its clock twice within such a span.
 */
const CACHE_LIMIT = 100_000;
const SPAN_MS = 8 * DAY_MS;
const MOVES = Number.POSITIVE_INFINITY;
const spans = new Map<string, Map<number, number>>();
let cached = 0;

/**
 * The offset of an IANA zone from UTC at an instant, daylight saving included.
 * @returns minutes east of UTC; undefined when the zone is not known to the runtime.
 */
export function utcOffsetMinutes(timeZone: string, atMs: number): number | undefined {
  const span = Math.floor(atMs / SPAN_MS);
  const known = spans.get(timeZone)?.get(span) ?? readSpan(timeZone, span);
  const minutes = known === MOVES ? readHour(timeZone, Math.floor(atMs / HOUR_MS)) : known;
  return Number.isNaN(minutes) ? undefined : minutes;
}

function readSpan(timeZone: string, span: number): number {
  const first = readEdge(timeZone, span);
  const last = readEdge(timeZone, span + 1);
  return keep(timeZone, span, Object.is(first, last) ? first : MOVES);
}

/** The offset at which a span begins, which is that with which the one before it ends. */
function readEdge(timeZone: string, span: number): number {
  const key = EDGES_FROM - span;
  return spans.get(timeZone)?.get(key) ?? keep(timeZone, key, askZone(timeZone, span * SPAN_MS));
}

/** Edges and hours share the map with spans: they are kept below all spans that a date can have. */
const EDGES_FROM = -1e8;
const HOURS_FROM = -1e9;

function readHour(timeZone: string, hour: number): number {
  const key = HOURS_FROM - hour;
  return spans.get(timeZone)?.get(key) ?? keep(timeZone, key, askZone(timeZone, hour * HOUR_MS));
}

function keep(timeZone: string, key: number, minutes: number): number {
  if (cached >= CACHE_LIMIT) {
    spans.clear();
    cached = 0;
  }
  const ofZone = spans.get(timeZone) ?? new Map<number, number>();
  spans.set(timeZone, ofZone.set(key, minutes));
  cached += 1;
  return minutes;
}

/**
 * Minutes, or NaN. The clock of the zone says what it shows at an instant; `getTimezoneOffset` of date-fns-tz would take the instant
 * for a local time, and is hours late about summer time. It reads what is no plain name: "+05:30", "Z". It takes no name for UTC,
 * and trips over names that every object has ("constructor").
 */
function askZone(timeZone: string, atMs: number): number {
  if (timeZone === '' || timeZone in Object.prototype || !Number.isSafeInteger(atMs)) return Number.NaN;
  const clock = clockOf(timeZone);
  const shown = clock === undefined ? undefined : clockMinutes(clock, atMs);
  return shown ?? getTimezoneOffset(timeZone, new Date(atMs)) / MINUTE_MS;
}

const MAX_CLOCKS = 1_000;
const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(timeZone)) return clocks.get(timeZone);
  if (clocks.size >= MAX_CLOCKS) clocks.clear();
  const clock = /^[A-Za-z]{2}/.test(timeZone) ? openClock(timeZone) : undefined;
  clocks.set(timeZone, clock);
  return clock;
}

function openClock(timeZone: string): Intl.DateTimeFormat | undefined {
  const digits = '2-digit';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
  } catch {
    return undefined;
  }
}

/** Month, day, year, hour, minute and second. */
const CLOCK_TEXT = /^(\d\d)\/(\d\d)\/(\d{4}), (\d\d):(\d\d):(\d\d)$/;

/** How many minutes a clock is ahead of UTC. Undefined where it cannot be read, or where the difference is no whole minute. */
function clockMinutes(clock: Intl.DateTimeFormat, atMs: number): number | undefined {
  const [, month, day, year, hour, minute, second] = CLOCK_TEXT.exec(clock.format(atMs)) ?? [];
  if (year === undefined || Number(year) < 1900) return undefined;
  const readMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const minutes = (readMs - SECOND_MS * Math.floor(atMs / SECOND_MS)) / MINUTE_MS;
  return Number.isSafeInteger(minutes) ? minutes : undefined;
}

/** The IANA zone whose clocks are always so many hours east of UTC, -12 to 14. Its name counts westward. */
export const fixedZone = (hours: number): string =>
  hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;

/** Whether a zone is one of those: no place has it, so it stands for home where home is only guessed. */
export const isFixedZone = (timeZone: string): boolean => /^Etc\/GMT(?:[-+]\d\d?)?$/.test(timeZone);

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
