import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import type { Baseline, KnownFingerprint } from './baseline.ts';
import { UNNAMED } from './fingerprint.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { PlaceSeen } from './places.ts';

/** A session as it opens: everything that the detections may look at. Nothing of it is learned yet. */
export interface Opening {
  readonly baseline: Baseline;
  readonly event: EnrichedEvent;
  readonly second: number;
  /** Index into the baseline's fingerprints, and the fingerprint itself. */
  readonly index: number;
  readonly fingerprint: KnownFingerprint;
  /** No other fingerprint of the account has its network, or its client (nor is the device known). */
  readonly isNewNetwork: boolean;
  readonly isNewClient: boolean;
  /** Where it comes from, as far as the address tells the truth: undefined behind relays and shared exits. */
  readonly place: PlaceSeen | undefined;
  readonly placeIndex: number;
  readonly neighbourhood: Neighbourhood;
  readonly settings: DetectionSettings;
}

/** Whether a network serves anybody, a data centre or an anonymiser: that an account knows it says little. */
export const isAnybodys = ({ event: { network, anonymizer } }: Opening): boolean =>
  network.kind === 'hosting' || network.kind === 'vpn' || anonymizer === true;

/** Whether nothing ever named this account's clients, as with sources whose records hold none: then none is usual, and none is strange. */
export const isClientUntold = ({ fingerprint, baseline }: Opening): boolean =>
  fingerprint[1] === UNNAMED && baseline.fingerprints.every((known) => known[1] === UNNAMED);
