import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Finding } from '../domain/finding.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import type { Folding } from './folding.ts';

export interface BatchToFold<B, N> {
  readonly tenant: string;
  readonly settings: DetectionSettings;
  /** In the order they came; undefined where one was unreadable. */
  readonly events: readonly (EnrichedEvent | undefined)[];
  /** Places in `events` that are passed over. */
  readonly skip: ReadonlySet<number>;
  readonly baselineOf: (account: string) => B | undefined;
  readonly neighbourhood: N;
}

export interface FoldedBatch<B, N> {
  /** Baselines that changed. */
  readonly baselines: ReadonlyMap<string, B>;
  readonly neighbourhood: N;
  /** In the order they were raised. */
  readonly findings: readonly Finding[];
  /** Places in `events` that the fold threw on: a fault of ours, and no reason to lose the others. */
  readonly failed: readonly number[];
  readonly lastEventMs: number | undefined;
}

/** Folds a batch in memory. Pure but for `baselineOf`: nothing that it is given changes. */
export function foldBatch<B, N>(folding: Folding<B, N>, batch: BatchToFold<B, N>): FoldedBatch<B, N> {
  const { tenant, settings } = batch;
  const baselines = new Map<string, B>();
  const findings: Finding[] = [];
  const failed: number[] = [];
  let neighbourhood = batch.neighbourhood;
  let lastEventMs: number | undefined;
  batch.events.forEach((event, index) => {
    if (event === undefined || batch.skip.has(index)) return;
    const baseline = baselines.get(event.account) ?? batch.baselineOf(event.account);
    try {
      const folded = folding.foldEvent(tenant, { baseline, neighbourhood }, event, settings);
      if (folded.baseline !== undefined && folded.baseline !== baseline) baselines.set(event.account, folded.baseline);
      neighbourhood = folded.neighbourhood;
      for (const finding of folded.findings) findings.push(finding);
      lastEventMs = Math.max(lastEventMs ?? event.timeMs, event.timeMs);
    } catch (error) {
      failed.push(index);
      if (failed.length === 1) console.error('the fold threw on an event', error);
    }
  });
  return { baselines, neighbourhood, findings, failed, lastEventMs };
}
