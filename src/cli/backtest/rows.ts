import type { NormalEvent } from '../../domain/event.ts';
import { type Backtest, type BacktestOptions, createBacktest } from './engine.ts';
import { type Row, rowOf } from './row.ts';

/** Folds events that are at hand, in the order given: the rows that `backtest --format ndjson` would print, and the engine after it. */
export function backtestRows(
  events: Iterable<NormalEvent>,
  options?: BacktestOptions,
): { rows: Row[]; engine: Backtest } {
  const engine = createBacktest(options);
  const rows: Row[] = [];
  for (const event of events) for (const change of engine.take(event) ?? []) rows.push(rowOf(change));
  return { rows, engine };
}
