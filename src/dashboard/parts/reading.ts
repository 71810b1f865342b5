import type { Alert } from '../../domain/alert.ts';
import type { BytesEvidence, CampaignEvidence, HoursEvidence, TravelEvidence } from '../../domain/evidence.ts';
import type { OperatorZone } from '../../domain/finding.ts';
import { severityRank } from '../../domain/severity.ts';

/** What an alert's findings hold, as the pictures need it. */

type Finding = Alert['findings'][number];

const byNewest = (one: Finding, other: Finding): number => Date.parse(other.time) - Date.parse(one.time);
/** As an alert is named: by severity, then by score, the newest first. */
const byWeight = (one: Finding, other: Finding): number =>
  severityRank(other.severity) - severityRank(one.severity) || other.score - one.score || byNewest(one, other);

/** The zone that an account's times are shown in; undefined where no finding tells it. */
export function homeZoneOf({ findings }: Pick<Alert, 'findings'>): string | undefined {
  for (const { evidence } of findings.toSorted(byWeight)) {
    if (evidence.kind === 'hours') return evidence.homeZone;
    if (evidence.kind === 'campaign' && evidence.hours.homeZone !== 'UTC') return evidence.hours.homeZone;
    if (evidence.kind === 'travel' && evidence.homeZones[0] !== undefined) return evidence.homeZones[0];
  }
  return undefined;
}

export interface HoursReading {
  readonly evidence: HoursEvidence;
  readonly zone: OperatorZone | undefined;
}

/** The hours that title and summary tell, where the alert is named after hours; else the newest, which count the most sessions. */
export function hoursOf(alert: Pick<Alert, 'findings' | 'operatorZone'>): HoursReading | undefined {
  const [lead] = alert.findings.toSorted(byWeight);
  const inOrder = lead?.evidence.kind === 'hours' ? [lead] : alert.findings.toSorted(byNewest);
  return inOrder.flatMap(({ evidence, operatorZone: zone = alert.operatorZone }) =>
    evidence.kind === 'hours' ? [{ evidence, zone }] : [],
  )[0];
}

export interface BytesReading {
  readonly evidence: BytesEvidence;
  /** UTC day of the finding. */
  readonly day: string;
}

const MOST_BYTE_PICTURES = 3;

/** Per store and direction the finding with the most bytes; none where no sizes were told, for there is nothing to draw. */
export function bytesOf({ findings }: Pick<Alert, 'findings'>): BytesReading[] {
  const best = new Map<string, BytesReading>();
  for (const { evidence, time } of findings) {
    const bytes = evidence.kind === 'bytes' ? evidence : evidence.kind === 'chain' ? evidence.bytes : undefined;
    if (bytes === undefined || bytes.bytes <= 0) continue;
    const key = JSON.stringify([bytes.service, bytes.operation]);
    const known = best.get(key);
    if (known === undefined || bytes.bytes > known.evidence.bytes) {
      best.set(key, { evidence: bytes, day: new Date(Date.parse(time)).toISOString().slice(0, 10) });
    }
  }
  return [...best.values()]
    .toSorted((one, other) => other.evidence.bytes - one.evidence.bytes)
    .slice(0, MOST_BYTE_PICTURES);
}

const MOST_TRAVEL_PICTURES = 2;
export const travelOf = ({ findings }: Pick<Alert, 'findings'>): TravelEvidence[] =>
  findings
    .toSorted(byWeight)
    .flatMap(({ evidence }) => (evidence.kind === 'travel' ? [evidence] : []))
    .slice(0, MOST_TRAVEL_PICTURES);

export interface CampaignReading {
  readonly evidence: CampaignEvidence;
  /** Left out where the pooled hours point to none. */
  readonly zone?: OperatorZone;
}

export const campaignOf = ({ findings }: Pick<Alert, 'findings'>): CampaignReading | undefined =>
  findings
    .toSorted(byWeight)
    .flatMap(({ evidence, operatorZone: zone }) =>
      evidence.kind === 'campaign' ? [{ evidence, ...(zone === undefined ? {} : { zone }) }] : [],
    )[0];

/** Detections of the alert, the weightiest first, each once. */
export const detectionsOf = ({ findings }: Pick<Alert, 'findings'>): Finding['detection'][] => [
  ...new Set(findings.toSorted(byWeight).map(({ detection }) => detection)),
];
