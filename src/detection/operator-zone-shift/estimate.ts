import type { OperatorZone } from '../../domain/finding.ts';
import { credibleArc } from '../../statistics/credible-arc.ts';
import { farPrior, hoursEast, OFFSETS, OFFSETS_MINUTES, offsetIndex } from '../../statistics/zone-prior.ts';
import { citiesAt } from './cities.ts';

export interface ZoneEstimate {
  readonly zone: OperatorZone;
  readonly posterior: readonly { readonly utcOffsetMinutes: number; readonly probability: number }[];
}

/** What a credible set claims to hold. */
const CREDIBLE_MASS = 0.9;
const TIE_BREAK = 1e-9;
/** Cities named, and the part of the claim that an offset must make to be named by one. */
const EXAMPLES = 3;
const LEAST_SHARE = 0.1;

/** Probability of each shift, 0 to 23 hours east of home, from log evidence and from where people live on that day. */
export function shiftPosterior(evidence: Float64Array, homeOffsetMinutes: number, atMs: number): Float64Array {
  const far = farPrior(homeOffsetMinutes, atMs);
  const top = Math.max(...evidence);
  const odds = evidence.map((each, step) => (far[step] as number) * Math.exp(each - top));
  const total = odds.reduce((sum, each) => sum + each, 0);
  return odds.map((each) => each / total);
}

/** The same over `OFFSETS_MINUTES`: where home is half an hour off, a shift gives to both whole hours beside it. */
export function offsetPosterior(shift: Float64Array, homeOffsetMinutes: number): Float64Array {
  const posterior = new Float64Array(OFFSETS);
  for (let step = 0; step < OFFSETS; step += 1) {
    const hours = homeOffsetMinutes / 60 + hoursEast(step);
    const low = Math.floor(hours);
    const [west, east] = [offsetIndex(low), offsetIndex(low + 1)];
    posterior[west] = (posterior[west] as number) + (shift[step] as number) * (1 - (hours - low));
    posterior[east] = (posterior[east] as number) + (shift[step] as number) * (hours - low);
  }
  return posterior;
}

/** The estimate that a posterior over `OFFSETS_MINUTES` makes: the offset that is most often right within an hour. */
export function estimateOf(posterior: Float64Array, sessions: number): ZoneEstimate {
  const near = posterior.map((_, at) => withinAnHour(posterior, at));
  // Of offsets that are right as often, the likeliest by itself.
  const ranked = near.map((share, at) => share + TIE_BREAK * (posterior[at] as number));
  const best = ranked.indexOf(Math.max(...ranked));
  const arc = credibleArc(posterior, CREDIBLE_MASS);
  const from = OFFSETS_MINUTES[arc.first] as number;
  const to = OFFSETS_MINUTES[(arc.first + arc.length - 1) % OFFSETS] as number;
  const offset = OFFSETS_MINUTES[best] as number;
  return {
    zone: {
      utcOffsetMinutes: offset,
      probability: round(near[best] as number),
      credible: [from, to],
      sessions,
      cities: [...examplesOf(posterior, best)],
    },
    posterior: OFFSETS_MINUTES.map((utcOffsetMinutes, index) => ({
      utcOffsetMinutes,
      probability: round(posterior[index] as number),
    })),
  };
}

/** The claim that is made, and calibrated: the operator's offset is this one or an hour beside it. */
function withinAnHour(posterior: Float64Array, at: number): number {
  return Math.min(
    1,
    nearOf(posterior.length, at).reduce((sum, near) => sum + (posterior[near] as number), 0),
  );
}

/** An offset and those an hour beside it, round the day. */
const nearOf = (size: number, at: number): readonly number[] => [at, (at + 1) % size, (at + size - 1) % size];

/** Examples for the offset and those an hour beside it, the likeliest first; one that adds little to the claim has none. */
function examplesOf(posterior: Float64Array, best: number): readonly string[] {
  const shares = nearOf(posterior.length, best).map((at) => ({ at, share: posterior[at] as number }));
  const claimed = shares.reduce((sum, { share }) => sum + share, 0);
  const lists = shares
    .filter(({ share }) => share >= LEAST_SHARE * claimed)
    .toSorted((one, other) => other.share - one.share)
    .map(({ at }) => citiesAt(OFFSETS_MINUTES[at] as number));
  const byRank = Array.from({ length: EXAMPLES }, (_, rank) => lists.flatMap((cities) => cities.slice(rank, rank + 1)));
  return byRank.flat().slice(0, EXAMPLES);
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
