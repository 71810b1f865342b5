import { IP_REGEX } from 'valibot';

/** Liberal readers of single values: what vendors and the collectors between us and them do to addresses and numbers. Times are in times.ts. */

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

/** What is written where the address is not known: Duo for a console, Snowflake for failures that it left out, SharePoint for its own services. */
const UNSPECIFIED = new Set(['0.0.0.0', '::']);

/** Bare, with a port, in brackets, with an interface, IPv4 mapped into IPv6, the first of a list. */
export function asAddress(value: unknown): string | undefined {
  const address = writtenAddress(value);
  return address !== undefined && UNSPECIFIED.has(address) ? undefined : address;
}

function writtenAddress(value: unknown): string | undefined {
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
