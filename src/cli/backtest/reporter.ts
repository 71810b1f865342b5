import type { TenantChange } from '../../tenants/alerts/tenant-fold.ts';
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
  return {
    changes: quiet,
    end: async (ended) => output.write(format === 'table' ? await tableOf(ended, output.columns) : await pageOf(ended)),
  };
}

// What one format alone needs is loaded for it.
async function tableOf({ engine }: Ended, columns: number | undefined): Promise<string> {
  const { alertSummary, USUAL_COLUMNS } = await import('../shared/alert-table.ts');
  return alertSummary(engine.alerts(), engine.campaigns(), columns ?? USUAL_COLUMNS);
}

async function pageOf({ engine, rejected, ...rest }: Ended): Promise<string> {
  const { backtestReport } = await import('../../dashboard/index.ts');
  return backtestReport({
    ...rest,
    rejected,
    alerts: engine.alerts(),
    campaigns: engine.campaigns(),
    accounts: engine.baselines.size,
  });
}
