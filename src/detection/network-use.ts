import { type Baseline, type KnownFingerprint, NOVELTY } from './baseline.ts';
import { ESTABLISHED_DAYS, ESTABLISHED_SESSIONS } from './constants.ts';
import { type ExitKey, type Neighbourhood, type NetworkKey, noteNetwork, providerKey } from './neighbourhood.ts';
import { replaced } from './remember.ts';

/** What the company learns of a network from how an account uses it, besides that it does. */
type LastingUse = 'displaced' | 'established';

interface Use {
  /** Of the fingerprint in use. */
  readonly index: number;
  readonly exit: ExitKey;
  readonly minute: number;
}

interface Noted {
  readonly baseline: Baseline;
  readonly neighbourhood: Neighbourhood;
}

/** The account's usual client appeared there while it was elsewhere: the network may be a shared exit. */
export const noteDisplaced = (baseline: Baseline, neighbourhood: Neighbourhood, use: Use): Noted =>
  noteOnce(baseline, neighbourhood, use, 'displaced');

/** A fingerprint that was used for long makes its network one of the company's. */
export function noteEstablished(baseline: Baseline, neighbourhood: Neighbourhood, use: Use): Noted {
  const known = baseline.fingerprints[use.index];
  if (known === undefined) return { baseline, neighbourhood };
  const [, , first, , sessions, , suspectUntil] = known;
  const isDue =
    sessions >= ESTABLISHED_SESSIONS && use.minute - first >= ESTABLISHED_DAYS * 1440 && suspectUntil <= use.minute;
  return isDue ? noteOnce(baseline, neighbourhood, use, 'established') : { baseline, neighbourhood };
}

/** A gateway may go out by one prefix or by many, so the displaced are counted for both. */
function keysOf(use: LastingUse, exit: ExitKey, network: string): readonly NetworkKey[] {
  if (use === 'established') return [providerKey(network)];
  return exit.provider === undefined ? [exit] : [exit, exit.provider];
}

/** An account counts once for a network, however often it does so: whoever has one account must not speak for three. */
function noteOnce(
  baseline: Baseline,
  neighbourhood: Neighbourhood,
  { index, exit, minute }: Use,
  use: LastingUse,
): Noted {
  const { fingerprints } = baseline;
  const known = fingerprints[index];
  if (known === undefined) return { baseline, neighbourhood };
  const bit = NOVELTY[use];
  const [network, client, first, last, sessions, novelty, suspectUntil] = known;
  if (fingerprints.some((other) => other[0] === network && (other[5] & bit) !== 0)) return { baseline, neighbourhood };
  const noted: KnownFingerprint = [network, client, first, last, sessions, novelty | bit, suspectUntil];
  return {
    baseline: { ...baseline, fingerprints: replaced(fingerprints, index, noted) },
    neighbourhood: keysOf(use, exit, network).reduce(
      (known, key) => noteNetwork(known, key, use, minute),
      neighbourhood,
    ),
  };
}
