import type { BaselineVerdict } from '../detection/verdict.ts';
import { severityRank } from '../domain/severity.ts';
import { type Accepted, type Batch, type ReadBatch, type Refusal, readBatch } from './batch.ts';
import { ID_LIFETIME_MS, ID_WORDS, REPORT_DELAY_MS } from './constants.ts';
import type { Counter } from './counters.ts';
import { type FoldedBatch, foldBatch } from './fold-batch.ts';
import { createIdSet } from './ids/id-set.ts';
import type { JobName, Jobs } from './jobs.ts';
import type { JournalHead } from './journal.ts';
import { type OutboxPage, oldest, post, purge, remove, waiting } from './outbox.ts';
import { foldVerdictInto, type Identity, openParts, publish, type ShardDeps } from './shard-parts.ts';
import { snapshotDueMs, snapshotIsUrgent, takeSnapshot } from './snapshot.ts';
import { writeState } from './state-store.ts';

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
    const read = readBatch(input);
    if (!read.ok) return refusal(read.error);
    const batch = read.value;
    if (batch.tenant !== (parts.identity ?? identity).tenant) return refusal('not a batch of this tenant');
    const sifted = sift(batch);
    parts.load(
      new Set(batch.events.flatMap((event, index) => (event && !sifted.skip.has(index) ? [event.account] : []))),
    );
    const folded = foldBatch(folding, {
      ...batch,
      skip: sifted.skip,
      baselineOf: parts.baselineOf,
      neighbourhood: parts.neighbourhood,
    });
    const refused: readonly Refusal[] = [
      ...sifted.unreadable.map((index) => ({ index, reason: 'not an enriched event' })),
      ...folded.failed.map((index) => ({ index, reason: 'could not be folded' })),
    ];
    const skip = [...sifted.skip, ...folded.failed].sort((one, other) => one - other);
    const accepted = batch.events.length - skip.length;
    const { duplicates } = sifted;
    if (accepted + duplicates > 0) commit(batch, identity, folded, { skip, duplicates, accepted, words: sifted.words });
    memory.shrink();
    return { accepted, duplicates, alerts: touchedAlerts(folded), refused };
  }

  /** Finds duplicates (of earlier batches and within this one) and what cannot be read. */
  function sift(batch: ReadBatch) {
    const words = seen.hash(
      batch.source,
      batch.events.map((event) => event?.id ?? ''),
    );
    const fresh = createIdSet();
    const skip = new Set<number>();
    const unreadable: number[] = [];
    batch.events.forEach((event, index) => {
      if (event === undefined) unreadable.push(index);
      else if (!seen.has(words, index * ID_WORDS) && fresh.add(words, index * ID_WORDS)) return;
      skip.add(index);
    });
    return { words, skip, unreadable, duplicates: skip.size - unreadable.length };
  }

  interface Taken {
    readonly skip: readonly number[];
    readonly duplicates: number;
    readonly accepted: number;
    readonly words: Uint32Array;
  }

  function commit(batch: ReadBatch, identity: Identity, folded: FoldedBatch<B, N>, taken: Taken): void {
    const atMs = now();
    const { skip, accepted, duplicates } = taken;
    const skipped = new Set(skip);
    // When little of the batch is left, only that is kept.
    const kept =
      accepted * 2 < batch.events.length ? batch.events.filter((_, index) => !skipped.has(index)) : undefined;
    const { source, settings } = batch;
    const head = { kind: 'events', source, atMs, settings, duplicates, skip: kept === undefined ? skip : [] } as const;
    const settle = sql.transaction(() => {
      if (parts.identity === undefined) writeState(sql, 'identity', identity);
      post(sql, folded.findings);
      return [
        journal.append({ head, body: kept === undefined ? batch.text : JSON.stringify(kept) }),
        jobs.want('snapshot', snapshotDueMs(journal, batch.text.length, atMs)),
        jobs.want('report', atMs + REPORT_DELAY_MS),
        folded.findings.length > 0 ? jobs.want('deliver', atMs) : () => {},
      ];
    });
    for (const step of settle) step();
    parts.identity ??= identity;
    publish(parts, head, folded, wordsWithout(taken.words, skipped), accepted);
    if (snapshotIsUrgent(journal) || memory.needsSnapshot()) tryInlineSnapshot();
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
    scheduleIds(now());
  }

  function scheduleIds(dueMs: number): void {
    jobs.want('ids', dueMs)();
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

const refusal = (reason: string): Accepted => ({ accepted: 0, duplicates: 0, alerts: [], refused: [{ reason }] });

function touchedAlerts(folded: FoldedBatch<unknown, unknown>): readonly string[] {
  const touched = folded.findings.filter((finding) => severityRank(finding.severity) >= severityRank('low'));
  return [...new Set(touched.map((finding) => finding.alert))];
}

/** Hashes without those of the skipped places. */
function wordsWithout(words: Uint32Array, skip: ReadonlySet<number>): Uint32Array {
  const kept = new Uint32Array(words.length - skip.size * ID_WORDS);
  let to = 0;
  for (let index = 0; index * ID_WORDS < words.length; index += 1) {
    if (skip.has(index)) continue;
    kept.set(words.subarray(index * ID_WORDS, (index + 1) * ID_WORDS), to);
    to += ID_WORDS;
  }
  return kept;
}
