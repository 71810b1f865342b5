import type { OperatorZone } from '../../domain/finding.ts';
import { offsetDistanceMinutes } from '../../domain/zone.ts';
import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { credibleArc } from '../../statistics/credible-arc.ts';
import { type Scan, ZONE_STEPS } from '../../statistics/shift-scan.ts';
import { OFFSETS_MINUTES, type PosteriorSession, zonePosterior } from '../../statistics/zone-posterior.ts';
import { hoursEast, OFFSETS, offsetIndex } from '../../statistics/zone-prior.ts';
import { citiesAt } from './cities.ts';
import type { Suspect } from './suspects.ts';

export interface ZoneEstimate {
  readonly zone: OperatorZone;
  readonly posterior: readonly { readonly utcOffsetMinutes: number; readonly probability: number }[];
}

/** What a credible set claims to hold. */
const CREDIBLE_MASS = 0.9;
/** A zone nearer than this is the owner's own day, moved. */
const FAR_MINUTES = 240;

/** Where the day of a stranger's stream lies: all sessions are his. */
export function estimateOfStream(
  tables: ChronotypeTables,
  suspects: readonly Suspect[],
  homeOffset: number,
): Float64Array {
  const sessions = suspects.map(
    ({ localMinute, weight }): PosteriorSession => ({ utcMinute: localMinute - homeOffset, weight }),
  );
  return zonePosterior(tables, sessions, {
    temper: 1,
    allowed: (offset) => offsetDistanceMinutes(offset, homeOffset) >= FAR_MINUTES,
  });
}

/**
 * Where the day of the operator lies who comes by known networks and clients: the evidence of the scan by zone, which weighs
 * every session by how surely it is his. On held-out people no better estimate was found, not even by naming his sessions.
 */
export function estimateOfScan({ evidence }: Scan, farPrior: Float64Array, homeOffset: number): Float64Array {
  const posterior = new Float64Array(OFFSETS);
  const kinds = evidence.length / ZONE_STEPS;
  let total = 0;
  for (let step = 0; step < ZONE_STEPS; step += 1) {
    let sum = 0;
    for (let k = 0; k < kinds; k += 1) sum += evidence[step * kinds + k] as number;
    const share = sum * (farPrior[step] as number);
    const hours = homeOffset / 60 + hoursEast(step);
    const low = Math.floor(hours);
    const [west, east] = [offsetIndex(low), offsetIndex(low + 1)];
    posterior[west] = (posterior[west] as number) + share * (1 - (hours - low));
    posterior[east] = (posterior[east] as number) + share * (hours - low);
    total += share;
  }
  return posterior.map((each) => each / Math.max(total, Number.MIN_VALUE));
}

/** The estimate that a posterior over `OFFSETS_MINUTES` makes. */
export function estimateOf(posterior: Float64Array, sessions: number): ZoneEstimate {
  const best = posterior.indexOf(Math.max(...posterior));
  const arc = credibleArc(posterior, CREDIBLE_MASS);
  const from = OFFSETS_MINUTES[arc.first] as number;
  const offset = OFFSETS_MINUTES[best] as number;
  return {
    zone: {
      utcOffsetMinutes: offset,
      probability: round(withinAnHour(posterior, best)),
      credible: [from, from + 60 * (arc.length - 1)],
      sessions,
      cities: [...citiesAt(offset)],
    },
    posterior: OFFSETS_MINUTES.map((utcOffsetMinutes, index) => ({
      utcOffsetMinutes,
      probability: round(posterior[index] as number),
    })),
  };
}

/** The claim that is made, and calibrated: the operator's offset is this one or an hour beside it. */
function withinAnHour(posterior: Float64Array, at: number): number {
  const size = posterior.length;
  const sum =
    (posterior[at] as number) + (posterior[(at + 1) % size] as number) + (posterior[(at + size - 1) % size] as number);
  return Math.min(1, sum);
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
