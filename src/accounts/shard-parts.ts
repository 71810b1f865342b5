import type { BaselineVerdict } from '../detection/verdict.ts';
import { readEvents } from './batch.ts';
import { decodeBaseline } from './codec.ts';
import { type Counter, type Counters, count, readCounters } from './counters.ts';
import { type FoldedBatch, foldBatch } from './fold-batch.ts';
import type { Folding } from './folding.ts';
import { openSeenIds, type SeenIds } from './ids/seen-ids.ts';
import type { SipKey } from './ids/sip-hash.ts';
import { type JobStore, openJobs } from './job-store.ts';
import { type Journal, type JournalEntry, type JournalHead, openJournal } from './journal.ts';
import { createMemory, type Memory, type MemoryLimits } from './memory.ts';
import { migrate } from './migrations.ts';
import { openPages, type PageStore } from './page-store.ts';
import { openSql, type Sql, type SqlSource } from './sql.ts';
import { readState, writeState } from './state-store.ts';

/** Which shard this is. Unknown (undefined) until the first batch says it. */
export interface Identity {
  readonly tenant: string;
  /** Name of the shard within the tenant. */
  readonly shard: string;
}

export interface ShardDeps<B, N> {
  readonly storage: SqlSource;
  readonly folding: Folding<B, N>;
  readonly now: () => number;
  /** A fresh secret key for the hashes of ids, asked once in the life of a shard. */
  readonly newKey: () => SipKey;
  /** Of baselines in memory; 64 MB unless a test wants it tight. */
  readonly limits?: MemoryLimits;
}

/** All that a shard holds, opened from storage. The mutable fields change only after a commit. */
export interface ShardParts<B, N> {
  readonly sql: Sql;
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly seen: SeenIds;
  readonly jobs: JobStore;
  readonly memory: Memory<B>;
  readonly baselineOf: (account: string) => B | undefined;
  /** Brings the baselines of these accounts into memory, a page read once. */
  readonly load: (accounts: Iterable<string>) => void;
  identity: Identity | undefined;
  neighbourhood: N;
  counters: Counters;
  /** Counters that the tenant has not heard of in their present state. */
  readonly unreported: Set<string>;
}

/** What the snapshot says of itself. Pages and neighbourhood are of the same moment. */
export interface Snapshot {
  /** Newest journal row that the snapshot holds. */
  readonly throughSeq: number;
  readonly counters: readonly Counter[];
}

/**
 * Opens a shard: tables brought up to date, snapshot read, journal replayed. Synchronous, so nothing comes in between.
 * The journal is bounded by the snapshots, and so is the time that this takes.
 */
export function openParts<B, N>(deps: ShardDeps<B, N>): ShardParts<B, N> {
  const { folding } = deps;
  const sql = openSql(deps.storage);
  migrate(sql);
  const snapshot = readSnapshot(readState(sql, 'snapshot'));
  const pages = openPages(sql);
  const memory = createMemory(folding, deps.limits);

  const load = (accounts: Iterable<string>): void => {
    const missing: string[] = [];
    for (const account of accounts) if (memory.get(account) === undefined) missing.push(account);
    for (const [account, text] of pages.read(missing)) {
      const baseline = decodeBaseline(folding, text);
      if (baseline !== undefined) memory.keep(account, baseline, text.length);
    }
  };
  const parts: ShardParts<B, N> = {
    sql,
    journal: openJournal(sql, snapshot.throughSeq),
    pages,
    seen: openSeenIds(sql, idKey(sql, deps.newKey)),
    jobs: openJobs(sql),
    memory,
    baselineOf: memory.get,
    load,
    identity: readIdentity(readState(sql, 'identity')),
    neighbourhood: folding.readNeighbourhood(readState(sql, 'neighbourhood')),
    counters: readCounters(snapshot.counters),
    unreported: new Set(),
  };
  // A report was due when the shard was evicted; which counters it was to tell is not known, so it tells all.
  if (parts.jobs.all().has('report')) for (const key of parts.counters.keys()) parts.unreported.add(key);
  for (const entry of parts.journal.entries()) replay(parts, folding, entry);
  return parts;
}

/** Makes a folded batch the state in memory; its journal entry is committed. */
export function publish<B, N>(
  parts: ShardParts<B, N>,
  head: JournalHead & { readonly kind: 'events' },
  folded: FoldedBatch<B, N>,
  words: Uint32Array,
  accepted: number,
): void {
  for (const [account, baseline] of folded.baselines) parts.memory.change(account, baseline);
  parts.neighbourhood = folded.neighbourhood;
  parts.seen.add(words, head.atMs);
  const { source, atMs, duplicates, isReplay = false } = head;
  const { lastEventMs } = folded;
  parts.unreported.add(
    count(parts.counters, {
      source,
      atMs,
      accepted,
      duplicates,
      isReplay,
      ...(lastEventMs === undefined ? {} : { lastEventMs }),
    }),
  );
}

export function foldVerdictInto<B, N>(
  parts: ShardParts<B, N>,
  folding: Folding<B, N>,
  account: string,
  verdict: BaselineVerdict,
): B | undefined {
  parts.load([account]);
  const baseline = parts.baselineOf(account);
  return baseline === undefined ? undefined : folding.foldVerdict(baseline, verdict);
}

function replay<B, N>(parts: ShardParts<B, N>, folding: Folding<B, N>, { head, body }: JournalEntry): void {
  if (head.kind === 'verdict') {
    try {
      const baseline = foldVerdictInto(parts, folding, head.account, head.verdict);
      if (baseline !== undefined) parts.memory.change(head.account, baseline);
    } catch (error) {
      // It was folded once; a newer version of the fold that cannot must not close the shard.
      console.error('a verdict of the journal could not be folded', error);
    }
    return;
  }
  const events = readEvents(body) ?? [];
  const skip = new Set(head.skip);
  const taken = events.flatMap((event, index) => (event === undefined || skip.has(index) ? [] : [event]));
  parts.load(new Set(taken.map((event) => event.account)));
  const folded = foldBatch(folding, {
    tenant: parts.identity?.tenant ?? '',
    settings: head.settings,
    events: taken,
    skip: new Set(),
    baselineOf: parts.baselineOf,
    neighbourhood: parts.neighbourhood,
  });
  const words = parts.seen.hash(
    head.source,
    taken.map((event) => event.id),
  );
  publish(parts, head, folded, words, taken.length);
  parts.memory.shrink();
}

function idKey(sql: Sql, newKey: () => SipKey): SipKey {
  const stored = readState(sql, 'id-key');
  if (isKey(stored)) return stored;
  const key = newKey();
  writeState(sql, 'id-key', key);
  return key;
}

// Codecs: what the shard stored is its own.

function isKey(stored: unknown): stored is SipKey {
  return Array.isArray(stored) && stored.length === 4 && stored.every((word) => Number.isInteger(word));
}

function readIdentity(stored: unknown): Identity | undefined {
  return isIdentity(stored) ? stored : undefined;
}

function isIdentity(stored: unknown): stored is Identity {
  return typeof stored === 'object' && stored !== null && 'tenant' in stored && 'shard' in stored;
}

function readSnapshot(stored: unknown): Snapshot {
  return isSnapshot(stored) ? stored : { throughSeq: 0, counters: [] };
}

function isSnapshot(stored: unknown): stored is Snapshot {
  return typeof stored === 'object' && stored !== null && 'throughSeq' in stored && 'counters' in stored;
}
