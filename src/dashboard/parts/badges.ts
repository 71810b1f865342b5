import { type Alert, isClosed } from '../../domain/alert.ts';
import type { SourceHealth } from '../../domain/intake.ts';
import type { Severity } from '../../domain/severity.ts';
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
  { from: 85, words: 'very likely somebody else' },
  { from: 65, words: 'likely somebody else' },
  { from: 35, words: 'possibly somebody else' },
  { from: 0, words: 'a weak sign on its own' },
] as const;

/** A score of 0 to 100 in words. */
export const likelyWords = (score: number): string =>
  LIKELY.find(({ from }) => score >= from)?.words ?? LIKELY[3].words;
