import { table } from 'table';
import { THIN } from '../shared/borders.ts';
import { calibration, shareOf } from './curves.ts';
import type { Judged } from './judge.ts';
import type { StressScore } from './run.ts';
import type { Interval, ScoredVariant } from './score.ts';
import type { Difference } from './stored-run.ts';

/** The evaluation for a terminal. */

type Rows = readonly (readonly (string | number)[])[];
/** Where nobody looks, as in a file. */
const UNBOUNDED = Number.POSITIVE_INFINITY;

/**
 * A line under the head, none between rows. Where the terminal is narrower, intervals stand below their figures, which is as narrow as it gets.
 * @param columns width of the terminal in characters
 */
function compact(head: readonly string[], rows: Rows, columns: number = process.stdout.columns ?? UNBOUNDED): string {
  const wide = drawn([head, ...rows]);
  return wide.indexOf('\n') <= columns ? wide : drawn([head, ...rows].map((row) => row.map(stacked)));
}

const drawn = (rows: Rows): string =>
  table(rows, { border: THIN, drawHorizontalLine: (line, count) => line < 2 || line === count }).trimEnd();

const stacked = (cell: string | number): string => String(cell).replace(' [', '\n[').replace('falsely ', 'falsely\n');

const figure = (value: number | null, interval: Interval | undefined, digits: number): string => {
  if (value === null) return '';
  const own = Number.isInteger(value) && digits === 0 ? String(value) : value.toFixed(3);
  return interval === undefined ? own : `${own} [${interval[0].toFixed(digits)}, ${interval[1].toFixed(digits)}]`;
};

export function scoreTable(variants: readonly ScoredVariant[], columns?: number): string {
  const rows = variants.map((one) => {
    const { intervals } = one;
    return [
      one.corpus,
      one.variant,
      one.accounts,
      figure(one.caught, intervals.caught, 2),
      figure(one.medianEventsToAlert, intervals.medianEventsToAlert, 0),
      figure(one.zoneWithin1h, intervals.zoneWithin1h, 2),
      figure(one.zoneWithin2h, intervals.zoneWithin2h, 2),
      figure(one.accountsFalselyAlerted, intervals.accountsFalselyAlerted, 2),
      one.falseAlertsPerAccountYear.toFixed(3),
    ];
  });
  return compact(
    ['corpus', 'variant', 'n', 'caught', 'events', 'zone 1 h', 'zone 2 h', 'falsely alerted', 'false/year'],
    rows,
    columns,
  );
}

/** How right the stated zones are; undefined where none was estimated. */
export function calibrationTable(judged: readonly Judged[]): string | undefined {
  const rows: (string | number)[][] = [];
  for (const [corpus, members] of Map.groupBy(judged, (one) => one.corpus)) {
    for (const bin of calibration(members)) {
      const shares = [bin.stated, bin.exact, bin.within1h, bin.covered].map((share) => share.toFixed(2));
      rows.push([corpus, `${bin.from.toFixed(2)}–${bin.to.toFixed(2)}`, bin.estimates, ...shares]);
    }
    const zones = members.flatMap(({ zone }) => (zone === undefined ? [] : [zone]));
    if (zones.length > 0) {
      const covered = shareOf(zones, ({ insideCredible }) => insideCredible);
      rows.push([corpus, 'all', zones.length, '', '', '', covered.toFixed(2)]);
    }
  }
  if (rows.length === 0) return undefined;
  return compact(
    ['corpus', 'stated', 'estimates', 'mean stated', 'exact', 'within 1 h', 'credible set holds it'],
    rows,
  );
}

export function stressTable(stress: readonly StressScore[]): string {
  const rows = stress.map(({ stress: delivery, accounts, same, changed }) => [
    delivery,
    accounts,
    `${((100 * same) / accounts).toFixed(2)}%`,
    changed.slice(0, 5).join('\n'),
  ]);
  return compact(['delivery', 'accounts', 'same alert status', 'changed'], rows);
}

export function differenceTable(all: readonly Difference[]): string {
  if (all.length === 0) return 'Every figure equals the stored one.';
  const text = (value: number | null): string => (value === null ? '' : value.toFixed(3));
  const rows = all.map(({ corpus, variant, measure, before, now, clear }) => [
    corpus,
    variant,
    measure,
    text(before),
    text(now),
    clear ? 'beyond chance' : '',
  ]);
  return compact(['corpus', 'variant', 'measure', 'before', 'now', ''], rows);
}
