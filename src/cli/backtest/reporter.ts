import { backtestReport } from '../../dashboard/index.ts';
import { isLoud, severityRank } from '../../domain/severity.ts';
import type { TenantChange } from '../../tenants/tenant-fold.ts';
import { alertTable } from '../shared/alert-table.ts';
import type { Output } from '../shared/output.ts';
import type { Backtest } from './engine.ts';
import { rowOf } from './row.ts';
import type { Run } from './run.ts';

export const FORMATS = ['table', 'ndjson', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export interface Ended extends Run {
  readonly files: readonly string[];
  readonly rejected: number;
  readonly elapsedMs: number;
  readonly engine: Backtest;
}

/** Prints what a backtest finds: rows as they come (ndjson), or the alerts at its end. */
export interface Reporter {
  readonly changes: (changes: readonly TenantChange[]) => Promise<void> | undefined;
  readonly end: (ended: Ended) => Promise<void>;
}

export function createReporter(format: Format, output: Output): Reporter {
  if (format === 'ndjson') {
    return {
      changes: (changes) => output.write(changes.map((change) => `${JSON.stringify(rowOf(change))}\n`).join('')),
      end: async () => {},
    };
  }
  const quiet = () => undefined;
  return format === 'table'
    ? { changes: quiet, end: (ended) => output.write(tableOf(ended)) }
    : { changes: quiet, end: (ended) => output.write(pageOf(ended)) };
}

function tableOf({ engine }: Ended): string {
  const alerts = engine.alerts();
  const loud = alerts
    .filter(({ severity }) => isLoud(severity))
    .toSorted((one, other) => severityRank(other.severity) - severityRank(one.severity));
  const low = alerts.length - loud.length;
  const quiet = low === 0 ? '' : `and ${low} low ones, which are context (--format ndjson shows them)\n`;
  if (loud.length === 0) return `No alerts of medium severity or above.\n${quiet}`;
  return `${alertTable(loud, process.stdout.columns ?? 100)}\n${quiet}`;
}

function pageOf({ engine, rejected, ...rest }: Ended): string {
  return backtestReport({
    ...rest,
    rejected,
    alerts: engine.alerts(),
    campaigns: engine.campaigns(),
    accounts: engine.baselines.size,
  });
}
