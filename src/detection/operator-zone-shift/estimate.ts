import type { OperatorZone } from '../../domain/finding.ts';
import { utcOffsetMinutes } from '../../domain/zone.ts';
import type { ChronotypeTables } from '../../statistics/chronotypes.ts';
import { credibleArc } from '../../statistics/credible-arc.ts';
import { OFFSETS_MINUTES, type PosteriorSession, zonePosterior } from '../../statistics/zone-posterior.ts';
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

/** Where the day of an account's suspicious sessions lies. */
export function estimateZone(
  tables: ChronotypeTables,
  suspects: readonly Suspect[],
  homeZone: string,
  homeOffset: number,
): ZoneEstimate {
  const sessions = suspects.map(
    ({ localMinute, share, density, weight }): PosteriorSession => ({
      utcMinute: localMinute - (utcOffsetMinutes(homeZone, (localMinute - homeOffset) * 60_000) ?? homeOffset),
      weight,
      share,
      density,
    }),
  );
  const posterior = zonePosterior(tables, sessions, {
    allowed: (offset) => Math.min(wrap(offset - homeOffset), wrap(homeOffset - offset)) >= FAR_MINUTES,
  });
  return estimateOf(posterior, suspects.filter(({ share }) => share >= 0.5).length);
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

const wrap = (minutes: number): number => ((minutes % 1440) + 1440) % 1440;
const round = (value: number): number => Math.round(value * 1000) / 1000;
