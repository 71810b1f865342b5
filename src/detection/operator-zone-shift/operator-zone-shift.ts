import type { HoursEvidence } from '../../domain/evidence.ts';
import { formatInstant } from '../../domain/time.ts';
import { boostedScore } from '../../statistics/boosted-trees.ts';
import { type RelativePriors, relativePriors } from '../../statistics/zone-prior.ts';
import type { FindingDraft } from '../detection.ts';
import { LOG_SCALE, SURPRISE_TO_SCAN, WAIT_DAYS, WAIT_SESSIONS } from '../hours/constants.ts';
import {
  type HoursHabit,
  insertByStart,
  type LocalSession,
  logDensityAt,
  type RingSession,
  surpriseAfter,
} from '../hours/habit.ts';
import type { HoursModel } from '../hours/model.ts';
import { type HoursSession, isStranger } from '../hours/session.ts';
import {
  DIVERGENCE_TO_SCAN,
  SCORE_HIGH,
  SCORE_TO_ALERT,
  STREAM_GROWTH,
  STREAM_HIGH,
  STREAM_SESSIONS,
  STREAM_TO_ALERT,
  SUSPECTS_TO_ALERT,
} from './constants.ts';
import { estimateOf, estimateOfScan, estimateOfStream } from './estimate.ts';
import { hoursApart, shiftFeatures } from './features.ts';
import { streamEvidence, streamSuspects } from './stream.ts';
import { type Suspect, suspectsOf } from './suspects.ts';
import { shiftSummary } from './words.ts';

interface Shift {
  readonly suspects: readonly Suspect[];
  readonly isHigh: boolean;
  /** How many times better the operator's zone explains the sessions than the habit does, as a logarithm. */
  readonly logRatio: number;
  readonly isStream: boolean;
  /** False where a finding has said as much before. */
  readonly isNews: boolean;
  /** Over `OFFSETS_MINUTES`; worked out only where it is told. */
  readonly posterior: () => Float64Array;
}

/**
 * Fires when the hours of the account, or of one new fingerprint in it, fit a zone 4 h or more from home better than they fit
 * the account's own habit. Costly only for the few sessions that are unlikely in an account that has lately been surprising.
 */
export function judgeOperatorZoneShift(
  model: HoursModel,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): FindingDraft | undefined {
  if (habit.sessions < WAIT_SESSIONS || habit.days < WAIT_DAYS) return undefined;
  if (habit.quietUntil !== undefined && local.localMinute <= habit.quietUntil) return undefined;
  const shift = streamShift(model, habit, local, session) ?? accountShift(model, habit, local, session);
  return shift?.isNews === true ? describe(habit, local, session, shift) : undefined;
}

/** The account as a whole: the operator comes by a network and a client that are known. */
function accountShift(
  model: HoursModel,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): Shift | undefined {
  const logDensity = logDensityAt(model.scan, habit, local.localMinute);
  if (logDensity >= habit.nats) return undefined;
  if (surpriseAfter(habit, local.localMinute, logDensity) <= SURPRISE_TO_SCAN * LOG_SCALE) return undefined;
  const ring = insertByStart(habit.ring, [local.localMinute, habit.keys.indexOf(local.key), logDensity, 0]);
  const apart = hoursApart(habit, ring);
  if (apart.divergence <= DIVERGENCE_TO_SCAN) return undefined;
  const { values, scan } = shiftFeatures(model.scan, habit, ring, local.offset, apart);
  const score = boostedScore(model.trees, values);
  if (score < SCORE_TO_ALERT) return undefined;
  const { far } = relativePriors(local.offset, session.startMs);
  const suspects = suspectsOf(model.scan, ring, scan, far);
  if (suspects.filter(isLikely).length < SUSPECTS_TO_ALERT) return undefined;
  const posterior = () => estimateOfScan(scan, far, local.offset);
  const logRatio = Math.max(scan.far[0], scan.far[1]) + Math.log(50);
  return { suspects, isHigh: score >= SCORE_HIGH, logRatio, isStream: false, isNews: true, posterior };
}

/** The sessions of a network and a client that the account never had, taken by themselves. */
function streamShift(
  model: HoursModel,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): Shift | undefined {
  if (!isStranger(habit, session)) return undefined;
  const key = habit.keys.indexOf(local.key);
  const entry: RingSession = [local.localMinute, key, logDensityAt(model.scan, habit, local.localMinute), 0];
  const stream = insertByStart(
    habit.ring.filter((other) => key !== -1 && other[1] === key),
    entry,
  );
  if (stream.length < STREAM_SESSIONS) return undefined;
  const priors = relativePriors(local.offset, session.startMs);
  const logRatio = streamEvidence(model.scan, stream, priors);
  if (logRatio < STREAM_TO_ALERT) return undefined;
  const isNews = isMilestone(stream.length) || isGraver(model, stream, entry, priors, logRatio);
  const suspects = isNews ? streamSuspects(stream) : [];
  const posterior = () => estimateOfStream(model.zone, suspects, local.offset);
  return { suspects, isHigh: logRatio >= STREAM_HIGH, logRatio, isStream: true, isNews, posterior };
}

/** Whether the stream says more with this session than it did without. */
function isGraver(
  model: HoursModel,
  stream: readonly RingSession[],
  entry: RingSession,
  priors: RelativePriors,
  logRatio: number,
): boolean {
  const before = stream.filter((other) => other !== entry);
  const logRatioBefore =
    before.length < STREAM_SESSIONS ? Number.NEGATIVE_INFINITY : streamEvidence(model.scan, before, priors);
  return streamLevel(logRatio) > streamLevel(logRatioBefore);
}

/** 0 for nothing to say, 1 for medium, 2 for high. */
const streamLevel = (logRatio: number): number => (logRatio >= STREAM_HIGH ? 2 : logRatio >= STREAM_TO_ALERT ? 1 : 0);

/** Whether a stream has grown by about a quarter since it was last worth telling: 4, 5, 6, 8, 10, 12, 15, … sessions. */
const isMilestone = (sessions: number): boolean => growthStep(sessions) > growthStep(sessions - 1);
const growthStep = (sessions: number): number => Math.floor(Math.log(sessions) / Math.log(STREAM_GROWTH));

function describe(habit: HoursHabit, local: LocalSession, session: HoursSession, shift: Shift): FindingDraft {
  const { suspects, isHigh, logRatio, isStream } = shift;
  const homeZone = session.homeZone ?? 'UTC';
  const { zone, posterior } = estimateOf(shift.posterior(), suspects.filter(isLikely).length);
  const since = suspects.find(isLikely)?.localMinute ?? local.localMinute;
  const evidence: HoursEvidence = {
    kind: 'hours',
    homeZone,
    homeUtcOffsetMinutes: local.offset,
    usual: usualHours(habit.counts),
    suspicious: hourCounts(suspects),
    posterior: [...posterior],
    since: formatInstant((since - local.offset) * 60_000),
    sessions: zone.sessions,
    likelihoodRatio: Math.round(10 * Math.exp(Math.min(logRatio, 20))) / 10,
    fingerprints: [session.fingerprint],
  };
  return {
    detection: 'operator-zone-shift',
    severity: isHigh ? 'high' : 'medium',
    score: Math.min(99, Math.round(60 + (isHigh ? 20 : 0) + 15 * zone.probability)),
    summary: shiftSummary(evidence, zone, isStream),
    evidence,
    operatorZone: zone,
  };
}

/** Rather the stranger's than the owner's. */
const isLikely = ({ share }: Suspect): boolean => share >= 0.5;

/** Share of sessions by local hour; sums to 1. */
export function usualHours(counts: readonly number[]): number[] {
  const total = Math.max(
    1,
    counts.reduce((sum, each) => sum + each, 0),
  );
  return Array.from({ length: 24 }, (_, hour) => ((counts[hour] as number) + (counts[hour + 24] as number)) / total);
}

function hourCounts(suspects: readonly Suspect[]): number[] {
  const hours = new Array<number>(24).fill(0);
  for (const { localMinute } of suspects.filter(isLikely)) {
    const hour = Math.floor(localMinute / 60) % 24;
    hours[hour] = (hours[hour] as number) + 1;
  }
  return hours;
}
