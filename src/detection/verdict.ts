import type { DetectionId } from '../domain/finding.ts';
import type { Baseline } from './baseline.ts';
import { correctStorage } from './exfiltration/storage-habit.ts';
import { correctHours } from './hours-habit.ts';

/** An admin's word on an alert: what its findings were, and the time that they span. */
export interface BaselineVerdict {
  readonly verdict: 'expected' | 'intrusion';
  readonly detections: readonly DetectionId[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Until when an expected thing stays quiet; for good if absent. */
  readonly untilMs?: number;
}

/** Teaches an admin's word to a baseline: what is expected is learned, what an intruder did is unlearned. */
export function foldVerdict(baseline: Baseline, verdict: BaselineVerdict): Baseline {
  const minutes = { from: Math.floor(verdict.fromMs / 60_000), to: Math.ceil(verdict.toMs / 60_000) };
  const fingerprints = baseline.fingerprints.map((known) => {
    const [network, client, first, last, sessions, , suspectUntil] = known;
    const inside = last >= minutes.from && first <= minutes.to;
    if (!inside || (first < minutes.from && suspectUntil === 0)) return known;
    return verdict.verdict === 'expected'
      ? ([network, client, first, last, sessions, 0, 0] as const)
      : ([network, client, first, last, 0, known[5], Number.MAX_SAFE_INTEGER] as const);
  });
  return {
    ...baseline,
    fingerprints,
    hours: correctHours(baseline.hours, verdict),
    storage: correctStorage(baseline.storage, verdict),
  };
}
