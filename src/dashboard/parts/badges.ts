import { SPEAKS_OF_STRANGER } from '../../detection/suspicion.ts';
import { type Alert, type DetectionId, isClosed } from '../../domain/alert.ts';
import type { SourceHealth } from '../../domain/intake.ts';
import { isLoud, type Severity } from '../../domain/severity.ts';
import { html, type Markup } from '../markup.ts';

/** Severity and status by word; colour only repeats it. */

export const severityBadge = (severity: Severity): Markup => html`<span class="badge ${severity}">${severity}</span>`;

export const STATUS_WORDS: Readonly<Record<Alert['status'], string>> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  'false-positive': 'False positive',
};

export const statusChip = (status: Alert['status']): Markup =>
  html`<span class="status ${status}">${STATUS_WORDS[status]}</span>`;

const HEALTH_WORDS: Readonly<Record<SourceHealth, string>> = {
  waiting: 'Waiting for its first record',
  healthy: 'Healthy',
  rejecting: 'Most cannot be read',
  silent: 'Silent',
};

export const healthChip = (health: SourceHealth): Markup =>
  html`<span class="status health-${health}">${HEALTH_WORDS[health]}</span>`;

/** What a severity asks of the one on call. */
const URGENCY: Readonly<Record<Severity, string>> = {
  info: 'Context; nothing to do.',
  low: 'Context; nothing to do.',
  medium: 'Look at it today.',
  high: 'Look at it now.',
  critical: 'Act now.',
};

/** What an alert asks for as it stands: nothing once it is closed. */
export function urgencyOf({ status, severity }: Pick<Alert, 'status' | 'severity'>): string {
  if (isClosed(status)) return '';
  return status === 'acknowledged' ? 'Somebody is on it.' : URGENCY[severity];
}

const LIKELY = [
  { from: 85, stranger: 'very likely somebody else', data: 'very unlike this account, whoever did it' },
  { from: 65, stranger: 'likely somebody else', data: 'unlike this account, whoever did it' },
  { from: 35, stranger: 'possibly somebody else', data: 'somewhat unlike this account, whoever did it' },
] as const;

/** The score of an alert in words. Where what is loud in it (or, if nothing is, what is no context) speaks of data alone, nobody knows who moved them. */
export function likelyWords({ score, findings }: Pick<Alert, 'score' | 'findings'>): string {
  const loud = findings.filter(({ severity }) => isLoud(severity));
  const telling = loud.length > 0 ? loud : findings.filter(({ severity }) => severity !== 'info');
  const about = telling.some(({ detection }) => speaksOfStranger(detection)) ? 'stranger' : 'data';
  return LIKELY.find(({ from }) => score >= from)?.[about] ?? 'a weak sign on its own';
}

const speaksOfStranger = (detection: DetectionId): boolean =>
  SPEAKS_OF_STRANGER.has(detection) || detection === 'takeover-then-exfiltration';
