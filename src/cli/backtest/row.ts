import type { DetectionId, OperatorZone } from '../../domain/finding.ts';
import { maxSeverity, type Severity } from '../../domain/severity.ts';
import type { TenantChange } from '../../tenants/alerts/tenant-fold.ts';

/** One line of `backtest --format ndjson`: a finding, and what it did to its alert. */
export interface Row {
  readonly account: string;
  /** Time of the event that raised it. */
  readonly time: string;
  readonly severity: Severity;
  readonly detection: DetectionId;
  readonly operatorZone?: OperatorZone;
  readonly alert: string;
  /** What it did to the alert. `none`: it waits as context. */
  readonly change: TenantChange['change'];
  readonly score: number;
  readonly summary: string;
}

/**
 * Severity is the finding's, or that of the alert where the finding opened or raised it: two findings that are low each can make
 * a medium alert, and it is this event that made it.
 */
export function rowOf({ finding, alert, change }: TenantChange): Row {
  const made = change === 'opened' || change === 'raised' ? alert : undefined;
  return {
    account: finding.account,
    time: finding.time,
    severity: made === undefined ? finding.severity : maxSeverity(made.severity, finding.severity),
    detection: finding.detection,
    // A finding that has an estimate tells the one that its alert holds by now: that of a campaign may be surer than its own.
    ...(finding.operatorZone === undefined ? {} : { operatorZone: alert.operatorZone ?? finding.operatorZone }),
    alert: finding.alert,
    change,
    score: Math.max(finding.score, made?.score ?? 0),
    summary: finding.summary,
  };
}
