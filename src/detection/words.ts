import { isFixedZone, utcOffsetMinutes } from '../domain/zone.ts';

/** Words for people: what findings, alerts and campaigns say is put together of these. */

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** '12 May 09:28 UTC'. */
export function instantWords(atMs: number): string {
  return `${dayWords(atMs)} ${clockWords(atMs)} UTC`;
}

/** '12 May 2026'. */
export function dateWords(atMs: number): string {
  return `${dayWords(atMs)} ${new Date(atMs).getUTCFullYear()}`;
}

/** '12 May'. */
export function dayWords(atMs: number): string {
  const date = new Date(atMs);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
}

const clockWords = (atMs: number): string => new Date(atMs).toISOString().slice(11, 16);

/** '45 minutes', '3 hours', '2 days'. */
export function durationWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 90) return counted(minutes, 'minute');
  if (hours < 48) return counted(Math.round(hours), 'hour');
  return counted(Math.round(hours / 24), 'day');
}

export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** 'UTC+8', 'UTC-3:30'. */
export function offsetWords(minutes: number): string {
  const magnitude = Math.abs(minutes);
  const rest = magnitude % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.floor(magnitude / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** By whose clock hours are told: 'in Europe/Oslo'; of an account of which no place is known, that home is a guess. */
export const homeClockWords = (zone: string, offsetMinutes: number): string =>
  isFixedZone(zone)
    ? `at ${offsetWords(offsetMinutes)}, where its own hours suggest that it lives (no place of it is known)`
    : `in ${zone}`;

/** How sure a zone is, never quite; and what hours cannot tell. */
export const chanceSentence = (probability: number): string =>
  `The chance that this is right is ${Math.min(99, Math.round(100 * probability))}%; hours tell a zone, never a city or a person.`;

/** The offset of a zone at an instant in words; empty where the zone is not known. */
export function zoneWords(zone: string, atMs: number): string {
  const offset = zone === '' ? undefined : utcOffsetMinutes(zone, atMs);
  return offset === undefined ? '' : offsetWords(offset);
}

/** 'a', 'a and b', 'a, b and c'. */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1);
  return items.length < 2 || last === undefined ? (last ?? '') : `${items.slice(0, -1).join(', ')} and ${last}`;
}
