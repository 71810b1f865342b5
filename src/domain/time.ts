/** Instants are milliseconds since 1970-01-01T00:00:00Z; the wire writes them as RFC 3339. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** RFC 3339 `date-time`, with an offset; leap seconds are read as the second before. */
const RFC3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Reads an RFC 3339 time. Returns undefined for anything else, also for days that do not exist (30 February). */
export function parseInstant(text: string): number | undefined {
  const plain = parsePlainInstant(text);
  if (plain !== undefined) return plain;
  if (!RFC3339.test(text)) return undefined;
  const day = Number(text.slice(8, 10));
  if (day > 28 && day > daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)))) return undefined;
  const atMs = Date.parse(text.slice(17, 19) === '60' ? `${text.slice(0, 17)}59${text.slice(19)}` : text);
  return Number.isNaN(atMs) ? undefined : atMs;
}

const ZERO = 48;
const digit = (text: string, at: number): number => {
  const value = text.charCodeAt(at) - ZERO;
  return value >= 0 && value <= 9 ? value : Number.NaN;
};
const twoDigits = (text: string, at: number): number => 10 * digit(text, at) + digit(text, at + 1);

/** The usual forms, `2018-08-17T02:14:09Z` and `…09.250Z`, read digit by digit: every event passes here, and this takes a tenth of the time. */
function parsePlainInstant(text: string): number | undefined {
  const isLong = text.length === 24 && text[19] === '.';
  if ((!isLong && text.length !== 20) || text[text.length - 1] !== 'Z' || text[10] !== 'T') return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return undefined;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const millisecond = isLong ? 10 * twoDigits(text, 20) + digit(text, 22) : 0;
  const isDate = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDate || !(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
  if (day > 28 && day > daysInMonth(year, month)) return undefined;
  const atMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** Writes an instant as RFC 3339 in UTC, with milliseconds only where there are any. */
export function formatInstant(atMs: number): string {
  // Four digits of a year, and no instant before 1970: the rest is for the platform, which takes four times as long.
  if (!(atMs >= 0 && atMs < YEAR_10000_MS)) return new Date(atMs).toISOString().replace('.000Z', 'Z');
  const wholeMs = Math.floor(atMs);
  const day = Math.floor(wholeMs / DAY_MS);
  if (day !== written.day) written = { day, text: new Date(day * DAY_MS).toISOString().slice(0, 11) };
  const ofDayMs = wholeMs - day * DAY_MS;
  const ofDay = Math.floor(ofDayMs / SECOND_MS);
  const millis = ofDayMs - ofDay * SECOND_MS;
  const minutes = Math.floor(ofDay / 60);
  const clock = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[ofDay % 60]}`;
  return `${written.text}${clock}${millis === 0 ? '' : `.${String(millis).padStart(3, '0')}`}Z`;
}

const YEAR_10000_MS = Date.UTC(10_000, 0, 1);
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
/** The date that was written last: records of a batch are of the same days. */
let written = { day: -1, text: '' };

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
