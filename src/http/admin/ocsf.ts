import { type Alert, isClosed, type Verdict } from '../../domain/alert.ts';
import { severityRank } from '../../domain/severity.ts';

/**
 * An alert as an OCSF Detection Finding, class 2004, of schema 1.4 with the profile of incidents, which holds the verdict:
 * https://schema.ocsf.io/1.4.0/classes/detection_finding?profiles=incident
 */
export function ocsfOf(alert: Alert, version: string) {
  const openedMs = Date.parse(alert.openedAt);
  const lastMs = Date.parse(alert.lastSeenAt);
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200400 + activityOf(alert),
    activity_id: activityOf(alert),
    time: lastMs,
    start_time: openedMs,
    end_time: lastMs,
    count: alert.findingCount,
    severity_id: severityRank(alert.severity) + 1,
    severity: OCSF_SEVERITIES[alert.severity],
    status_id: OCSF_STATUS[alert.status],
    ...(alert.status === 'false-positive' && { status_detail: 'False positive' }),
    ...verdictOf(alert),
    ...(alert.note !== undefined && { comment: alert.note }),
    message: alert.summary,
    is_alert: true,
    metadata: {
      version: '1.4.0',
      uid: alert.id,
      product: { name: 'Meridian', vendor_name: 'Meridian', version },
      profiles: ['security_control', 'incident'],
    },
    finding_info: {
      uid: alert.id,
      title: alert.title,
      desc: alert.summary,
      created_time: openedMs,
      first_seen_time: openedMs,
      last_seen_time: lastMs,
      types: [...new Set(alert.findings.map((finding) => finding.detection))],
      attacks: alert.techniques.map((uid) => ({ technique: { uid } })),
      ...(alert.campaign !== undefined && { related_analytics: [{ uid: alert.campaign, type_id: 99 }] }),
    },
    risk_score: alert.score,
    evidences: alert.findings.map((finding) => ({
      actor: { user: { name: alert.account } },
      data: { detection: finding.detection, time: finding.time, summary: finding.summary, ...finding.evidence },
    })),
    resources: [{ type: 'Account', name: alert.account }],
    observables: [{ name: 'actor.user.name', type: 'User Name', type_id: 4, value: alert.account }],
    ...unmappedOf(alert),
  };
}

const OCSF_SEVERITIES: Readonly<Record<Alert['severity'], string>> = {
  info: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** New, In Progress, Resolved, Suppressed. */
const OCSF_STATUS: Readonly<Record<Alert['status'], number>> = {
  open: 1,
  acknowledged: 2,
  'false-positive': 3,
  resolved: 4,
};

const FALSE_POSITIVE = { verdict_id: 1, verdict: 'False Positive' };
const OCSF_VERDICTS: Readonly<Record<Verdict['verdict'], { verdict_id: number; verdict: string }>> = {
  intrusion: { verdict_id: 2, verdict: 'True Positive' },
  expected: { verdict_id: 5, verdict: 'Benign' },
};

/** What an admin said that it was; nothing where he has not. */
const verdictOf = ({ status, verdict }: Alert) =>
  status === 'false-positive' ? FALSE_POSITIVE : verdict && OCSF_VERDICTS[verdict.verdict];

/** What OCSF has no place for: where the operator's day lies; when the verdict was said, and until when it holds. */
function unmappedOf({ operatorZone, verdict }: Alert) {
  if (operatorZone === undefined && verdict === undefined) return {};
  return { unmapped: { ...(operatorZone && { operator_zone: operatorZone }), ...(verdict && { verdict }) } };
}

/** Create, Update, Close. */
function activityOf(alert: Alert): 1 | 2 | 3 {
  if (isClosed(alert.status)) return 3;
  return alert.status === 'open' && alert.findingCount === 1 ? 1 : 2;
}
