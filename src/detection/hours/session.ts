import type { FingerprintSeen } from '../../domain/evidence.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { STRANGER_DAYS } from './constants.ts';
import type { HoursHabit } from './habit.ts';

/** A session as the hours see it. */
export interface HoursSession {
  /** Its earliest event. */
  readonly startMs: number;
  /** IANA zone in which the account mostly lives; undefined while no place is known. */
  readonly homeZone: string | undefined;
  /** IANA zone of its own place, where that is known. */
  readonly placeZone?: string | undefined;
  /** Whether it has lived there for many sessions. */
  readonly isHomeSettled?: boolean;
  /** IANA zone in which the account lives most beside home. */
  readonly nextZone?: string | undefined;
  readonly fingerprint: FingerprintSeen;
  /** Sessions of this fingerprint taught so far, without this one, and of the account as a whole. */
  readonly fingerprintSessions: number;
  readonly accountSessions: number;
  /** First seen; equals `startMs` for a first session. */
  readonly fingerprintFirstMs: number;
  /** No other fingerprint of the account has this network, or this client. */
  readonly newNetwork: boolean;
  readonly newClient: boolean;
  /** Something else than the hours speaks against it (a far place, impossible travel): it must not teach. */
  readonly suspicious: boolean;
  /** Its stream is under suspicion already: it is judged on, so that the estimate grows with it, but teaches nothing. */
  readonly untaught?: boolean;
  /** The client is a tool that scripts use. */
  readonly automation: boolean;
  /** A telephone's, whose carrier brings it home from wherever its owner is, while other sessions show that he is away. */
  readonly roaming?: boolean;
  /** What a program did with files from a data centre, with no login. */
  readonly program?: boolean;
  /** The session was opened by a login rather than by a storage event. */
  readonly login: boolean;
}

/** Whether a session shows a network and a client that the account never had, after it had been known for a while. */
export function isStranger(habit: HoursHabit, session: HoursSession): boolean {
  return (
    session.newNetwork &&
    session.newClient &&
    habit.settled !== 0 &&
    session.fingerprintFirstMs / MINUTE_MS + habit.offset > habit.settled &&
    session.startMs - session.fingerprintFirstMs < STRANGER_DAYS * DAY_MS
  );
}
