import type { FingerprintSeen } from '../domain/evidence.ts';
import { formatInstant, MINUTE_MS } from '../domain/time.ts';
import type { KnownFingerprint } from './baseline.ts';

/** A fingerprint as people read it. */
export function fingerprintSeen(fingerprint: KnownFingerprint | undefined): FingerprintSeen {
  if (fingerprint === undefined) return { network: 'unknown', client: 'unknown' };
  return { network: fingerprint[0], client: fingerprint[1], firstSeen: formatInstant(fingerprint[2] * MINUTE_MS) };
}
