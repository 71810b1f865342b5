import { ID_LIFETIME_MS, MAX_RUN_SPAN_MS, RUNS_A_MERGE } from '../constants.ts';

/** A run: the hashes of ids that arrived in a span of time. */
export interface IdRun {
  readonly run: number;
  /** How often its ids were merged. */
  readonly level: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly ids: number;
  readonly prefixBits: number;
}

/** Runs whose newest id is older than 72 h. */
export const expiredRuns = <R extends IdRun>(runs: readonly R[], nowMs: number): readonly R[] =>
  runs.filter((run) => run.toMs < nowMs - ID_LIFETIME_MS);

/**
 * The runs to merge next: eight neighbours in time of one level that span 12 h at most; undefined when there are none.
 * So the number of runs stays bounded: at most 8 of a level in any 12 h.
 */
export function runsToMerge<R extends IdRun>(runs: readonly R[]): readonly R[] | undefined {
  const levels = [...new Set(runs.map((run) => run.level))].sort((one, other) => one - other);
  for (const level of levels) {
    const ofLevel = runs.filter((run) => run.level === level).sort((one, other) => one.fromMs - other.fromMs);
    for (let first = 0; first + RUNS_A_MERGE <= ofLevel.length; first += 1) {
      const group = ofLevel.slice(first, first + RUNS_A_MERGE);
      const toMs = Math.max(...group.map((run) => run.toMs));
      if (toMs - (group[0]?.fromMs ?? 0) <= MAX_RUN_SPAN_MS) return group;
    }
  }
  return undefined;
}
