import type { FingerprintSeen } from '../domain/evidence.ts';
import type { FindingDraft } from './detection.ts';

/** The account's hours. Plain JSON of integers and short strings, at most 1.8 KB. */
export interface HoursHabit {
  readonly version: 1;
}

export const emptyHoursHabit: HoursHabit = { version: 1 };

/** A session as the hours see it. */
export interface HoursSession {
  /** Its earliest event. */
  readonly startMs: number;
  /** IANA zone in which the account mostly lives; undefined while no place is known. */
  readonly homeZone: string | undefined;
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
  /** The client is a tool that scripts use. */
  readonly automation: boolean;
  /** The session was opened by a login rather than by a storage event. */
  readonly login: boolean;
}

/**
 * Judges a session by its hour, and learns from it. Pure: the fold calls it when a session opens, keeping the findings only,
 * and again when the session has closed, keeping the habit only.
 */
export function observeSession(
  habit: HoursHabit,
  _session: HoursSession,
): { readonly habit: HoursHabit; readonly findings: readonly FindingDraft[] } {
  return { habit, findings: [] };
}

/** Takes the sessions of an episode into the habit (`expected`), or out of it (`intrusion`). */
export function correctHours(
  habit: HoursHabit,
  _verdict: {
    readonly verdict: 'expected' | 'intrusion';
    readonly fromMs: number;
    readonly toMs: number;
    readonly untilMs?: number;
  },
): HoursHabit {
  return habit;
}

/** Reads what an older version wrote; anything unreadable starts anew. */
export function migrateHours(_stored: unknown): HoursHabit {
  return emptyHoursHabit;
}
