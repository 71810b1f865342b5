import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Baseline } from './baseline.ts';
import { UNNAMED } from './fingerprint.ts';
import { shortHash } from './label.ts';
import { type ExitKey, isSharedExit, type Neighbourhood } from './neighbourhood.ts';
import { type PlaceSeen, readPlace } from './places.ts';

/** Where an event comes from, as far as its address tells the truth about a person; undefined behind relays and shared exits. */
export function whereabouts(
  event: EnrichedEvent,
  neighbourhood: Neighbourhood,
  exit: ExitKey,
  isKnownClient: boolean,
): PlaceSeen | undefined {
  const { kind } = event.network;
  if (kind === 'relay' || kind === 'egress' || isSharedExit(neighbourhood, exit)) return undefined;
  // An anonymiser in the owner's hands is a habit of theirs; in a stranger's, its far exit is what there is to see.
  if (isKnownClient && (kind === 'vpn' || event.anonymizer === true)) return undefined;
  return readPlace(event.place);
}

/**
 * Whether the account has shown this client, or this very device, in a session that was not suspicious. A vendor that does not name
 * clients says nothing of their being usual.
 */
export function isKnownClient(baseline: Baseline, client: string, device: string | undefined, minute: number): boolean {
  if (device !== undefined && baseline.devices?.includes(shortHash(device))) return true;
  return client !== UNNAMED && baseline.fingerprints.some((known) => known[1] === client && isTrusted(known, minute));
}

/** Whether it has shown this network in a session that was not suspicious. */
export function isKnownNetwork(baseline: Baseline, network: string, minute: number): boolean {
  return baseline.fingerprints.some((known) => known[0] === network && isTrusted(known, minute));
}

type Known = Baseline['fingerprints'][number];
/** It has taught, and nothing speaks against it. */
export const isTrusted = ([, , , , sessions, , suspectUntil]: Known, minute: number): boolean =>
  sessions > 0 && suspectUntil <= minute;
