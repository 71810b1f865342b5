import type { HoursEvidence } from '../../domain/evidence.ts';
import { formatInstant } from '../../domain/time.ts';
import { askHourNetwork, type HourNetworkAnswer } from '../../statistics/hour-network.ts';
import type { FindingDraft } from '../detection.ts';
import { WAIT_DAYS, WAIT_SESSIONS } from '../hours/constants.ts';
import { type HoursHabit, insertByStart, type LocalSession, logDensityAt, type RingSession } from '../hours/habit.ts';
import type { HoursModel } from '../hours/model.ts';
import { type HoursSession, isStranger } from '../hours/session.ts';
import {
  DIVERGENCE_TO_ASK,
  HIGH_ABOVE,
  LATELY_SESSIONS,
  LATELY_SUSPECTS,
  STREAM_SESSIONS,
  SUSPECT_DAYS_TO_ALERT,
  SUSPECTS_TO_ALERT,
  TOLD_GROWTH,
  TOLD_SESSIONS,
  ZONE_LAGS,
} from './constants.ts';
import { estimateOf, offsetPosterior, shiftPosterior } from './estimate.ts';
import { hourPicture } from './hour-picture.ts';
import { hoursApart } from './hours-apart.ts';
import { type Suspect, streamSuspects, suspectsOf } from './suspects.ts';
import { shiftSummary } from './words.ts';

interface Shift {
  readonly suspects: readonly Suspect[];
  /** How much better an operator explains them than the habit alone. */
  readonly nats: number;
  readonly isHigh: boolean;
  readonly isStream: boolean;
  /** Over `OFFSETS_MINUTES`. */
  readonly posterior: Float64Array;
}

/** What the network is asked: of all sessions of an account, or of those of one network and client that are new to it. */
const MODE = { account: 0, stream: 1 } as const;

/**
 * Fires when the hours of the account, or of one new fingerprint in it, fit a zone 4 h or more from home better than they fit
 * the account's own habit. The network is asked only where the hours of late differ from the habit, and not again before
 * there is more to tell.
 */
export function judgeOperatorZoneShift(
  model: HoursModel,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): FindingDraft | undefined {
  if (habit.sessions < WAIT_SESSIONS || habit.days < WAIT_DAYS || wasJustTold(habit)) return undefined;
  if (habit.quietUntil !== undefined && local.localMinute <= habit.quietUntil) return undefined;
  const shift = streamShift(model, habit, local, session) ?? accountShift(model, habit, local, session);
  return shift !== undefined && isNews(habit, shift) ? describe(habit, local, session, shift) : undefined;
}

/** One finding tells of many sessions: the next comes when they have grown by a part, for a better estimate, or after long. */
function isNews({ told, sessions }: HoursHabit, { suspects }: Shift): boolean {
  if (told === undefined || sessions - told[0] >= TOLD_SESSIONS) return true;
  return suspects.filter(isLikely).length >= (1 + TOLD_GROWTH) * told[1];
}

/** Before there can be more to tell nothing is asked. */
const wasJustTold = ({ told, sessions }: HoursHabit): boolean =>
  told !== undefined && sessions - told[0] < Math.min(TOLD_SESSIONS, Math.ceil(TOLD_GROWTH * told[1]));

/** The account as a whole: the operator comes by a network and a client that are known. */
function accountShift(
  model: HoursModel,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): Shift | undefined {
  const logDensity = logDensityAt(model.coarse, habit, local.localMinute);
  if (logDensity >= habit.nats) return undefined;
  const ring = insertByStart(habit.ring, [local.localMinute, habit.keys.indexOf(local.key), logDensity, 0]);
  if (hoursApart(habit, ring) <= DIVERGENCE_TO_ASK) return undefined;
  const day = strangersDay(model, habit, ring, MODE.account, local, session);
  if (day === undefined) return undefined;
  const { suspects, nats } = suspectsOf(model.coarse, ring, day.shift);
  if (!isOften(suspects.filter(isLikely)) || !isStillThere(suspects)) return undefined;
  return { suspects, nats, isHigh: day.isHigh, isStream: false, posterior: day.posterior };
}

/** Often enough, and on days enough: an owner has two or three nights of an incident or before a deadline. A night is one day. */
const isOften = (suspects: readonly Suspect[]): boolean =>
  suspects.length >= SUSPECTS_TO_ALERT && new Set(suspects.map(dayFromNoon)).size >= SUSPECT_DAYS_TO_ALERT;

const dayFromNoon = ({ localMinute }: Suspect): number => Math.floor((localMinute - 720) / 1440);

/** An operator who was there long ago, and an owner who is back, are no news. */
const isStillThere = (suspects: readonly Suspect[]): boolean =>
  suspects.slice(-LATELY_SESSIONS).filter(isLikely).length >= LATELY_SUSPECTS;

/** The sessions of a network and a client that the account never had, taken by themselves. */
function streamShift(
  model: HoursModel,
  habit: HoursHabit,
  local: LocalSession,
  session: HoursSession,
): Shift | undefined {
  if (!isStranger(habit, session)) return undefined;
  const key = habit.keys.indexOf(local.key);
  const entry: RingSession = [local.localMinute, key, logDensityAt(model.coarse, habit, local.localMinute), 0];
  const stream = insertByStart(
    habit.ring.filter((other) => key !== -1 && other[1] === key),
    entry,
  );
  if (stream.length < STREAM_SESSIONS) return undefined;
  const day = strangersDay(model, habit, stream, MODE.stream, local, session);
  if (day === undefined) return undefined;
  const { isHigh, posterior } = day;
  return { ...streamSuspects(model.coarse, stream, day.shift), isHigh, isStream: true, posterior };
}

interface StrangersDay {
  readonly isHigh: boolean;
  /** Probability of each shift, 0 to 23 hours east of home. */
  readonly shift: Float64Array;
  /** Over `OFFSETS_MINUTES`. */
  readonly posterior: Float64Array;
}

/** Where the day of a stranger in these sessions lies; undefined where the network sees none. */
function strangersDay(
  { network }: HoursModel,
  habit: HoursHabit,
  sessions: readonly RingSession[],
  mode: number,
  { offset }: LocalSession,
  { startMs }: HoursSession,
): StrangersDay | undefined {
  const ask = (lag: number): HourNetworkAnswer => {
    const { rows, scalars } = hourPicture(habit, sessions.slice(0, sessions.length - lag));
    return askHourNetwork(network, rows, scalars, mode);
  };
  const now = ask(0);
  const over = now.score - (network.alertFrom[mode] as number);
  if (over < 0) return undefined;
  const shiftOf = ({ zone }: HourNetworkAnswer): Float64Array => shiftPosterior(zone, offset, startMs);
  const lags = ZONE_LAGS.filter((lag) => sessions.length - lag >= STREAM_SESSIONS);
  const shift = meanOf([shiftOf(now), ...lags.map((lag) => shiftOf(ask(lag)))]);
  return { isHigh: over >= HIGH_ABOVE, shift, posterior: offsetPosterior(shift, offset) };
}

/** The mean of distributions is one. */
const meanOf = ([first, ...others]: readonly [Float64Array, ...Float64Array[]]): Float64Array =>
  first.map((each, at) => others.reduce((sum, other) => sum + (other[at] as number), each) / (1 + others.length));

function describe(habit: HoursHabit, local: LocalSession, session: HoursSession, shift: Shift): FindingDraft {
  const { suspects, nats, isHigh, isStream } = shift;
  const { zone, posterior } = estimateOf(shift.posterior, suspects.filter(isLikely).length);
  const since = suspects.find(isLikely)?.localMinute ?? local.localMinute;
  const evidence: HoursEvidence = {
    kind: 'hours',
    homeZone: local.zone,
    homeUtcOffsetMinutes: local.offset,
    usual: usualHours(habit.counts),
    suspicious: hourCounts(suspects),
    posterior: [...posterior],
    since: formatInstant((since - local.offset) * 60_000),
    sessions: zone.sessions,
    likelihoodRatio: Math.round(10 * Math.exp(Math.min(nats, MOST_NATS))) / 10,
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

/** Beyond 160,000 times a greater number says no more. */
const MOST_NATS = 12;

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
