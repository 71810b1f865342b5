import { table } from 'table';
import { formatOffset, formatShare } from '../../dashboard/format.ts';
import type { Alert } from '../../domain/alert.ts';
import { isLoud, severityRank } from '../../domain/severity.ts';
import { THIN } from './borders.ts';

/** Alerts for people at a terminal: one row each, the loudest first; what is low is context, and only counted. */

const NARROWEST = 72;
const WIDEST = 140;
const SEVERITY_WIDTH = 8;
const ACCOUNT_WIDTH = 22;
const OPENED_WIDTH = 16;
/** Borders between and around four columns, and a space on both sides in each. */
const BORDERS = 5 + 2 * 4;

/** @param columns width of the terminal in characters */
export function alertSummary(alerts: readonly Alert[], columns: number = process.stdout.columns ?? 100): string {
  const loud = alerts
    .filter(({ severity }) => isLoud(severity))
    .toSorted((one, other) => severityRank(other.severity) - severityRank(one.severity));
  const low = alerts.length - loud.length;
  const quiet = low === 0 ? '' : `and ${low} of low severity, which are context\n`;
  return loud.length === 0
    ? `No alerts of medium severity or above.\n${quiet}`
    : `${alertTable(loud, columns)}${quiet}`;
}

function alertTable(alerts: readonly Alert[], columns: number): string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  const story = width - SEVERITY_WIDTH - ACCOUNT_WIDTH - OPENED_WIDTH - BORDERS;
  const rows = alerts.map((alert) => [
    alert.severity,
    plain(alert.account),
    shortTime(alert.openedAt),
    plain(storyOf(alert)),
  ]);
  return table([['Severity', 'Account', 'Opened (UTC)', 'What'], ...rows], {
    border: THIN,
    columns: [SEVERITY_WIDTH, ACCOUNT_WIDTH, OPENED_WIDTH, story].map((columnWidth) => ({ width: columnWidth })),
    columnDefault: { wrapWord: true },
  });
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
