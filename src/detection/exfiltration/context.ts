import type { FingerprintSeen } from '../../domain/evidence.ts';
import type { DetectionId } from '../../domain/finding.ts';
import type { DetectionSettings } from '../../domain/settings.ts';
import type { Severity } from '../../domain/severity.ts';

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
  /** Sessions taught so far of all fingerprints that share its network: a tool beside a browser is one visitor. */
  readonly networkSessions: number;
  /** No other fingerprint of the account has this network. */
  readonly newNetwork: boolean;
  /** No other fingerprint that has taught and is not suspect has this client: one visit does not make it the account's. */
  readonly newClient: boolean;
  readonly sessionStartMs: number;
  /** Why this fingerprint is suspicious (a far place, foreign hours); empty where nothing speaks against it. */
  readonly suspicion: readonly Suspicion[];
  /** Suspicious findings of the running episode, of whichever fingerprint. */
  readonly episodeSuspicion: readonly Suspicion[];
  readonly homeZone: string | undefined;
}
