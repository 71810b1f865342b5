import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';

/** The scenario's two clocks. Oslo keeps summer time from June to September 2018, so its offset stands still. */
export const OSLO_OFFSET_MINUTES = 120;
export const SINGAPORE_OFFSET_MINUTES = 480;

/** A local date, `2018-08-17`. */
export type Day = string;

/** Local wall-clock time to an RFC 3339 instant in whole seconds. `hour` is decimal and may pass 24 (the next day). */
export function instantAt(day: Day, hour: number, offsetMinutes: number): string {
  const atMs = Date.parse(`${day}T00:00:00Z`) + hour * HOUR_MS - offsetMinutes * MINUTE_MS;
  return formatInstant(Math.floor(atMs / SECOND_MS) * SECOND_MS);
}

/** The days from one to another, both included. */
export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let atMs = Date.parse(from); atMs <= Date.parse(to); atMs += DAY_MS) days.push(formatInstant(atMs).slice(0, 10));
  return days;
}

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: Day): number => new Date(day).getUTCDay();
export const isWeekend = (day: Day): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;
export const dayNumberOf = (day: Day): number => Date.parse(day) / DAY_MS;
