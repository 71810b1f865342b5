import { formatOffset, formatShare, plural } from '../../dashboard/format.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { OperatorZone } from '../../domain/finding.ts';
import { isLoud, type Severity, severityRank } from '../../domain/severity.ts';
import { plain } from './plain.ts';

/** What stands at a terminal of one alert, or of one campaign with its members. */
export interface Entry {
  readonly severity: Severity;
  /** The account, or how many. */
  readonly who: string;
  /** To the minute, in UTC. */
  readonly opened: string;
  /** Lines, each as long as it is. */
  readonly story: readonly string[];
}

/**
 * Loud alerts and campaigns, the loudest first. A member of which only its campaign is told is named there and not told again; one with a story of its
 * own is named there too.
 */
export function entriesOf(alerts: readonly Alert[], campaigns: readonly Campaign[]): Entry[] {
  const loud = alerts.filter(({ severity }) => isLoud(severity));
  const members = Map.groupBy(loud, ({ campaign }) => campaign);
  const told = campaigns.filter(({ id }) => members.has(id));
  const ids = new Set(told.map(({ id }) => id));
  const isToldElsewhere = (alert: Alert): boolean => ids.has(alert.campaign ?? '') && isToldByCampaign(alert);
  return [
    ...told.map((campaign) => campaignEntry(campaign, members.get(campaign.id) ?? [])),
    ...loud.filter((alert) => !isToldElsewhere(alert)).map((alert) => alertEntry(alert)),
  ].toSorted((one, other) => severityRank(other.severity) - severityRank(one.severity));
}

/** An alert that is named after a finding of its campaign has nothing graver of its own. */
const isToldByCampaign = ({ summary, findings }: Alert): boolean =>
  findings.some((finding) => finding.detection === 'campaign' && summary.startsWith(finding.summary));

function alertEntry(alert: Alert): Entry {
  const id = alert.campaign === undefined ? alert.id : `${alert.id}, of ${alert.campaign}`;
  return {
    severity: alert.severity,
    who: plain(alert.account),
    opened: minuteOf(alert.openedAt),
    story: [alert.title, alert.summary, ...zoneWords(alert.operatorZone), id].map(plain),
  };
}

function campaignEntry(campaign: Campaign, members: readonly Alert[]): Entry {
  const named = members.map(({ account, id }) => `${account} ${id}`);
  const unnamed = campaign.accounts.filter((account) => !members.some((member) => member.account === account));
  const heading = [campaign.title, campaign.summary, ...zoneWords(campaign.operatorZone), campaign.id];
  return {
    severity: campaign.severity,
    who: plural(campaign.accounts.length, 'account'),
    opened: minuteOf(campaign.openedAt),
    story: [...heading, 'Members:', ...named, ...unnamed].map(plain),
  };
}

function zoneWords(zone: OperatorZone | undefined): string[] {
  if (zone === undefined) return [];
  const { utcOffsetMinutes, probability, cities } = zone;
  const likely = formatShare(probability);
  return [
    `Operator's day: ${formatOffset(utcOffsetMinutes)} ± 1 h (${likely}), like ${cities.slice(0, NAMED_CITIES).join(', ')}`,
  ];
}

const NAMED_CITIES = 3;
/** Of a time like 2018-08-17T02:14:09Z. */
const TO_THE_MINUTE = 16;
const minuteOf = (time: string): string => time.slice(0, TO_THE_MINUTE).replace('T', ' ');
