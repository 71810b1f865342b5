import { formatShare } from '../../dashboard/format.ts';
import { html, type Markup, render } from '../../dashboard/markup.ts';
import { type CalibrationBin, calibration, caughtAgainstFalse, delays, shareOf } from './curves.ts';
import type { Judged } from './judge.ts';
import { lineChart } from './line-chart.ts';
import type { StressScore } from './run.ts';
import type { Interval, ScoredVariant } from './score.ts';
import type { Difference } from './stored-run.ts';

/** The evaluation as one HTML file that needs nothing else. */
export interface Evaluation {
  readonly people: string;
  readonly judged: readonly Judged[];
  readonly variants: readonly ScoredVariant[];
  readonly stress: readonly StressScore[];
  readonly differences: readonly Difference[];
}

/** The share of harmless accounts that may be alerted, which fixes the working point. */
const ALLOWED_FALSE = 0.01;
const FALSE_SHOWN = 0.1;
const DELAY_SHOWN_EVENTS = 60;

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#1a202c;background:#fff}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:1rem 0}th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:right}
th:first-child,td:first-child,th:nth-child(2),td:nth-child(2){text-align:left}small{color:#566;white-space:nowrap}.plots{display:flex;flex-wrap:wrap;gap:1rem}
.plot{margin:0;width:460px}svg{width:100%;font-size:11px}svg .title{font-weight:600;font-size:13px}.grid{stroke:#e2e8f0}.mark{stroke:#b5431c;stroke-dasharray:4 3}
figcaption span{margin-right:.8rem;white-space:nowrap}figcaption i{display:inline-block;width:.8em;height:.8em;margin-right:.3em;border-radius:2px}.clear{font-weight:700}`;

export function evaluationReport(evaluation: Evaluation): string {
  const { people, judged, variants, stress } = evaluation;
  const corpora = [...Map.groupBy(judged, ({ corpus }) => corpus)].filter(([, members]) =>
    members.some((one) => one.attacked),
  );
  return render(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Meridian: evaluation</title><style>${[STYLE]}</style></head><body>
<h1>Evaluation</h1>
<p>${judged.length} accounts (${people}). Alerts of medium severity and above count. Ranges are 95% intervals, by bootstrap over people.</p>
${scoreTable(variants)}
${evaluation.differences.length === 0 ? '' : differenceTable(evaluation.differences)}
<h2>Caught against accounts falsely alerted</h2>
<p>For every threshold of severity and score. The dashed line is 1% of harmless accounts, which fixes the working point.</p>
<div class="plots">${corpora.map(([corpus, members]) =>
    lineChart({
      title: corpus,
      xLabel: 'harmless accounts alerted',
      yLabel: 'attacked accounts alerted',
      xMost: FALSE_SHOWN,
      mark: ALLOWED_FALSE,
      curves: caughtAgainstFalse(members),
      formatX: formatShare,
    }),
  )}</div>
<h2>Delay</h2>
<p>Attacked accounts alerted within so many of the account's events, from the intruder's first.</p>
<div class="plots">${corpora.map(([corpus, members]) =>
    lineChart({
      title: corpus,
      xLabel: 'events',
      yLabel: 'attacked accounts alerted',
      xMost: DELAY_SHOWN_EVENTS,
      curves: delays(members, DELAY_SHOWN_EVENTS),
      formatX: String,
    }),
  )}</div>
<h2>The operator's zone</h2>
${corpora.map(([corpus, members]) => zoneTable(corpus, members))}
${stress.length === 0 ? '' : stressTable(stress)}
</body></html>
`);
}

const share = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const range = (interval: Interval | undefined, digits: number): Markup =>
  interval === undefined ? html`` : html` <small>${interval[0].toFixed(digits)}–${interval[1].toFixed(digits)}</small>`;

const scoreTable = (
  variants: readonly ScoredVariant[],
): Markup => html`<table><thead><tr><th>corpus</th><th>variant</th><th>accounts</th>
<th>caught</th><th>events to alert</th><th>zone within 1 h</th><th>within 2 h</th><th>falsely alerted</th><th>false alerts/year</th></tr></thead><tbody>
${variants.map(
  (one) => html`<tr><td>${one.corpus}</td><td>${one.variant}</td><td>${one.accounts}</td>
<td>${share(one.caught)}${range(one.intervals.caught, 2)}</td>
<td>${one.medianEventsToAlert ?? '–'}${range(one.intervals.medianEventsToAlert, 0)}</td>
<td>${share(one.zoneWithin1h)}${range(one.intervals.zoneWithin1h, 2)}</td>
<td>${share(one.zoneWithin2h)}${range(one.intervals.zoneWithin2h, 2)}</td>
<td>${share(one.accountsFalselyAlerted)}${range(one.intervals.accountsFalselyAlerted, 2)}</td>
<td>${one.falseAlertsPerAccountYear.toFixed(3)}</td></tr>`,
)}</tbody></table>`;

const differenceTable = (
  all: readonly Difference[],
): Markup => html`<h2>Against the stored run</h2><table><thead><tr><th>corpus</th><th>variant</th>
<th>measure</th><th>before</th><th>now</th></tr></thead><tbody>${all.map(
  (
    one,
  ) => html`<tr class="${one.clear ? 'clear' : ''}"><td>${one.corpus}</td><td>${one.variant}</td><td>${one.measure}</td>
<td>${share(one.before)}</td><td>${share(one.now)}</td></tr>`,
)}</tbody></table><p>Bold: the stored figure lies outside the new one's interval.</p>`;

function zoneTable(corpus: string, members: readonly Judged[]): Markup {
  const zones = members.flatMap(({ zone }) => (zone === undefined ? [] : [zone]));
  if (zones.length === 0) return html``;
  return html`<h3>${corpus}</h3><p>${zones.length} estimates; the credible set holds the truth in ${formatShare(shareOf(zones, ({ insideCredible }) => insideCredible))} (it says 90%).</p>
<table><thead><tr><th>stated probability</th><th></th><th>estimates</th><th>mean stated</th><th>exact</th><th>within 1 h</th><th>credible set holds it</th></tr></thead><tbody>
${calibration(members).map(binRow)}</tbody></table>`;
}

const binRow = (
  bin: CalibrationBin,
): Markup => html`<tr><td>${bin.from.toFixed(2)}–${bin.to.toFixed(2)}</td><td></td><td>${bin.estimates}</td>
<td>${bin.stated.toFixed(2)}</td><td>${bin.exact.toFixed(2)}</td><td>${bin.within1h.toFixed(2)}</td><td>${bin.covered.toFixed(2)}</td></tr>`;

const stressTable = (
  stress: readonly StressScore[],
): Markup => html`<h2>Bad delivery</h2><table><thead><tr><th>delivery</th><th></th><th>accounts</th>
<th>same alert status</th></tr></thead><tbody>${stress.map(
  (one) =>
    html`<tr><td>${one.stress}</td><td></td><td>${one.accounts}</td><td>${((100 * one.same) / one.accounts).toFixed(2)}%</td></tr>`,
)}</tbody></table>`;
