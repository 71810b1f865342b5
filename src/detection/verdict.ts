import type { Alert, Verdict } from '../domain/alert.ts';
import { fingerprintsOf } from '../domain/evidence.ts';
import type { DetectionId } from '../domain/finding.ts';
import { MINUTE_MS, parseInstant } from '../domain/time.ts';
import {
  type Baseline,
  INTRUDER,
  type KnownFingerprint,
  type KnownPlace,
  type RecentSession,
  SESSION,
  type Visit,
} from './baseline.ts';
import { correctStorage } from './exfiltration/correct.ts';
import type { FingerprintNames } from './fingerprint.ts';
import { HABITUAL_WEIGHT } from './home-zones.ts';
import { correctHours } from './hours/hours.ts';
import { isSuspicious } from './hours/session-view.ts';

/** An admin's word on an alert: what its findings were, and the time that they span. */
export interface BaselineVerdict {
  readonly verdict: 'expected' | 'intrusion';
  readonly detections: readonly DetectionId[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Until when an expected thing stays quiet; for good if absent. */
  readonly untilMs?: number;
  /** The networks and clients that the alert is about; where it names none, all that appeared in its time. */
  readonly fingerprints?: readonly FingerprintNames[];
}

/** An admin's word on an alert, as a baseline understands it. */
export function verdictOn({ findings, openedAt, lastSeenAt }: Alert, { verdict, until }: Verdict): BaselineVerdict {
  const untilMs = parseInstant(until ?? '');
  return {
    verdict,
    detections: [...new Set(findings.map(({ detection }) => detection))],
    // What is context only may be the owner's own: a new laptop of his is told in the same alert.
    fingerprints: findings
      .filter(({ severity }) => severity !== 'info')
      .flatMap(({ evidence }) => fingerprintsOf(evidence))
      .map(({ network, client }) => ({ network, client })),
    fromMs: Date.parse(openedAt),
    toMs: Date.parse(lastSeenAt),
    ...(untilMs !== undefined && { untilMs }),
  };
}

/** Journeys that a baseline remembers. */
const VISITS = 3;
const PLACE_DETECTIONS: readonly DetectionId[] = ['new-time-zone', 'impossible-travel', 'new-country'];

/** Teaches an admin's word to a baseline: what is expected is learned, what an intruder did is unlearned. */
export function foldVerdict(baseline: Baseline, verdict: BaselineVerdict): Baseline {
  const corrected = verdict.verdict === 'expected' ? expect(baseline, verdict) : purge(baseline, verdict);
  return {
    ...corrected,
    hours: correctHours(baseline.hours, verdict),
    storage: correctStorage(baseline.storage, verdict),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Minutes; a session is counted by its start, and a finding may name a later event of it. */
const spanOf = ({ fromMs, toMs }: BaselineVerdict): Span => ({
  from: Math.floor(fromMs / MINUTE_MS) - 60,
  to: Math.ceil(toMs / MINUTE_MS) + 60,
});

/** The alert's own fingerprints: those that appeared in its time, and those under suspicion. The owner's older ones are not. */
function isConcerned([, , first, last, , , suspectUntil]: KnownFingerprint, { from, to }: Span): boolean {
  return first <= to && last >= from - 1440 * 7 && (first >= from || suspectUntil > 0);
}

function expect(baseline: Baseline, verdict: BaselineVerdict): Baseline {
  const span = spanOf(verdict);
  const fingerprints = baseline.fingerprints.map((known): KnownFingerprint => {
    const [network, client, first, last, sessions] = known;
    return isConcerned(known, span) ? [network, client, first, last, Math.max(sessions, 1), 0, 0] : known;
  });
  // Sessions that were held back are let go: they teach when the next event comes.
  const recent = baseline.recent.map(
    (session): RecentSession =>
      isSuspicious(baseline, session)
        ? [session[0], session[1], session[2], session[3], session[4] & ~(SESSION.suspicious | SESSION.taught)]
        : session,
  );
  return settlePlaces({ ...baseline, fingerprints, recent }, verdict, span);
}

/** For good: the account lives there too. Until a date: it is on a visit. */
function settlePlaces(baseline: Baseline, { detections, untilMs }: BaselineVerdict, { from, to }: Span): Baseline {
  if (!detections.some((detection) => PLACE_DETECTIONS.includes(detection))) return baseline;
  const isVisited = ([, , , , , , , weight, last]: KnownPlace, index: number): boolean =>
    weight < HABITUAL_WEIGHT &&
    ((last >= from && last <= to) ||
      baseline.recent.some(([start, end, , place]) => place === index && end >= from * 60 && start <= to * 60));
  if (untilMs === undefined) {
    const places = baseline.places.map((known, index): KnownPlace => {
      const [country, city, latitude, longitude, zone, west, east, , last] = known;
      return isVisited(known, index)
        ? [country, city, latitude, longitude, zone, west, east, 2 * HABITUAL_WEIGHT, last]
        : known;
    });
    return { ...baseline, places };
  }
  const until = Math.floor(untilMs / MINUTE_MS);
  const visits = baseline.places.flatMap((known, index): Visit[] => (isVisited(known, index) ? [[index, until]] : []));
  return { ...baseline, visits: [...(baseline.visits ?? []), ...visits].slice(-VISITS) };
}

/**
 * An intruder's fingerprints stay known for what they are, and count for nothing. A laptop that the owner bought meanwhile is
 * his own: the alert does not name it.
 */
function purge(baseline: Baseline, verdict: BaselineVerdict): Baseline {
  const span = spanOf(verdict);
  const { fingerprints: named = [] } = verdict;
  const isNamed = ([network, client]: KnownFingerprint): boolean =>
    named.length === 0 || named.some((other) => other.network === network && other.client === client);
  let purged = 0;
  const fingerprints = baseline.fingerprints.map((known): KnownFingerprint => {
    if (!isConcerned(known, span) || !isNamed(known)) return known;
    const [network, client, first, last, sessions, novelty] = known;
    purged += sessions;
    return [network, client, first, last, 0, novelty, INTRUDER];
  });
  const places = baseline.places.map((known): KnownPlace => {
    const [country, city, latitude, longitude, zone, west, east, weight, last] = known;
    const isIntruders = weight < HABITUAL_WEIGHT && last >= span.from && last <= span.to;
    return isIntruders ? [country, city, latitude, longitude, zone, west, east, 0, last] : known;
  });
  return { ...baseline, fingerprints, places, sessions: Math.max(0, baseline.sessions - purged) };
}
