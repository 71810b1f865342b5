import { isLoud } from '../domain/severity.ts';
import { type Baseline, type RecentSession, SESSION } from './baseline.ts';
import { GRACE_SESSIONS, SELDOM_DAYS, SELDOM_SESSIONS } from './constants.ts';
import type { FindingDraft } from './detection.ts';
import { habitualPlaces, isHabitual } from './home-zones.ts';
import { judgeHours, learnHours } from './hours/hours.ts';
import { hoursSession } from './hours/session-view.ts';
import { type ImpossibleLeg, judgeImpossibleTravel } from './impossible-travel/impossible-travel.ts';
import { judgeNewClient } from './new-client/new-client.ts';
import { judgeNewCountry } from './new-country/new-country.ts';
import { judgeNewNetwork } from './new-network/new-network.ts';
import { judgeNewTimeZone } from './new-time-zone/new-time-zone.ts';
import type { Opening } from './opening.ts';
import { isSuspectLeg, legsOf } from './travel.ts';

export interface Judged {
  readonly findings: readonly FindingDraft[];
  /** A loud finding on its place: the session and its fingerprint must not teach. */
  readonly isSuspicious: boolean;
  /** The session received earlier that this one shows to be suspicious. */
  readonly blamed: RecentSession | undefined;
  /** The usual client appeared where it cannot be: its network may be a shared exit. */
  readonly isDisplaced: boolean;
}

/** Judges a session when it opens. Scoring never learns. */
export function judgeSession(opening: Opening, flags: number): Judged {
  const { travel, impossible } = judgePlace(opening);
  const isSuspicious = travel !== undefined && isLoud(travel.severity) && impossible?.blamesOther !== true;
  const context = [judgeNewNetwork(opening), judgeNewClient(opening)];
  const findings = [travel, ...context, ...askHours(opening, flags | (isSuspicious ? SESSION.suspicious : 0))];
  return {
    findings: findings.filter((finding) => finding !== undefined),
    isSuspicious,
    blamed: impossible?.blamesOther === true ? impossible.leg.other : undefined,
    isDisplaced:
      !opening.isNewClient &&
      !isSuspicious &&
      ((impossible !== undefined && !isLoud(impossible.draft.severity)) || isElsewhere(opening)),
  };
}

/**
 * Whether a session cannot be where it seems, though that place is a habit by now. Where the account mostly is, it is itself; the
 * other place is an exit. A carrier's own exits say nothing: they are far from its customers.
 */
function isElsewhere(opening: Opening): boolean {
  const { baseline, placeIndex, place, event } = opening;
  if (place === undefined || event.network.kind === 'mobile' || baseline.sessions < GRACE_SESSIONS) return false;
  const weight = baseline.places[placeIndex]?.[7] ?? 0;
  if (!baseline.places.some((other) => other[7] > weight)) return false;
  return legsOf(opening).some(
    (leg) => leg.isImpossible && !isSuspectLeg(baseline, leg) && (leg.other[4] & SESSION.mobile) === 0,
  );
}

/** Whether it is known where the account lives: by many sessions, or by a few over long. A seldom used account may be an administrator's. */
const hasHome = ({ sessions, first, newest }: Baseline): boolean =>
  sessions >= GRACE_SESSIONS || (sessions >= SELDOM_SESSIONS && newest - first >= SELDOM_DAYS * 86_400);

const NOWHERE_NEW = { travel: undefined, impossible: undefined };

/** At most one finding speaks of the place, the gravest: one login is one thing to look at. */
function judgePlace(opening: Opening): { travel: FindingDraft | undefined; impossible: ImpossibleLeg | undefined } {
  const { baseline, placeIndex, place } = opening;
  if (place === undefined || !hasHome(baseline)) return NOWHERE_NEW;
  const minute = Math.floor(opening.second / 60);
  const isHome = isHabitual(baseline, placeIndex, minute);
  if (isHome && !opening.isNewClient && baseline.recent.every((session) => session[3] === placeIndex))
    return NOWHERE_NEW;
  const impossible = judgeImpossibleTravel(opening, (index) => isHabitual(baseline, index, minute));
  if (impossible?.blamesOther === true) return { travel: impossible.draft, impossible };
  if (isHome && !opening.isNewClient) return NOWHERE_NEW;
  const zone = isHome ? undefined : judgeNewTimeZone(opening, habitualPlaces(baseline, minute));
  const gravest =
    [impossible?.draft, zone].find((draft) => draft !== undefined && isLoud(draft.severity)) ??
    impossible?.draft ??
    zone;
  const travel = gravest ?? judgeNewCountry(opening);
  return {
    travel: travel !== undefined && (isLoud(travel.severity) || isFirstThere(opening)) ? travel : undefined,
    impossible,
  };
}

/** Quiet news are said once. */
function isFirstThere({ baseline, placeIndex }: Opening): boolean {
  return (baseline.places[placeIndex]?.[7] ?? 0) === 0 && !baseline.recent.some((session) => session[3] === placeIndex);
}

/** The hours are asked as if all sessions still open had closed. */
function askHours({ baseline, second, index, placeIndex }: Opening, flags: number): readonly FindingDraft[] {
  let habit = baseline.hours;
  for (const session of baseline.recent)
    if ((session[4] & SESSION.taught) === 0) habit = learnHours(habit, hoursSession(baseline, session));
  return judgeHours(habit, hoursSession(baseline, [second, second, index, placeIndex, flags]));
}
