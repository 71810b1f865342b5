import type { Baseline, KnownFingerprint, RecentSession } from './baseline.ts';
import { SESSION } from './baseline.ts';
import { RECENT_SESSIONS } from './constants.ts';
import { touchPlace, weighPlaces } from './home-zones.ts';
import { learnHours } from './hours/hours.ts';
import { hoursSession, isSuspicious } from './hours/session-view.ts';
import { replaced } from './remember.ts';
import { isDue, markTaught, overflowing } from './sessions.ts';

/** Lets the sessions that have settled teach the baseline, each once and in the order of their starts, and drops what no longer fits the list. */
export function teachDue(baseline: Baseline): Baseline {
  let taught = baseline;
  const { recent, newest } = baseline;
  for (let at = 0; at < recent.length; at += 1) {
    const session = recent[at];
    if (session !== undefined && isDue(session, newest)) taught = teach(taught, session);
  }
  if (taught.recent.length <= RECENT_SESSIONS) return taught;
  for (let surplus = overflowing(taught.recent); surplus !== undefined; surplus = overflowing(taught.recent)) {
    const gone = surplus;
    if ((gone[4] & SESSION.taught) === 0) taught = teach(taught, gone);
    taught = {
      ...taught,
      recent: taught.recent.filter(([start, end, fingerprint, place]) => !isSame(gone, start, end, fingerprint, place)),
    };
  }
  return taught;
}

const isSame = (session: RecentSession, start: number, end: number, fingerprint: number, place: number): boolean =>
  session[0] === start && session[1] === end && session[2] === fingerprint && session[3] === place;

/** What is learned is protected: a suspicious session, or one of a suspected fingerprint, teaches nothing. */
function teach(baseline: Baseline, session: RecentSession): Baseline {
  const [start, end, index, place] = session;
  const recent = baseline.recent.map((other) => (other === session ? markTaught(session) : other));
  const fingerprint = baseline.fingerprints[index];
  const minute = Math.floor(start / 60);
  const habit = learnHours(baseline.hours, hoursSession(baseline, session));
  if (isSuspicious(baseline, session))
    return { ...baseline, recent, hours: habit, places: touchPlace(baseline.places, place, minute) };
  return {
    ...baseline,
    recent,
    hours: habit,
    sessions: baseline.sessions + 1,
    places: weighPlaces(baseline.places, place, minute),
    fingerprints:
      fingerprint === undefined
        ? baseline.fingerprints
        : replaced(baseline.fingerprints, index, countSession(fingerprint, Math.floor(end / 60))),
  };
}

function countSession(known: KnownFingerprint, endMinute: number): KnownFingerprint {
  const [network, client, first, last, sessions, novelty, suspectUntil] = known;
  return [network, client, first, Math.max(last, endMinute), sessions + 1, novelty, suspectUntil];
}
