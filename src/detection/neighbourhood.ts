import type { Network, NetworkKind } from '../domain/enriched-event.ts';
import { networkName } from './fingerprint.ts';
import { shortHash } from './label.ts';

/**
 * What a shard knows over its accounts: networks that several accounts used away from home with their usual client, which
 * makes a shared exit (a company gateway, a relay) of them. Plain JSON, under 64 KB: 64 buckets of at most 24 networks.
 */
export interface Neighbourhood {
  readonly version: 1;
  readonly buckets: readonly Bucket[];
}
/** Keyed by a hash with a letter in front, so that no name of a network is ever a name of the language's own. */
type Bucket = Readonly<Record<string, SharedNetwork>>;
/** Accounts that used it, accounts that used it far from home with their usual client, and the newest minute. */
export type SharedNetwork = readonly [accounts: number, displaced: number, lastMinute: number];
/** What an account adds to a network: that it uses it, used it far from home, or has long used it (counted by provider, as accounts). */
export type Use = 'used' | 'displaced' | 'established';

const BUCKETS = 64;
const NETWORKS_A_BUCKET = 24;

export const emptyNeighbourhood: Neighbourhood = { version: 1, buckets: Array.from({ length: BUCKETS }, () => ({})) };

/** Name of a network and prefix in a Neighbourhood: `bucket` and `key` within it. */
export interface NetworkKey {
  readonly bucket: number;
  readonly key: string;
}

/** An exit by its prefix, and by its provider where that is known for certain and does not serve anybody (a cloud, a carrier). */
export interface ExitKey extends NetworkKey {
  readonly provider: NetworkKey | undefined;
}

const keys = new WeakMap<Network, ExitKey>();

/** The network together with the prefix: a provider serves whole countries, an office or a gateway keeps to its prefix. */
export function exitKey(network: Network): ExitKey {
  const known = keys.get(network);
  if (known !== undefined) return known;
  const name = networkName(network);
  const read = {
    ...keyOf(`n${shortHash(`${name} ${network.prefix ?? ''}`)}`),
    provider: network.asn === undefined || isForAnybody(network) ? undefined : providerKey(name),
  };
  keys.set(network, read);
  return read;
}

const FOR_ANYBODY: readonly NetworkKind[] = ['hosting', 'vpn', 'mobile', 'relay'];
const isForAnybody = ({ kind }: Network): boolean => kind !== undefined && FOR_ANYBODY.includes(kind);

const keyOf = (key: string): NetworkKey => ({ bucket: Number.parseInt(key.slice(-2), 36) % BUCKETS, key });

/** So many accounts must have shown their usual client there and elsewhere at once. */
const DISPLACED_ACCOUNTS = 3;

/**
 * Of a provider so many of those who have long used it must have been displaced. Half of them are enough: a prefix that is known for
 * an exit displaces nobody any more, so the count stays near half of its users.
 */
const DISPLACED_OF_PROVIDER = 4;

/**
 * Whether a network is a shared exit: nobody travels by using it. Most of those who use it must have been elsewhere at the time; of
 * a provider that goes out by many prefixes, most of those who have long used it.
 */
export function isSharedExit(neighbourhood: Neighbourhood, exit: ExitKey): boolean {
  const [users = 0, displaced = 0] = usersOf(neighbourhood, exit) ?? [];
  if (displaced >= DISPLACED_ACCOUNTS && 2 * displaced >= users) return true;
  if (exit.provider === undefined) return false;
  const [established = 0, away = 0] = usersOf(neighbourhood, exit.provider) ?? [];
  return Math.min(established, away) >= DISPLACED_OF_PROVIDER && 2 * away >= established;
}

const usersOf = (neighbourhood: Neighbourhood, { bucket, key }: NetworkKey): SharedNetwork | undefined =>
  neighbourhood.buckets[bucket]?.[key];

/** So many accounts must have used a provider for long. */
const ESTABLISHED_ACCOUNTS = 2;

/** Name of a provider, whatever the prefix, in a Neighbourhood: there its long-standing users are counted, and its displaced ones. */
export function providerKey(name: string): NetworkKey {
  return keyOf(`p${shortHash(name)}`);
}

/** Whether a network is one that accounts of the company have used for long. */
export function isEverybodys(neighbourhood: Neighbourhood, network: string): boolean {
  return (usersOf(neighbourhood, providerKey(network))?.[0] ?? 0) >= ESTABLISHED_ACCOUNTS;
}

/** Counts one more account that uses a network. */
export function noteNetwork(
  neighbourhood: Neighbourhood,
  { bucket, key }: NetworkKey,
  use: Use,
  atMinute: number,
): Neighbourhood {
  const before = neighbourhood.buckets[bucket] ?? {};
  const [accounts, away, last] = before[key] ?? [0, 0, 0];
  const counted: SharedNetwork = [
    accounts + (use === 'displaced' ? 0 : 1),
    away + (use === 'displaced' ? 1 : 0),
    Math.max(last, atMinute),
  ];
  const buckets = neighbourhood.buckets.slice();
  buckets[bucket] = makeRoom({ ...before, [key]: counted }, key);
  return { version: 1, buckets };
}

function makeRoom(bucket: Bucket, keep: string): Bucket {
  const entries = Object.entries(bucket);
  if (entries.length <= NETWORKS_A_BUCKET) return bucket;
  const [victim] = entries
    .filter(([key]) => key !== keep)
    .reduce((least, entry) => (usefulness(entry[1]) < usefulness(least[1]) ? entry : least));
  return Object.fromEntries(entries.filter(([key]) => key !== victim));
}

const usefulness = ([accounts, displaced, last]: SharedNetwork): number => (accounts + displaced) * 1e9 + last;
