import Table from 'cli-table3';
import { formatOffset, formatShare } from '../../dashboard/format.ts';
import type { Alert } from '../../domain/alert.ts';

/** Alerts for people at a terminal: one row each, the loudest first. */

const NARROWEST = 72;
const WIDEST = 140;
const SEVERITY_WIDTH = 10;
const ACCOUNT_WIDTH = 24;
const OPENED_WIDTH = 18;
/** Borders between and around four columns. */
const BORDERS = 5;

/** @param columns width of the terminal in characters */
export function alertTable(alerts: readonly Alert[], columns: number): string {
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
