import type { OperatorZone } from '../../domain/finding.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';

/** The population's day: share of sessions, in thousandths, by local hour; on weekdays, and on weekends with what a weekend day has of them. */
const WEEKDAY = [22, 15, 12, 8, 6, 6, 9, 16, 30, 48, 68, 73, 65, 73, 78, 81, 81, 70, 51, 43, 41, 38, 37, 30];
const WEEKEND = [36, 27, 20, 15, 9, 8, 9, 14, 26, 33, 52, 62, 62, 60, 62, 58, 62, 64, 61, 52, 54, 54, 54, 46].map(
  (share) => share / 2,
);
const STEP_MINUTES = 30;
const FIRST_OFFSET = -720;
const OFFSETS = 49;
const CREDIBLE = 0.9;
/** Sessions of one operator on one day are no independent draws. */
const TEMPER = 0.7;

export interface PooledZone {
  readonly zone: OperatorZone;
  readonly posterior: readonly { utcOffsetMinutes: number; probability: number }[];
  /** How many times better the likeliest zone explains the hours than hours spread evenly do. */
  readonly likelihoodRatio: number;
}

/** Where the day of pooled sessions lies, over offsets from UTC-12 to UTC+12 by half hours. */
export function poolZone(startsMs: readonly number[]): PooledZone {
  const nats = Array.from({ length: OFFSETS }, (_, at) => TEMPER * dayNats(startsMs, FIRST_OFFSET + at * STEP_MINUTES));
  const top = Math.max(...nats);
  const odds = nats.map((each) => Math.exp(each - top));
  const total = odds.reduce((sum, each) => sum + each, 0);
  const posterior = odds.map((each, at) => ({
    utcOffsetMinutes: FIRST_OFFSET + at * STEP_MINUTES,
    probability: Number((each / total).toFixed(4)),
  }));
  const best = nats.indexOf(top);
  const offset = FIRST_OFFSET + best * STEP_MINUTES;
  const { from, to, mass } = credibleArc(
    odds.map((each) => each / total),
    best,
  );
  return {
    posterior,
    likelihoodRatio: Math.round(Math.exp(Math.min(top, 30))),
    zone: {
      utcOffsetMinutes: offset,
      probability: Number(Math.min(1, mass).toFixed(3)),
      credible: [FIRST_OFFSET + from * STEP_MINUTES, FIRST_OFFSET + to * STEP_MINUTES],
      sessions: startsMs.length,
      cities: [...(CITIES.get(Math.round(offset / 60) * 60) ?? [])],
    },
  };
}

function dayNats(startsMs: readonly number[], offset: number): number {
  let nats = 0;
  for (const atMs of startsMs) {
    const local = atMs + offset * MINUTE_MS;
    const day = Math.floor(local / DAY_MS);
    const hour = (local - day * DAY_MS) / (60 * MINUTE_MS);
    const weekday = (((day + 4) % 7) + 7) % 7;
    const shares = weekday === 0 || weekday === 6 ? WEEKEND : WEEKDAY;
    const at = Math.floor(hour);
    const between = (shares[at] ?? 1) * (1 - (hour - at)) + (shares[(at + 1) % 24] ?? 1) * (hour - at);
    nats += Math.log((between * 24) / 1000);
  }
  return nats;
}

/** Grows from the likeliest offset to the likelier side until it holds enough. Its probability is that of ±1 hour around the likeliest. */
function credibleArc(probabilities: readonly number[], best: number): { from: number; to: number; mass: number } {
  let from = best;
  let to = best;
  let held = probabilities[best] ?? 0;
  while (held < CREDIBLE && to - from < OFFSETS - 1) {
    const west = probabilities[from - 1] ?? -1;
    const east = probabilities[to + 1] ?? -1;
    if (west >= east) from -= 1;
    else to += 1;
    held += Math.max(west, east);
  }
  let mass = 0;
  for (let at = best - 2; at <= best + 2; at += 1) mass += probabilities[at] ?? 0;
  return { from, to, mass };
}

/** Large cities by the offset that they keep for most of the year; examples of where a day lies, no attribution. */
const CITIES: ReadonlyMap<number, readonly string[]> = new Map([
  [-600, ['Honolulu']],
  [-480, ['Los Angeles', 'Vancouver']],
  [-420, ['Denver', 'Los Angeles in summer']],
  [-360, ['Mexico City', 'Chicago']],
  [-300, ['New York', 'Bogotá', 'Lima']],
  [-240, ['Santiago', 'New York in summer']],
  [-180, ['São Paulo', 'Buenos Aires']],
  [0, ['London', 'Accra', 'Lisbon']],
  [60, ['Berlin', 'Lagos', 'London in summer']],
  [120, ['Kyiv', 'Cairo', 'Berlin in summer']],
  [180, ['Moscow', 'Istanbul', 'Nairobi']],
  [240, ['Dubai', 'Baku']],
  [300, ['Karachi', 'Tashkent', 'Delhi']],
  [360, ['Dhaka', 'Bishkek']],
  [420, ['Bangkok', 'Jakarta', 'Hanoi']],
  [480, ['Shanghai', 'Singapore', 'Perth']],
  [540, ['Tokyo', 'Seoul', 'Pyongyang']],
  [600, ['Sydney', 'Vladivostok']],
  [720, ['Auckland']],
]);
