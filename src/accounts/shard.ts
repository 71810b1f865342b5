import type { BaselineVerdict } from '../detection/verdict.ts';
import { acceptBatch } from './accept.ts';
import type { Accepted, Batch } from './batch.ts';
import { ID_LIFETIME_MS, REPORT_DELAY_MS } from './constants.ts';
import type { Counter } from './counters.ts';
import type { JobName, Jobs } from './jobs.ts';
import type { JournalHead } from './journal.ts';
import { type OutboxPage, oldest, purge, remove, waiting } from './outbox.ts';
import { foldVerdictInto, type Identity, openParts, type ShardDeps } from './shard-parts.ts';
import { snapshotDueMs, snapshotIsUrgent, takeSnapshot } from './snapshot.ts';

/**
 * A shard without its platform. Every method is synchronous: between what one reads and what it commits nothing else can
 * happen. What changes is first committed, then made so in memory; if anything throws, memory is as it was.
 */
export interface Shard<B> {
  readonly accept: (input: Batch, identity: Identity) => Accepted;
  readonly account: (account: string) => B | undefined;
  /** False when nothing is known of the account. */
  readonly verdict: (account: string, verdict: BaselineVerdict) => boolean;
  /** Afterwards no row holds anything of the account but hashes of its event ids under a secret key. */
  readonly erase: (account: string) => boolean;
  readonly snapshot: () => void;
  readonly tidyIds: () => void;
  readonly nextFindings: () => OutboxPage | undefined;
  /** The Tenant has the findings up to this row. */
  readonly delivered: (throughSeq: number) => void;
  /** The delivery ends for now. True when nothing is left; else the job is due again at once. */
  readonly deliveryPaused: () => boolean;
  readonly nextCounters: () => readonly Counter[];
  readonly reported: (counters: readonly Counter[]) => void;
  readonly jobs: () => Jobs;
  readonly jobFailed: (name: JobName) => void;
  readonly identity: () => Identity | undefined;
  readonly stats: () => ShardStats;
}

export interface ShardStats {
  readonly accounts: number;
  readonly pages: number;
  readonly journal: { readonly rows: number; readonly chars: number };
  readonly outboxRows: number;
  readonly memory: { readonly held: number; readonly changed: number; readonly bytes: number };
  readonly ids: {
    readonly recent: number;
    readonly stored: number;
    readonly runs: number;
    readonly filterBytes: number;
  };
  readonly counters: readonly Counter[];
  /** Rows written since the object started. */
  readonly rowsWritten: number;
}

export function openShard<B, N>(deps: ShardDeps<B, N>): Shard<B> {
  const { folding, now } = deps;
  const parts = openParts(deps);
  const { sql, journal, seen, jobs, memory } = parts;

  function accept(input: Batch, identity: Identity): Accepted {
    const accepted = acceptBatch(parts, folding, input, identity, now());
    if (snapshotIsUrgent(journal) || memory.needsSnapshot()) tryInlineSnapshot();
    memory.shrink();
    return accepted;
  }

  /** The batch is committed; a snapshot that fails now is tried again by the alarm. */
  function tryInlineSnapshot(): void {
    try {
      snapshot();
    } catch (error) {
      console.error('snapshot failed', error);
    }
  }

  function snapshot(): void {
    takeSnapshot(parts, now());
    jobs.finish('snapshot', undefined);
    jobs.want('ids', now())();
  }

  function verdict(account: string, said: BaselineVerdict): boolean {
    const baseline = foldVerdictInto(parts, folding, account, said);
    if (baseline === undefined) return false;
    const head: JournalHead = { kind: 'verdict', account, verdict: said };
    const settle = sql.transaction(() => [
      journal.append({ head, body: '' }),
      jobs.want('snapshot', snapshotDueMs(journal, 0, now())),
    ]);
    for (const step of settle) step();
    memory.change(account, baseline);
    return true;
  }

  function erase(account: string): boolean {
    parts.load([account]);
    const known = parts.baselineOf(account) !== undefined;
    // With an empty journal there is one place left where the account can be.
    snapshot();
    const settle = sql.transaction(() => {
      purge(sql, account);
      return parts.pages.write(new Map([[account, undefined]]));
    });
    settle();
    memory.forget(account);
    return known;
  }

  function tidyIds(): void {
    const more = seen.tidy(now());
    const oldestMs = seen.oldestRunMs();
    jobs.finish('ids', more ? now() : oldestMs === undefined ? undefined : oldestMs + ID_LIFETIME_MS + 1);
  }

  return {
    accept,
    verdict,
    erase,
    snapshot,
    tidyIds,
    account(account) {
      parts.load([account]);
      return parts.baselineOf(account);
    },
    nextFindings: () => oldest(sql),
    delivered: (throughSeq) => remove(sql, throughSeq),
    deliveryPaused() {
      const isEmpty = waiting(sql) === 0;
      jobs.finish('deliver', isEmpty ? undefined : now());
      return isEmpty;
    },
    nextCounters: () => [...parts.unreported].flatMap((key) => parts.counters.get(key) ?? []),
    reported(counters) {
      const told = new Set(counters);
      for (const key of parts.unreported) {
        const counter = parts.counters.get(key);
        if (counter === undefined || told.has(counter)) parts.unreported.delete(key);
      }
      jobs.finish('report', parts.unreported.size > 0 ? now() + REPORT_DELAY_MS : undefined);
    },
    jobs: () => jobs.all(),
    jobFailed: (name) => jobs.fail(name, now()),
    identity: () => parts.identity,
    stats: () => ({
      ...parts.pages.stats(),
      journal: { rows: journal.rows(), chars: journal.chars() },
      outboxRows: waiting(sql),
      memory: memory.stats(),
      ids: seen.stats(),
      counters: [...parts.counters.values()],
      rowsWritten: sql.rowsWritten(),
    }),
  };
}
