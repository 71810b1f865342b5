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
  if (!RFC3339.test(text)) return undefined;
  const day = Number(text.slice(8, 10));
  if (day > 28 && day > daysInMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)))) return undefined;
  const atMs = Date.parse(text.slice(17, 19) === '60' ? `${text.slice(0, 17)}59${text.slice(19)}` : text);
  return Number.isNaN(atMs) ? undefined : atMs;
}

/** Writes an instant as RFC 3339 in UTC, with milliseconds only where there are any. */
export function formatInstant(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
