import Table from 'cli-table3';
import { formatOffset, formatShare } from '../../dashboard/format.ts';
import type { Alert } from '../../domain/alert.ts';
import { isLoud, severityRank } from '../../domain/severity.ts';

/** Alerts for people at a terminal: one row each, the loudest first; what is low is context, and only counted. */

const NARROWEST = 72;
const WIDEST = 140;
const SEVERITY_WIDTH = 10;
const ACCOUNT_WIDTH = 24;
const OPENED_WIDTH = 18;
/** Borders between and around four columns. */
const BORDERS = 5;

/** @param columns width of the terminal in characters */
export function alertSummary(alerts: readonly Alert[], columns: number = process.stdout.columns ?? 100): string {
  const loud = alerts
    .filter(({ severity }) => isLoud(severity))
    .toSorted((one, other) => severityRank(other.severity) - severityRank(one.severity));
  const low = alerts.length - loud.length;
  const quiet = low === 0 ? '' : `and ${low} of low severity, which are context\n`;
  return loud.length === 0
    ? `No alerts of medium severity or above.\n${quiet}`
    : `${alertTable(loud, columns)}\n${quiet}`;
}

function alertTable(alerts: readonly Alert[], columns: number): string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  const story = width - SEVERITY_WIDTH - ACCOUNT_WIDTH - OPENED_WIDTH - BORDERS;
  const table = new Table({
    head: ['Severity', 'Account', 'Opened (UTC)', 'What'],
    colWidths: [SEVERITY_WIDTH, ACCOUNT_WIDTH, OPENED_WIDTH, story],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const alert of alerts) {
    table.push([alert.severity, plain(alert.account), shortTime(alert.openedAt), plain(storyOf(alert))]);
  }
  return table.toString();
}

function storyOf(alert: Alert): string {
  const zone = alert.operatorZone;
  const where =
    zone === undefined
      ? ''
      : `\nOperator's day: ${formatOffset(zone.utcOffsetMinutes)} (${formatShare(zone.probability)}), like ${zone.cities.slice(0, 3).join(', ')}`;
  return `${alert.title}\n${alert.summary}${where}\n${alert.id}`;
}

const shortTime = (time: string): string => time.slice(0, 16).replace('T', ' ');

/** Names come from outside: nothing in them may move the cursor of a terminal. */
const plain = (text: string): string => text.replace(/[^\P{C}\n]/gu, '?');
