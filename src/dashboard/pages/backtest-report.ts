import { page } from '../document.ts';
import { html } from '../markup.ts';
import type { BacktestView } from '../view.ts';

/** One run of backtest as one file that needs nothing else. */
export function backtestReport(view: BacktestView): string {
  return page({ title: 'Backtest', body: html`<h1>Backtest</h1><p>${view.alerts.length}</p>` });
}
