import type { EnrichedEvent } from '../domain/enriched-event.ts';
import { type Baseline, SESSION } from './baseline.ts';
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

/** A login of the same network and client so near in time is its own. */
const OWN_LOGIN_SECONDS = 86_400;

/**
 * Whether an event is what a program does with files on behalf of the account: another vendor's connector, an editor on the web. Its
 * data centre is no place where the person is, and it keeps no hours: its journeys would be impossible every day. A person who comes
 * from a data centre logs in, or brings a browser, whose name says on what system it runs. A client that nothing names may be either.
 */
export function isProgramsWork(
  { client, network, type }: EnrichedEvent,
  baseline: Baseline,
  index: number,
  second: number,
): boolean {
  if (type !== 'storage' || network.kind !== 'hosting') return false;
  if (client.family === UNNAMED || (!client.automation && client.os !== undefined)) return false;
  return !baseline.recent.some(
    ([start, end, fingerprint, , flags]) =>
      fingerprint === index &&
      (flags & SESSION.login) !== 0 &&
      second > start - OWN_LOGIN_SECONDS &&
      second < end + OWN_LOGIN_SECONDS,
  );
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
