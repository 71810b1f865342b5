import { type Alert, type AlertStatus, isClosed } from '../domain/alert.ts';
import { severityRank } from '../domain/severity.ts';
import type { AlertTopic } from './message.ts';

/** What a channel was last told of an alert. */
export interface Told {
  readonly rank: number;
  readonly status: AlertStatus;
  readonly incident: string;
}

/**
 * What a channel is to be told of an alert as it stands now; undefined for nothing.
 * @param least severity from which on the channel hears of an alert
 */
export function topicOf(alert: Alert, told: Told | undefined, least: Alert['severity']): AlertTopic | undefined {
  const rank = severityRank(alert.severity);
  if (told === undefined) return rank >= severityRank(least) && !isClosed(alert.status) ? 'opened' : undefined;
  if (rank > told.rank && !isClosed(alert.status)) return 'raised';
  return alert.status === told.status ? 'updated' : STATUS_TOPICS[alert.status];
}

const STATUS_TOPICS: Readonly<Record<AlertStatus, AlertTopic>> = {
  open: 'reopened',
  acknowledged: 'acknowledged',
  resolved: 'resolved',
  'false-positive': 'resolved',
};
