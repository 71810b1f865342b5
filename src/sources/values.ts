import { IP_REGEX } from 'valibot';
import { DAY_MS, MINUTE_MS, parseInstant, SECOND_MS } from '../domain/time.ts';

/** Liberal readers of single values: what vendors and the collectors between us and them do to times, addresses and numbers. */

/** Words that stand for "no value" in some vendor's logs, lower case. */
const ABSENT = new Set([
  '',
  'n/a',
  'na',
  '-',
  '--',
  'null',
  '(null)',
  'undefined',
  'none',
  'unknown',
  'redacted',
  '[redacted]',
  'not available',
  'not applicable',
  '...',
]);
const LONGEST_ABSENT = 14;

/** Is this string a way of saying nothing? */
export function isAbsent(text: string): boolean {
  return text.length <= LONGEST_ABSENT && ABSENT.has(text.trim().toLowerCase());
}

/** Strings as they are, numbers and booleans as text; anything that means "no value" is undefined. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return isAbsent(value) ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return undefined;
}

/** A finite number, or a string that is wholly one. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > 40 || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A count or a number of bytes: whole, not negative, exact. */
export function asCount(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? Math.floor(number) : undefined;
}

export function asFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return undefined;
  const text = value.toLowerCase();
  if (text === 'true' || text === 'yes' || text === '1') return true;
  return text === 'false' || text === 'no' || text === '0' ? false : undefined;
}

/** Bare, with a port, in brackets, with an interface, IPv4 mapped into IPv6, the first of a list. */
export function asAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 256) return undefined;
  let text = value.trim();
  const comma = text.indexOf(',');
  if (comma > 0) text = text.slice(0, comma).trim();
  if (IP_REGEX.test(text) && !text.startsWith('::ffff:') && !text.includes('%')) return text;
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed?.[1] !== undefined) text = bracketed[1];
  else if (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(text)) text = text.slice(0, text.indexOf(':'));
  const percent = text.indexOf('%');
  if (percent > 0) text = text.slice(0, percent);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  if (mapped?.[1] !== undefined) text = mapped[1];
  return IP_REGEX.test(text) ? text : undefined;
}

/** "AS2116", "AS2116 Example", 2116 or "2116" → 2116. */
export function asSystemNumber(value: unknown): number | undefined {
  const number =
    typeof value === 'string' ? Number(/^\s*(?:AS)?(\d{1,10})\b/i.exec(value)?.[1] ?? Number.NaN) : asNumber(value);
  return number !== undefined && Number.isInteger(number) && number > 0 && number <= 4_294_967_295 ? number : undefined;
}

/** Above these, a number of seconds since 1970 must be milliseconds, microseconds, nanoseconds (the year is 5138 else). */
const SECONDS_BELOW = 1e11;
const MILLISECONDS_BELOW = 1e14;
const MICROSECONDS_BELOW = 1e17;
/** RFC 3339 cannot write later years. */
const LAST_MS = Date.UTC(9999, 11, 31);

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

/** ISO-like: "2022-01-01 10:00:00.000000000", "20220101T100000Z", with any offset or none (read as UTC). */
const ISO_LIKE =
  /^(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:[Tt ]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?\s*(Z|z|UTC|GMT|([+-])(\d{2}):?(\d{2})?)?)?$/;

function fromIsoLike(text: string): number | undefined {
  const found = ISO_LIKE.exec(text);
  if (found === null) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    ,
    sign,
    offsetHours = '00',
    offsetMinutes = '00',
  ] = found;
  const millis = fraction === '' ? '' : `.${fraction.slice(0, 3)}`;
  const atMs = parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}${millis}Z`);
  if (atMs === undefined) return undefined;
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * MINUTE_MS;
  return sign === '+' ? atMs - offsetMs : sign === '-' ? atMs + offsetMs : atMs;
}

/** "Mon Oct 16 22:55:48 2023", "16/Oct/2023:22:55:48 +0000", "Mon, 16 Oct 2023 22:55:48 GMT", "10/16/2023 10:55:48 PM". */
const WORDED =
  /^(?=.*\d{4})(?=.*\d:\d\d)(?:.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}\/\d{1,2}\/\d{4}\s)/i;

function fromWords(text: string): number | undefined {
  if (!WORDED.test(text)) return undefined;
  const spaced = text.replace(/^(\d{1,2})\/([A-Za-z]{3})\/(\d{4}):/, '$1 $2 $3 ');
  const zoned = /(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\d{2}:?\d{2})\)?\s*$/.test(spaced) && !/[AP]M\s*$/i.test(spaced);
  const atMs = Date.parse(zoned ? spaced : `${spaced} UTC`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

const LONGEST_TIME = 64;

/** An instant in milliseconds from whatever a vendor writes as a time. Without an offset it is UTC. */
export function asInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string' || value.length > LONGEST_TIME) return undefined;
  const text = value.trim();
  const exact = parseInstant(text);
  const atMs =
    exact ?? (/^\d{9,19}(?:\.\d+)?$/.test(text) ? fromEpoch(Number(text)) : (fromIsoLike(text) ?? fromWords(text)));
  return atMs !== undefined && atMs > -DAY_MS && atMs <= LAST_MS ? atMs : undefined;
}
