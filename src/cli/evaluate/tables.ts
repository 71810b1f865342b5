import Table from 'cli-table3';
import { calibration, shareOf } from './curves.ts';
import type { Judged } from './judge.ts';
import type { StressScore } from './run.ts';
import type { Interval, ScoredVariant } from './score.ts';
import type { Difference } from './stored-run.ts';

/** The evaluation for a terminal. */

const STYLE = { head: [], border: [], compact: true };

const figure = (value: number | null, interval: Interval | undefined, digits: number): string => {
  if (value === null) return '';
  const own = Number.isInteger(value) && digits === 0 ? String(value) : value.toFixed(3);
  return interval === undefined ? own : `${own} [${interval[0].toFixed(digits)}, ${interval[1].toFixed(digits)}]`;
};

export function scoreTable(variants: readonly ScoredVariant[]): string {
  const table = new Table({
    head: ['corpus', 'variant', 'n', 'caught', 'events', 'zone 1 h', 'zone 2 h', 'falsely alerted', 'false/year'],
    style: STYLE,
  });
  for (const one of variants) {
    const { intervals } = one;
    table.push([
      one.corpus,
      one.variant,
      one.accounts,
      figure(one.caught, intervals.caught, 2),
      figure(one.medianEventsToAlert, intervals.medianEventsToAlert, 0),
      figure(one.zoneWithin1h, intervals.zoneWithin1h, 2),
      figure(one.zoneWithin2h, intervals.zoneWithin2h, 2),
      figure(one.accountsFalselyAlerted, intervals.accountsFalselyAlerted, 2),
      one.falseAlertsPerAccountYear.toFixed(3),
    ]);
  }
  return table.toString();
}

export function calibrationTable(judged: readonly Judged[]): string {
  const table = new Table({
    head: ['corpus', 'stated', 'estimates', 'mean stated', 'exact', 'within 1 h', 'credible set holds it'],
    style: STYLE,
  });
  for (const [corpus, members] of Map.groupBy(judged, (one) => one.corpus)) {
    for (const bin of calibration(members)) {
      const shares = [bin.stated, bin.exact, bin.within1h, bin.covered].map((share) => share.toFixed(2));
      table.push([corpus, `${bin.from.toFixed(2)}–${bin.to.toFixed(2)}`, bin.estimates, ...shares]);
    }
    const zones = members.flatMap(({ zone }) => (zone === undefined ? [] : [zone]));
    if (zones.length > 0) {
      const covered = shareOf(zones, ({ insideCredible }) => insideCredible);
      table.push([corpus, 'all', zones.length, '', '', '', covered.toFixed(2)]);
    }
  }
  return table.toString();
}

export function stressTable(stress: readonly StressScore[]): string {
  const table = new Table({ head: ['delivery', 'accounts', 'same alert status', 'changed'], style: STYLE });
  for (const { stress: delivery, accounts, same, changed } of stress)
    table.push([delivery, accounts, `${((100 * same) / accounts).toFixed(2)}%`, changed.slice(0, 5).join('\n')]);
  return table.toString();
}

export function differenceTable(all: readonly Difference[]): string {
  if (all.length === 0) return 'Every figure equals the stored one.';
  const table = new Table({ head: ['corpus', 'variant', 'measure', 'before', 'now', ''], style: STYLE });
  const text = (value: number | null): string => (value === null ? '' : value.toFixed(3));
  for (const one of all)
    table.push([
      one.corpus,
      one.variant,
      one.measure,
      text(one.before),
      text(one.now),
      one.clear ? 'beyond chance' : '',
    ]);
  return table.toString();
}
