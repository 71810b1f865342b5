import { type Alert, type AlertStatus, isClosed } from '../../domain/alert.ts';
import type { Finding, OperatorZone } from '../../domain/finding.ts';
import { isLoud, maxSeverity, type Severity, severityRank } from '../../domain/severity.ts';
import { leading, summaryOf, titleOf, weight } from './alert-words.ts';

/** Findings that an alert keeps: the weightiest, then the newest. */
const KEPT_FINDINGS = 20;

/** `none`: the alert holds context only (`info`), and is nobody's business yet; or the finding was known. */
export type AlertChangeKind = 'opened' | 'raised' | 'updated' | 'none';

export interface AlertChange {
  readonly alert: Alert;
  readonly change: AlertChangeKind;
}

type AlertFinding = Alert['findings'][number];

/**
 * Folds a finding into the alert that it names. An alert that holds only `info` is kept as context and reported as `none`;
 * it opens with its first finding above that. A finding that the alert already holds changes nothing.
 */
export function foldFinding(alert: Alert | undefined, finding: Finding): AlertChange {
  if (alert?.findings.some((known) => known.id === finding.id)) return { alert, change: 'none' };
  const { alert: id, account, ...own } = finding;
  const findings = keep(alert === undefined ? [own] : [...alert.findings, own]);
  const operatorZone = surestZone(findings) ?? finding.operatorZone ?? alert?.operatorZone;
  const lead = leading(findings) ?? own;
  const severity = maxSeverity(alert?.severity ?? 'info', combinedSeverity(findings));
  const folded: Alert = {
    ...alert,
    id,
    account,
    status: statusOf(alert, severity),
    severity,
    score: combinedScore(findings),
    openedAt: openingOf(alert, finding),
    lastSeenAt: later(alert?.lastSeenAt, finding.time),
    title: titleOf(lead),
    summary: summaryOf(lead, findings),
    techniques: [...new Set([...(alert?.techniques ?? []), ...finding.techniques])],
    ...(operatorZone === undefined ? {} : { operatorZone }),
    findings,
    findingCount: (alert?.findingCount ?? 0) + 1,
  };
  return { alert: folded, change: changeOf(alert, folded) };
}

/** Whoever closed an alert saw less than this: one that grows graver is open again. */
function statusOf(alert: Alert | undefined, severity: Severity): AlertStatus {
  if (alert === undefined) return 'open';
  return isClosed(alert.status) && severityRank(severity) > severityRank(alert.severity) ? 'open' : alert.status;
}

/** When the first thing above context happened; context that came before it tells when nothing had. */
function openingOf(alert: Alert | undefined, { severity, time }: Finding): string {
  if (alert === undefined || (alert.severity === 'info' && severity !== 'info')) return time;
  return severity === 'info' && alert.severity !== 'info' ? alert.openedAt : earlier(alert.openedAt, time);
}

function changeOf(before: Alert | undefined, after: Alert): AlertChangeKind {
  if (after.severity === 'info') return 'none';
  if (before === undefined || before.severity === 'info') return 'opened';
  return severityRank(after.severity) > severityRank(before.severity) ? 'raised' : 'updated';
}

/** The gravest of the findings; two detections that each say `medium` on their own are `high` together. */
function combinedSeverity(findings: readonly AlertFinding[]): Severity {
  const gravest = findings.reduce<Severity>((most, { severity }) => maxSeverity(most, severity), 'info');
  const loud = new Set(findings.filter(({ severity }) => isLoud(severity)).map(({ detection }) => detection));
  return loud.size >= 2 ? maxSeverity(gravest, 'high') : gravest;
}

/** Each detection's newest estimate stands; of those of several detections the surest. */
function surestZone(findings: readonly AlertFinding[]): OperatorZone | undefined {
  const newest = new Map<string, OperatorZone>();
  for (const { detection, operatorZone } of findings)
    if (operatorZone !== undefined) newest.set(detection, operatorZone);
  let surest: OperatorZone | undefined;
  for (const zone of newest.values()) if (surest === undefined || zone.probability > surest.probability) surest = zone;
  return surest;
}

function keep(findings: readonly AlertFinding[]): AlertFinding[] {
  if (findings.length <= KEPT_FINDINGS) return [...findings];
  const least = findings
    .slice(0, -1)
    .reduce((lightest, finding) => (weight(finding) < weight(lightest) ? finding : lightest));
  return findings.filter((finding) => finding !== least);
}

/** One minus the chance that every detection is wrong, taking scores as chances: each detection counts once, by its strongest finding. */
function combinedScore(findings: readonly AlertFinding[]): number {
  const strongest = new Map<string, number>();
  for (const { detection, score } of findings) strongest.set(detection, Math.max(strongest.get(detection) ?? 0, score));
  let wrong = 1;
  for (const score of strongest.values()) wrong *= 1 - Math.min(score, 99) / 100;
  return Math.round((1 - wrong) * 100);
}

const earlier = (one: string, other: string): string => (Date.parse(other) < Date.parse(one) ? other : one);
const later = (one: string | undefined, other: string): string =>
  one === undefined || Date.parse(other) > Date.parse(one) ? other : one;
