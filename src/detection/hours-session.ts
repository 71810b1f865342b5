import { MINUTE_MS } from '../domain/time.ts';
import { type Baseline, type RecentSession, SESSION } from './baseline.ts';
import { fingerprintSeen } from './fingerprint-seen.ts';
import { homeZone } from './home-zones.ts';
import type { HoursSession } from './hours-habit.ts';

/** A session as the hours see it. */
export function hoursSession(baseline: Baseline, session: RecentSession): HoursSession {
  const [start, , index, , flags] = session;
  const fingerprint = baseline.fingerprints[index];
  const { isNewNetwork, isNewClient } = standing(baseline, index);
  return {
    startMs: start * 1000,
    homeZone: homeZone(baseline),
    // Put into words only where a finding needs them.
    get fingerprint() {
      return fingerprintSeen(fingerprint);
    },
    fingerprintSessions: fingerprint?.[4] ?? 0,
    accountSessions: baseline.sessions,
    fingerprintFirstMs: (fingerprint?.[2] ?? 0) * MINUTE_MS,
    newNetwork: isNewNetwork,
    newClient: isNewClient,
    suspicious: isSuspicious(baseline, session),
    automation: (flags & SESSION.automation) !== 0,
    login: (flags & SESSION.login) !== 0,
  };
}

/** Whether a session, or the fingerprint that it shows, is under suspicion of something else than its hour. */
export function isSuspicious(baseline: Baseline, [start, , index, , flags]: RecentSession): boolean {
  return (flags & SESSION.suspicious) !== 0 || (baseline.fingerprints[index]?.[6] ?? 0) > Math.floor(start / 60);
}

/** Whether no other fingerprint of the account has this one's network, or its client. */
export function standing(baseline: Baseline, index: number): { isNewNetwork: boolean; isNewClient: boolean } {
  const own = baseline.fingerprints[index];
  let isNewNetwork = true;
  let isNewClient = true;
  baseline.fingerprints.forEach((other, at) => {
    if (at === index || own === undefined) return;
    if (other[0] === own[0]) isNewNetwork = false;
    if (other[1] === own[1]) isNewClient = false;
  });
  return { isNewNetwork, isNewClient };
}
