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

const BUCKETS = 64;
const NETWORKS_A_BUCKET = 24;

export const emptyNeighbourhood: Neighbourhood = { version: 1, buckets: [] };

export function sharedNetwork(neighbourhood: Neighbourhood, network: string): SharedNetwork | undefined {
  const { bucket, key } = locate(network);
  return neighbourhood.buckets[bucket]?.[key];
}

/** So many accounts must have shown their usual client there and elsewhere at once. */
const DISPLACED_ACCOUNTS = 3;

/** Whether a network is a shared exit: nobody travels by using it. Most of those who use it must have been elsewhere at the time. */
export function isSharedExit(neighbourhood: Neighbourhood, network: string): boolean {
  const shared = sharedNetwork(neighbourhood, network);
  return shared !== undefined && shared[1] >= DISPLACED_ACCOUNTS && 2 * shared[1] >= shared[0];
}

/** Counts one more account that uses a network. */
export function noteNetwork(
  neighbourhood: Neighbourhood,
  network: string,
  displaced: boolean,
  atMinute: number,
): Neighbourhood {
  const { bucket, key } = locate(network);
  const before = neighbourhood.buckets[bucket] ?? {};
  const [accounts, away, last] = before[key] ?? [0, 0, 0];
  const counted: SharedNetwork = [accounts + (displaced ? 0 : 1), away + (displaced ? 1 : 0), Math.max(last, atMinute)];
  const buckets = Array.from({ length: BUCKETS }, (_, index) => neighbourhood.buckets[index] ?? {});
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

function locate(network: string): { bucket: number; key: string } {
  const key = `n${shortHash(network)}`;
  return { bucket: Number.parseInt(key.slice(-2), 36) % BUCKETS, key };
}
