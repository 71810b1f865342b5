import { severityRank } from '../domain/severity.ts';
import { type Accepted, type Batch, type ReadBatch, type Refusal, readBatch } from './batch.ts';
import { ID_WORDS, REPORT_DELAY_MS } from './constants.ts';
import { type FoldedBatch, foldBatch } from './fold-batch.ts';
import type { Folding } from './folding.ts';
import { createIdSet } from './ids/id-set.ts';
import type { SeenIds } from './ids/seen-ids.ts';
import { post } from './outbox.ts';
import { type Identity, publish, type ShardParts } from './shard-parts.ts';
import { snapshotDueMs } from './snapshot.ts';
import { writeState } from './state-store.ts';

/**
 * Takes a batch: de-duplicate, fold in memory, commit in one transaction, and only then make it so in memory. Throws when
 * the commit fails; then nothing of the batch is anywhere, and it can be sent again.
 */
export function acceptBatch<B, N>(
  parts: ShardParts<B, N>,
  folding: Folding<B, N>,
  input: Batch,
  identity: Identity,
  nowMs: number,
): Accepted {
  const read = readBatch(input);
  if (!read.ok) return refusal(read.error);
  const batch = read.value;
  if (batch.tenant !== (parts.identity ?? identity).tenant) return refusal('not a batch of this tenant');
  const sifted = sift(batch, parts.seen);
  parts.load(accountsOf(batch, sifted.skip));
  const folded = foldBatch(folding, {
    ...batch,
    skip: sifted.skip,
    baselineOf: parts.baselineOf,
    neighbourhood: parts.neighbourhood,
  });
  const skip = [...sifted.skip, ...folded.failed].sort((one, other) => one - other);
  const taken: Taken = { skip, accepted: batch.events.length - skip.length, duplicates: sifted.duplicates };
  // An answer without effect is no row; duplicates are counted, so they are one.
  if (taken.accepted + taken.duplicates > 0) commit(parts, batch, identity, folded, taken, sifted.words, nowMs);
  const { accepted, duplicates } = taken;
  return { accepted, duplicates, alerts: touchedAlerts(folded), refused: refusedOf(sifted, folded) };
}

interface Sifted {
  /** Hashes of the ids, in the order of the events. */
  readonly words: Uint32Array;
  /** Places of duplicates and unreadable events. */
  readonly skip: ReadonlySet<number>;
  readonly unreadable: readonly number[];
  readonly duplicates: number;
}

/** Finds duplicates (of earlier batches and within this one) and what cannot be read. */
function sift(batch: ReadBatch, seen: SeenIds): Sifted {
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

function accountsOf(batch: ReadBatch, skip: ReadonlySet<number>): ReadonlySet<string> {
  const accounts = new Set<string>();
  batch.events.forEach((event, index) => {
    if (event !== undefined && !skip.has(index)) accounts.add(event.account);
  });
  return accounts;
}

interface Taken {
  /** Places that are not folded, ascending. */
  readonly skip: readonly number[];
  readonly accepted: number;
  readonly duplicates: number;
}

function commit<B, N>(
  parts: ShardParts<B, N>,
  batch: ReadBatch,
  identity: Identity,
  folded: FoldedBatch<B, N>,
  taken: Taken,
  words: Uint32Array,
  atMs: number,
): void {
  const { sql, journal, jobs } = parts;
  const skipped = new Set(taken.skip);
  // The text goes into the journal as it came; when little of it is left, only that.
  const isRest = taken.accepted * 2 < batch.events.length;
  const body = isRest ? JSON.stringify(batch.events.filter((_, index) => !skipped.has(index))) : batch.text;
  const { source, settings } = batch;
  const { duplicates } = taken;
  const skip = isRest ? [] : taken.skip;
  const replay = batch.isReplay ? ({ isReplay: true } as const) : {};
  const head = { kind: 'events', source, atMs, settings, duplicates, skip, ...replay } as const;
  const settle = sql.transaction(() => {
    if (parts.identity === undefined) writeState(sql, 'identity', identity);
    post(sql, folded.findings);
    const steps = [
      journal.append({ head, body }),
      jobs.want('snapshot', snapshotDueMs(journal, body.length, atMs)),
      jobs.want('report', atMs + REPORT_DELAY_MS),
    ];
    if (folded.findings.length > 0) steps.push(jobs.want('deliver', atMs));
    return steps;
  });
  for (const step of settle) step();
  parts.identity ??= identity;
  publish(parts, head, folded, wordsWithout(words, skipped), taken.accepted);
}

function refusedOf(sifted: Sifted, folded: FoldedBatch<unknown, unknown>): readonly Refusal[] {
  return [
    ...sifted.unreadable.map((index) => ({ index, reason: 'not an enriched event' })),
    ...folded.failed.map((index) => ({ index, reason: 'could not be folded' })),
  ];
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
