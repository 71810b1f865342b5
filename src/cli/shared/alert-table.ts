import { table } from 'table';
import type { Alert, Campaign } from '../../domain/alert.ts';
import { isLoud } from '../../domain/severity.ts';
import { type Entry, entriesOf } from './alert-entries.ts';
import { BLANK, THIN } from './borders.ts';

/** Alerts for people at a terminal, the loudest first; what is low is context, and only counted. Wide terminals see a table, narrow ones blocks. */

const WIDEST = 140;
const NARROWEST = 40;
/** Where nobody looks, as in a file. */
export const USUAL_COLUMNS = 100;
const SEVERITY_WIDTH = 8;
const ACCOUNT_WIDTH = 22;
const OPENED_WIDTH = 16;
/** Borders between and around four columns, and a space on both sides in each. */
const BORDERS = 5 + 2 * 4;
const BESIDE_STORY = SEVERITY_WIDTH + ACCOUNT_WIDTH + OPENED_WIDTH + BORDERS;
/** An id stands whole in its line. */
const NARROWEST_STORY = 29;
const NARROWEST_TABLE = BESIDE_STORY + NARROWEST_STORY;

/** @param columns width of the terminal in characters */
export function alertSummary(
  alerts: readonly Alert[],
  campaigns: readonly Campaign[] = [],
  columns: number = process.stdout.columns ?? USUAL_COLUMNS,
): string {
  const entries = entriesOf(alerts, campaigns);
  const low = alerts.filter(({ severity }) => !isLoud(severity)).length;
  const quiet = low === 0 ? '' : `and ${low} of low severity, which are context\n`;
  if (entries.length === 0) return `No alerts of medium severity or above.\n${quiet}`;
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  return `${width < NARROWEST_TABLE ? blocks(entries, width) : alertTable(entries, width)}${quiet}`;
}

function alertTable(entries: readonly Entry[], width: number): string {
  const story = width - BESIDE_STORY;
  const rows = entries.map(({ severity, who, opened, story: lines }) => [severity, who, opened, lines.join('\n')]);
  return table([['Severity', 'Account', 'Opened (UTC)', 'What'], ...rows], {
    border: THIN,
    columns: [SEVERITY_WIDTH, ACCOUNT_WIDTH, OPENED_WIDTH, story].map((columnWidth) => ({ width: columnWidth })),
    columnDefault: { wrapWord: true },
  });
}

/** One below the other, with an empty line after each. */
function blocks(entries: readonly Entry[], width: number): string {
  const rows = entries.map(({ severity, who, opened, story }) => [
    [`${severity}, ${opened} UTC`, who, ...story, ''].join('\n'),
  ]);
  const text = table(rows, {
    border: BLANK,
    drawHorizontalLine: () => false,
    columns: [{ width }],
    columnDefault: { wrapWord: true, paddingLeft: 0, paddingRight: 0 },
  });
  return text.replace(/ +$/gm, '');
}
