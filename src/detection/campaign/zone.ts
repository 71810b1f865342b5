import type { OperatorZone } from '../../domain/finding.ts';
import {
  logFit,
  OFFSETS_MINUTES,
  POSTERIOR_TEMPER,
  type PosteriorSession,
  zonePosterior,
} from '../../statistics/zone-posterior.ts';
import { HOURS_MODEL } from '../hours/model.ts';
import { estimateOf } from '../operator-zone-shift/estimate.ts';

export interface PooledZone {
  /** Absent where the pooled hours point nowhere: too few, or those of several people. */
  readonly zone: OperatorZone | undefined;
  readonly posterior: readonly { readonly utcOffsetMinutes: number; readonly probability: number }[];
  /** How many times better the likeliest zone explains the hours than hours spread evenly do. */
  readonly likelihoodRatio: number;
}

/** A zone is named from this probability on that it, or an hour beside it, is right. */
const NAMED_PROBABILITY = 0.75;
/** Nats by which "each account has its own visitor" must explain the hours better before one operator is given up. */
const SEVERAL_NATS = 0;
/** A session that begins so soon after the one before adds less: hours of one sitting are no independent draws. */
const SITTING_MINUTES = 180;
const SITTING_WEIGHT = 0.5;

/** Where the day of the operator lies, from the starts of all members' sessions (minutes since 1970). */
export function poolZone(members: readonly (readonly number[])[]): PooledZone {
  const starts = members.flat().sort((one, other) => one - other);
  const sessions = starts.map((utcMinute, at): PosteriorSession => {
    const before = starts[at - 1];
    return { utcMinute, weight: before !== undefined && utcMinute - before < SITTING_MINUTES ? SITTING_WEIGHT : 1 };
  });
  const { zone, posterior } = estimateOf(zonePosterior(HOURS_MODEL.zone, sessions), starts.length);
  const best = Math.max(
    ...OFFSETS_MINUTES.map((offset) => logFit(HOURS_MODEL.zone, sessions, offset, POSTERIOR_TEMPER)),
  );
  const isNamed = zone.probability >= NAMED_PROBABILITY && severalNats(members, sessions) < SEVERAL_NATS;
  return { zone: isNamed ? zone : undefined, posterior, likelihoodRatio: Math.round(Math.exp(Math.min(best, 30))) };
}

/** How much better one visitor per account explains the hours than one operator in all, in nats. */
function severalNats(members: readonly (readonly number[])[], pooled: readonly PosteriorSession[]): number {
  const apart = members.reduce(
    (sum, starts) => sum + marginalNats(starts.map((utcMinute) => ({ utcMinute, weight: 1 }))),
    0,
  );
  return apart - marginalNats(pooled);
}

/** Log probability of hours under "somebody, somewhere", the zone summed over. */
function marginalNats(sessions: readonly PosteriorSession[]): number {
  const fits = OFFSETS_MINUTES.map((offset) => logFit(HOURS_MODEL.zone, sessions, offset, POSTERIOR_TEMPER));
  const top = Math.max(...fits);
  return top + Math.log(fits.reduce((sum, fit) => sum + Math.exp(fit - top), 0) / fits.length);
}
