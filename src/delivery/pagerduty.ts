import type { Severity } from '../domain/severity.ts';
import {
  ALERT_TOPICS,
  type AlertTopic,
  alertLink,
  type ChannelWriter,
  headlineOf,
  JSON_HEADERS,
  lineOf,
  type Message,
  sourcesLink,
} from './message.ts';

const HOSTS = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const;
const MOST_SUMMARY = 1_024;
const MOST_DETAIL = 8_000;

/**
 * PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event. An alert is one incident, and so is a campaign
 * with all its alerts: nobody is woken twice for one operator. What an admin decides here, ends it there.
 */
export const pagerduty: ChannelWriter<'pagerduty'> = {
  topics: ALERT_TOPICS.filter((topic) => topic !== 'updated'),
  write: ({ routingKey, region, page }, [message], sentMs) => ({
    url: `https://${HOSTS[region]}/v2/enqueue`,
    headers: JSON_HEADERS,
    body: JSON.stringify({ routing_key: routingKey, ...eventOf(message, page, new Date(sentMs).toISOString()) }),
    messages: 1,
  }),
};

function eventOf(message: Message | undefined, page: string, sentAt: string): object {
  const client = { client: 'Meridian', client_url: page };
  if (message === undefined || message.kind === 'test') {
    const payload = {
      summary: 'Meridian can reach this channel; this is a test',
      source: 'meridian',
      severity: 'info',
      timestamp: sentAt,
    };
    return { event_action: 'trigger', dedup_key: 'meridian-test', payload, ...client };
  }
  if (message.kind === 'notice') {
    const { notice } = message;
    const key = { dedup_key: notice.id };
    if (message.topic === 'ended') return { event_action: 'resolve', ...key };
    const payload = {
      summary: lineOf(`Source ${notice.source} is silent. ${notice.summary}`, MOST_SUMMARY),
      source: notice.source,
      severity: 'warning',
      timestamp: notice.raisedAt,
      class: notice.kind,
    };
    return {
      event_action: 'trigger',
      ...key,
      payload,
      links: [{ href: sourcesLink(page), text: 'Sources' }],
      ...client,
    };
  }
  const { alert, topic, incident, endsIncident } = message;
  const action = ACTIONS[topic];
  // One alert of a campaign is dealt with; the operator is not, as long as others are open.
  if (action !== 'trigger') return { event_action: action, dedup_key: endsIncident ? incident : alert.id };
  const payload = {
    summary: headlineOf(alert, 0, MOST_SUMMARY),
    source: lineOf(alert.account, MOST_SUMMARY),
    severity: SEVERITY[alert.severity],
    timestamp: alert.lastSeenAt,
    class: alert.findings[0]?.detection,
    group: alert.campaign,
    custom_details: {
      summary: lineOf(alert.summary, MOST_DETAIL),
      severity: alert.severity,
      score: alert.score,
      techniques: alert.techniques,
      operatorZone: alert.operatorZone,
      openedAt: alert.openedAt,
    },
  };
  return {
    event_action: action,
    dedup_key: incident,
    payload,
    links: [{ href: alertLink(page, alert), text: 'The alert' }],
    ...client,
  };
}

const ACTIONS: Readonly<Record<AlertTopic, 'trigger' | 'acknowledge' | 'resolve'>> = {
  opened: 'trigger',
  raised: 'trigger',
  updated: 'trigger',
  reopened: 'trigger',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
};

const SEVERITY: Readonly<Record<Severity, 'info' | 'warning' | 'error' | 'critical'>> = {
  info: 'info',
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'critical',
};
