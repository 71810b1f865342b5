import { DAY_MS, parseInstant, SECOND_MS } from '../domain/time.ts';
import { UTC, writtenZone, type Zone } from './zones.ts';

/** A liberal reader of times: what vendors and the collectors between us and them write for an instant. */

/** Above these, a number of seconds since 1970 must be milliseconds, microseconds, nanoseconds (the year is 5138 else). */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;
/** RFC 3339 cannot write later years. */
const LAST_MS = Date.UTC(9999, 11, 31);
const LONGEST_TIME = 80;

/**
 * An instant in milliseconds from whatever a vendor writes as a time.
 * @param zone that of a time without an offset of its own; one whose offset nobody can know is not read
 */
export function asInstant(value: unknown, zone: Zone = UTC): number | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string' || value.length > LONGEST_TIME) return undefined;
  const text = value.trim();
  const exact = parseInstant(text);
  const atMs =
    exact ??
    (/^\d{9,19}(?:\.\d+)?$/.test(text) && !COMPACT.test(text)
      ? fromEpoch(Number(text))
      : (fromIsoLike(text, zone) ?? fromWords(text, zone)));
  return atMs !== undefined && atMs > -DAY_MS && atMs <= LAST_MS ? atMs : undefined;
}

/** Fourteen digits are a calendar's: as milliseconds they would be of the year 2286 and later. */
const COMPACT = /^(?:19|20)\d{12}(?:\.\d+)?$/;

function fromEpoch(number: number): number | undefined {
  if (number <= 0) return undefined;
  const atMs =
    number < SECONDS_BELOW
      ? number * SECOND_MS
      : number < MILLISECONDS_BELOW
        ? number
        : number < MICROSECONDS_BELOW
          ? number / 1e3
          : number / 1e6;
  return atMs <= LAST_MS ? Math.round(atMs) : undefined;
}

/** ISO-like: "2022-01-01 10:00:00.000000000", "20220101T100000Z", "2022-01-01 10:00:00 EST", "20220101100000.000". */
const ISO_LIKE =
  /^(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:(?:[Tt ]+|(?<=^(?:19|20)\d{6}))(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?\s*([A-Za-z]{1,4}|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?)?)?$/;

function fromIsoLike(text: string, zone: Zone): number | undefined {
  const found = ISO_LIKE.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', written] = found;
  return instantOf({ year, month, day, clock: [hour, minute, second], fraction }, written, zone);
}

interface Written {
  readonly year: string;
  /** Two digits, as the day and each part of the clock. */
  readonly month: string;
  readonly day: string;
  readonly clock: readonly string[];
  readonly fraction: string;
}

/** @param written the zone in the text itself; one that is not known makes the time unreadable */
function instantOf(
  { year, month, day, clock, fraction }: Written,
  written: string | undefined,
  zone: Zone,
): number | undefined {
  const millis = fraction === '' ? '' : `.${fraction.slice(0, 3)}`;
  const wallMs = parseInstant(`${year}-${month}-${day}T${clock.join(':')}${millis}Z`);
  if (wallMs === undefined) return undefined;
  return (written === undefined ? zone : writtenZone(written))?.(wallMs);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?$/;
/** A zone stands by itself or after the clock: the year of "02-Mar-2026" is no offset. Each gap is one sign, so that it takes none from an offset. */
const PIECE =
  /(?<clock>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)|(?<numeric>\d{1,2}\/\d{1,2}\/\d{4}(?!\d))|(?<offset>(?:UTC|GMT|(?<=[\s\d]))[+-]\d{1,2}(?::?\d{2})?(?!\d))|(?<number>\d+)|(?<word>[a-z]+)|(?<comment>\([a-z ]+\))|(?<gap>\s+|[,:/@.-])/giy;

/** "Mon Oct 16 22:55:48 EST 2023", "16/Oct/2023:22:55:48 +0000", "Mon, 16 Oct 2023 22:55:48 GMT", "10/16/2023 10:55:48 PM": in any order, each part once. */
function fromWords(text: string, zone: Zone): number | undefined {
  const parts = new Map<string, string>();
  const isNew = (name: string, value: string): boolean => !parts.has(name) && parts.set(name, value) !== undefined;
  let read = 0;
  for (const { 0: piece, groups = {} } of text.matchAll(PIECE)) {
    read += piece.length;
    if (groups.gap !== undefined) continue;
    if (!take(groups, isNew)) return undefined;
  }
  const { year, month, day, clock, half, written, comment } = Object.fromEntries(parts);
  // A comment may repeat what an offset said: "GMT+0100 (Central European Standard Time)".
  if (read < text.length || (comment !== undefined && written === undefined)) return undefined;
  if (year === undefined || month === undefined || day === undefined || clock === undefined) return undefined;
  const [time = '', fraction = ''] = clock.split(/[.,]/);
  const [hour = '', minute = '', second = '00'] = time.split(':');
  const hours = hourOf(Number(hour), half);
  if (hours === undefined) return undefined;
  return instantOf({ year, month, day, clock: [hours, minute, second], fraction }, written, zone);
}

/** Sorts one piece of a written time. False when it is none, or comes twice. */
function take(groups: Record<string, string | undefined>, isNew: (name: string, value: string) => boolean): boolean {
  const { clock, numeric, offset, number, comment } = groups;
  const word = groups.word?.toLowerCase();
  if (clock !== undefined) return isNew('clock', clock);
  if (offset !== undefined) return isNew('written', offset);
  if (comment !== undefined) return isNew('comment', comment);
  if (numeric !== undefined) {
    const [month = '', day = '', year = ''] = numeric.split('/');
    return isNew('month', padded(month)) && isNew('day', padded(day)) && isNew('year', year);
  }
  if (number !== undefined) return number.length === 4 ? isNew('year', number) : isNew('day', padded(number));
  if (word === undefined || word === 'at' || WEEKDAY.test(word)) return true;
  if (word === 'am' || word === 'pm') return isNew('half', word);
  return MONTH.test(word)
    ? isNew('month', padded(String(MONTHS.indexOf(word.slice(0, 3)) + 1)))
    : isNew('written', word);
}

const padded = (number: string): string => number.padStart(2, '0');

/** Of a clock with 24 hours, or of one half of the day: 12 AM is midnight, and some write it 0. */
function hourOf(hour: number, half: string | undefined): string | undefined {
  if (half === undefined) return padded(String(hour));
  return hour > 12 ? undefined : padded(String((hour % 12) + (half === 'pm' ? 12 : 0)));
}
