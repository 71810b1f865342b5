import type { Evidence } from '../domain/evidence.ts';
import type { DetectionId, OperatorZone } from '../domain/finding.ts';
import type { Severity } from '../domain/severity.ts';

/** What people are told of a detection: on the page, in the API's description and in the README. */
export interface DetectionMetadata {
  readonly id: DetectionId;
  readonly title: string;
  /** MITRE ATT&CK technique ids. */
  readonly techniques: readonly string[];
  /** What it means when it fires. */
  readonly meaning: string;
  readonly harmlessLookalikes: readonly string[];
  readonly whatToDo: readonly string[];
  readonly knownGaps: readonly string[];
}

/** What a detection says, before the fold stamps it with id, account, alert and event. */
export interface FindingDraft {
  readonly detection: DetectionId;
  readonly severity: Severity;
  /** 0 to 100: how sure, within the severity. */
  readonly score: number;
  readonly summary: string;
  readonly evidence: Evidence;
  readonly operatorZone?: OperatorZone;
  /** Ids of earlier events that belong to it; the event that raised it is added by the fold. */
  readonly eventIds?: readonly string[];
}
