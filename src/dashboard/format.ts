import { MINUTE_MS, parseInstant } from '../domain/time.ts';
import { isFixedZone, utcOffsetMinutes } from '../domain/zone.ts';

/** Numbers and times as people read them. English, no Intl: the same text on every runtime. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** 1234567 → "1,234,567". */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Decimal units, two figures: 4100000000 → "4.1 GB". */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return '–';
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const figures = unit === 0 || value >= 9.95 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
  return `${figures} ${BYTE_UNITS[unit] ?? 'B'}`;
}

/** 480 → "UTC+8"; −210 → "UTC−3:30". */
export function formatOffset(minutes: number): string {
  const size = Math.abs(Math.round(minutes));
  if (size === 0) return 'UTC';
  const rest = size % 60;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${twoDigits(rest)}`}`;
}

/** 0.93 → "93%"; never "100%" or "0%" for what is not certain. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0.99 && share < 1) return '> 99%';
  if (share > 0 && share < 0.01) return '< 1%';
  return `${Math.round(share * 100)}%`;
}

const ODDS_CEILING = 1_000_000;
/** A ratio in two figures: 2417 → "2,400". Beyond a million no figure means anything. */
export function formatRatio(ratio: number): string {
  if (Number.isNaN(ratio)) return '–';
  if (ratio >= ODDS_CEILING) return 'over a million';
  if (ratio < 10) return ratio.toFixed(1).replace(/\.0$/, '');
  const scale = 10 ** (Math.floor(Math.log10(ratio)) - 1);
  return formatCount(Math.round(ratio / scale) * scale);
}

/** "Europe/Oslo" → "Oslo"; "America/Argentina/Buenos_Aires" → "Buenos Aires"; "Etc/GMT-9" → "UTC+9", as people write it. */
export const cityOfZone = (timeZone: string): string =>
  isFixedZone(timeZone)
    ? formatOffset(utcOffsetMinutes(timeZone, 0) ?? 0)
    : (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

export interface Wall {
  readonly date: string;
  readonly shortDate: string;
  readonly weekday: string;
  readonly clock: string;
}

/** Date and clock of an instant `offsetMinutes` east of UTC. */
export function wallClock(atMs: number, offsetMinutes: number): Wall {
  const local = new Date(atMs + offsetMinutes * MINUTE_MS);
  const shortDate = `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()] ?? ''}`;
  return {
    shortDate,
    date: `${shortDate} ${local.getUTCFullYear()}`,
    weekday: WEEKDAYS[local.getUTCDay()] ?? '',
    clock: `${twoDigits(local.getUTCHours())}:${twoDigits(local.getUTCMinutes())}`,
  };
}

/** "Fri 17 Aug 2018, 02:14 UTC"; the text itself where it is no time. */
export function formatUtc(time: string): string {
  const atMs = parseInstant(time);
  if (atMs === undefined) return time;
  const wall = wallClock(atMs, 0);
  return `${wall.weekday} ${wall.date}, ${wall.clock} UTC`;
}

/** "Fri 17 Aug, 04:14 in Oslo (UTC+2)", or "04:14 UTC+2" where home is only guessed; undefined where zone or time is unknown. */
export function formatHome(time: string, timeZone: string): string | undefined {
  const atMs = parseInstant(time);
  const offset = atMs === undefined ? undefined : utcOffsetMinutes(timeZone, atMs);
  if (atMs === undefined || offset === undefined) return undefined;
  const wall = wallClock(atMs, offset);
  const where = isFixedZone(timeZone) ? formatOffset(offset) : `in ${cityOfZone(timeZone)} (${formatOffset(offset)})`;
  return `${wall.weekday} ${wall.shortDate}, ${wall.clock} ${where}`;
}

const STEPS: readonly (readonly [minutes: number, one: string, many: string])[] = [
  [1440, 'day', 'days'],
  [60, 'hour', 'hours'],
  [1, 'minute', 'minutes'],
];

/** A length of time in its largest whole unit: 90 → "1 hour". */
export function formatMinutes(minutes: number): string {
  for (const [size, one, many] of STEPS) {
    const whole = Math.floor(minutes / size);
    if (whole >= 1) return `${formatCount(whole)} ${whole === 1 ? one : many}`;
  }
  return 'less than a minute';
}

/** A length of time in two units where it matters: 75 → "75 minutes"; 200 → "3 h 20 min"; 3000 → "2 days 2 h". */
export function formatSpan(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 120) return whole < 1 ? 'less than a minute' : plural(whole, 'minute');
  const hours = Math.floor(whole / 60);
  if (hours < 48) return `${hours} h${whole % 60 === 0 ? '' : ` ${whole % 60} min`}`;
  return `${plural(Math.floor(hours / 24), 'day')}${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
}

const YEAR_MINUTES = 525_960;
const MONTH_MINUTES = YEAR_MINUTES / 12;
/** "3 hours ago"; "just now" within a minute; what is ahead says whose clock is. */
export function formatAgo(time: string, nowMs: number): string {
  const atMs = parseInstant(time);
  if (atMs === undefined) return '';
  const minutes = (nowMs - atMs) / MINUTE_MS;
  if (minutes <= -1) return `in ${formatMinutes(-minutes)} (the sender's clock is ahead)`;
  if (minutes >= 2 * YEAR_MINUTES) return `${Math.floor(minutes / YEAR_MINUTES)} years ago`;
  if (minutes >= 2 * MONTH_MINUTES) return `${Math.floor(minutes / MONTH_MINUTES)} months ago`;
  return minutes < 1 ? 'just now' : `${formatMinutes(minutes)} ago`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
