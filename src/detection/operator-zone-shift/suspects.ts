import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { WEEK_CELLS, weekCell } from '../../statistics/week-cells.ts';
import { hoursEast, OFFSETS } from '../../statistics/zone-prior.ts';
import { LOG_SCALE } from '../hours/constants.ts';
import type { RingSession } from '../hours/habit.ts';

/** A session of the ring and how surely it is the stranger's. */
export interface Suspect {
  readonly localMinute: number;
  /** 0 to 1. */
  readonly share: number;
  /** Nats by which a day in the operator's zone explains it better than the habit does. */
  readonly nats: number;
  /** How much of an independent observation it is, 0 to 1. */
  readonly weight: number;
}

/** Share of the sessions that are the stranger's when he works beside the owner. */
const BESIDE = 0.35;
/** And in a stream of his own: nearly all. */
const ALL = 0.95;
/** A session that follows another within hours is no independent observation: who is awake at an odd hour is awake at the next one too. */
const weightAfter = (gapMinutes: number): number => (gapMinutes < 1000 ? 0.25 : gapMinutes < 2600 ? 0.5 : 0.75);

/**
 * Which sessions of the ring are the stranger's, and since when: each session's ratio is averaged over zones, as probable as
 * they are, and over kinds of people; he began where the sum of evidence up to now is greatest.
 * @param zone probability of each shift, 0 to 23 hours east of home
 * @returns those sessions since he began, and how many nats better "a stranger comes, too" explains them than the habit alone
 */
export function suspectsOf(
  tables: ChronotypeTables,
  ring: readonly RingSession[],
  zone: ArrayLike<number>,
): { readonly suspects: readonly Suspect[]; readonly nats: number } {
  const all = ratedSessions(tables, ring, zone);
  let sum = 0;
  let best = 0;
  let since = ring.length - 1;
  for (let index = ring.length - 1; index >= 0; index -= 1) {
    const { nats, weight } = all[index] as Suspect;
    sum += weight * Math.log(1 - BESIDE + BESIDE * Math.exp(nats));
    if (sum > best) {
      best = sum;
      since = index;
    }
  }
  return { suspects: all.slice(since), nats: best };
}

/** The same for a stranger's stream: all its sessions are his. */
export function streamSuspects(
  tables: ChronotypeTables,
  stream: readonly RingSession[],
  zone: ArrayLike<number>,
): { readonly suspects: readonly Suspect[]; readonly nats: number } {
  const all = ratedSessions(tables, stream, zone);
  const nats = all.reduce((sum, { weight, nats: each }) => sum + weight * Math.log(1 - ALL + ALL * Math.exp(each)), 0);
  return { suspects: all.map((suspect) => ({ ...suspect, share: 1 })), nats };
}

function ratedSessions(
  { count, weights, density }: ChronotypeTables,
  sessions: readonly RingSession[],
  zone: ArrayLike<number>,
): Suspect[] {
  return sessions.map(([localMinute, , logDensity], index): Suspect => {
    let mean = 0;
    for (let step = 0; step < OFFSETS; step += 1) {
      const cell = weekCell(localMinute + 60 * hoursEast(step));
      let there = 0;
      for (let kind = 0; kind < count; kind += 1)
        there += (weights[kind] as number) * (density[kind * WEEK_CELLS + cell] as number);
      mean += (zone[step] as number) * there;
    }
    const nats = Math.log(mean) - logDensity / LOG_SCALE;
    const before = sessions[index - 1];
    const weight = weightAfter(before === undefined ? Number.POSITIVE_INFINITY : localMinute - before[0]);
    return { localMinute, share: 1 / (1 + Math.exp(-nats)), nats, weight };
  });
}
