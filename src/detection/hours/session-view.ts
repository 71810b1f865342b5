import type { FingerprintSeen } from '../../domain/evidence.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { offsetDistanceMinutes, utcOffsetMinutes } from '../../domain/zone.ts';
import { type Baseline, type KnownFingerprint, type RecentSession, SESSION } from '../baseline.ts';
import { fingerprintSeen } from '../fingerprint-seen.ts';
import { homeOffsetMinutes, homeZone, isHomeSettled, nextZone } from '../home-zones.ts';
import { AWAY_MINUTES, ROAMING_DAYS } from './constants.ts';
import type { HoursSession } from './session.ts';

/** A session as the hours see it. */
export function hoursSession(baseline: Baseline, session: RecentSession): HoursSession {
  return new SessionView(baseline, session);
}

/** A class for its getters: what few sessions are asked for is worked out only then, and this is made for every session. */
class SessionView implements HoursSession {
  readonly startMs: number;
  readonly homeZone: string | undefined;
  readonly placeZone: string | undefined;
  readonly fingerprintSessions: number;
  readonly accountSessions: number;
  readonly fingerprintFirstMs: number;
  readonly newNetwork: boolean;
  readonly newClient: boolean;
  readonly suspicious: boolean;
  readonly untaught: boolean;
  readonly automation: boolean;
  readonly login: boolean;
  readonly program: boolean;
  readonly known: KnownFingerprint | undefined;
  readonly roaming: boolean;
  readonly baseline: Baseline;

  constructor(baseline: Baseline, session: RecentSession) {
    const index = session[2];
    const flags = session[4];
    const known = baseline.fingerprints[index];
    const { isNewNetwork, isNewClient } = standing(baseline, index);
    this.startMs = session[0] * 1000;
    this.homeZone = homeZone(baseline);
    this.placeZone = baseline.places[session[3]]?.[4];
    this.fingerprintSessions = known === undefined ? 0 : known[4];
    this.accountSessions = baseline.sessions;
    this.fingerprintFirstMs = (known === undefined ? 0 : known[2]) * MINUTE_MS;
    this.newNetwork = isNewNetwork;
    this.newClient = isNewClient;
    const isStream = isNewNetwork && isNewClient;
    this.suspicious = (flags & SESSION.suspicious) !== 0 || (isSuspicious(baseline, session) && !isStream);
    this.untaught = isSuspicious(baseline, session);
    this.automation = (flags & SESSION.automation) !== 0;
    this.login = (flags & SESSION.login) !== 0;
    this.program = (flags & SESSION.program) !== 0;
    this.known = known;
    this.roaming = (flags & SESSION.mobile) !== 0 && isAway(baseline, session[0]);
    this.baseline = baseline;
  }

  get isHomeSettled(): boolean {
    return isHomeSettled(this.baseline);
  }

  get nextZone(): string | undefined {
    return nextZone(this.baseline);
  }

  get fingerprint(): FingerprintSeen {
    return fingerprintSeen(this.known);
  }
}

/**
 * Whether sessions about an instant show the owner far from home by something else than a telephone. Where home is but an exit, he is
 * no traveller who is seen at the place whose clock he lives by.
 */
function isAway(baseline: Baseline, second: number): boolean {
  const home = homeOffsetMinutes(baseline, second * 1000);
  if (home === undefined) return false;
  const own = utcOffsetMinutes(baseline.hours.clock?.[0] ?? '', second * 1000) ?? home;
  return baseline.recent.some((session) => {
    const [start, , , place, flags] = session;
    const isNear = Math.abs(start - second) <= ROAMING_DAYS * DAY_SECONDS;
    if (!isNear || (flags & SESSION.mobile) !== 0 || isSuspicious(baseline, session)) return false;
    const there = utcOffsetMinutes(baseline.places[place]?.[4] ?? '', second * 1000);
    return (
      there !== undefined &&
      offsetDistanceMinutes(there, home) >= AWAY_MINUTES &&
      offsetDistanceMinutes(there, own) >= AWAY_MINUTES
    );
  });
}

const DAY_SECONDS = 86_400;

/** Whether a session, or the fingerprint that it shows, is under suspicion of something else than its hour. */
export function isSuspicious(baseline: Baseline, session: RecentSession): boolean {
  const known = baseline.fingerprints[session[2]];
  return (session[4] & SESSION.suspicious) !== 0 || (known !== undefined && known[6] > Math.floor(session[0] / 60));
}

/** Whether no other fingerprint of the account has this one's network, or its client. */
export function standing(baseline: Baseline, index: number): { isNewNetwork: boolean; isNewClient: boolean } {
  const { fingerprints } = baseline;
  const own = fingerprints[index];
  let isNewNetwork = true;
  let isNewClient = true;
  for (let at = 0; at < fingerprints.length && own !== undefined; at += 1) {
    const other = fingerprints[at];
    if (at === index || other === undefined) continue;
    if (other[0] === own[0]) isNewNetwork = false;
    if (other[1] === own[1]) isNewClient = false;
  }
  return { isNewNetwork, isNewClient };
}
