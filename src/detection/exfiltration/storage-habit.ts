import type { EnrichedStorage } from '../../domain/enriched-event.ts';
import type { FingerprintSeen } from '../../domain/evidence.ts';
import type { DetectionId } from '../../domain/finding.ts';
import type { DetectionSettings } from '../../domain/settings.ts';
import type { Severity } from '../../domain/severity.ts';
import type { FindingDraft } from '../detection.ts';

/** What the account moves to and from stores. Plain JSON of integers and short strings, at most 1.4 KB. */
export interface StorageHabit {
  readonly version: 1;
}

export const emptyStorageHabit: StorageHabit = { version: 1 };

/** A suspicious finding of the last days, as the baseline remembers it. */
export interface Suspicion {
  readonly detection: DetectionId;
  readonly severity: Severity;
  readonly timeMs: number;
  readonly summary: string;
}

/** What the fold knows of the session that a storage event belongs to. */
export interface StorageContext {
  readonly settings: DetectionSettings;
  readonly fingerprint: FingerprintSeen;
  /** First seen, and sessions of it taught so far. */
  readonly fingerprintFirstMs: number;
  readonly fingerprintSessions: number;
  readonly accountFirstMs: number;
  readonly accountSessions: number;
  /** No other fingerprint of the account has this network, or this client. */
  readonly newNetwork: boolean;
  readonly newClient: boolean;
  readonly sessionStartMs: number;
  /** Why this fingerprint is suspicious (a far place, foreign hours); empty where nothing speaks against it. */
  readonly suspicion: readonly Suspicion[];
  /** Suspicious findings of the running episode, of whichever fingerprint. */
  readonly episodeSuspicion: readonly Suspicion[];
  readonly homeZone: string | undefined;
}

/** Judges a storage event against the habit, then learns from it. Pure. */
export function foldStorage(
  habit: StorageHabit,
  _event: EnrichedStorage,
  _context: StorageContext,
): { readonly habit: StorageHabit; readonly findings: readonly FindingDraft[] } {
  return { habit, findings: [] };
}

/** Takes what an episode moved into the habit (`expected`), or out of it (`intrusion`). */
export function correctStorage(
  habit: StorageHabit,
  _verdict: {
    readonly verdict: 'expected' | 'intrusion';
    readonly fromMs: number;
    readonly toMs: number;
    readonly untilMs?: number;
  },
): StorageHabit {
  return habit;
}

/** Reads what an older version wrote; anything unreadable starts anew. */
export function migrateStorage(_stored: unknown): StorageHabit {
  return emptyStorageHabit;
}
