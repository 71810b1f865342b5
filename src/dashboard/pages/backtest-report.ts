import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { raw } from 'hono/html';
import type { Alert, Campaign } from '../../domain/alert.ts';
import { isLoud, SEVERITIES, type Severity, severityRank } from '../../domain/severity.ts';
import { ICON_DATA, mark } from '../document.ts';
import { formatCount, formatUtc, plural } from '../format.ts';
import { html, type Markup, NOTHING, render } from '../markup.ts';
import { severityBadge } from '../parts/badges.ts';
import { campaignSection } from '../parts/campaign.ts';
import { STYLESHEET } from '../style/stylesheet.ts';
import type { BacktestView } from '../view.ts';
import { headline, story } from './alert.ts';

/** A file of some 40 kB an alert: so many are drawn in full, the rest stand in the table. */
const MOST_STORIES = 200;

/** One run of backtest as one file that needs nothing else: style inlined, no script, no request. */
export function backtestReport(view: BacktestView): string {
  const inOrder = view.alerts.toSorted(
    (one, other) =>
      SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity) ||
      other.score - one.score ||
      one.openedAt.localeCompare(other.openedAt),
  );
  const told = inOrder.slice(0, MOST_STORIES);
  return render(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash()}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Backtest · Meridian</title>
<link rel="icon" href="${ICON_DATA}">
<style>${raw(STYLESHEET)}</style>
</head>
<body>
<header class="bar"><div class="bar-inner"><span class="brand">${mark()}<span>Meridian</span></span></div></header>
<main id="main">
<div class="page-head"><h1>Backtest</h1></div>
${overview(view)}
${contents(inOrder, told.length)}
${(view.campaigns ?? []).map((campaign) => campaignSection(campaign, view.alerts, (id) => `#${id}`))}
${told.map((alert, index) => {
  const drawn = html`${headline(alert)}${story(alert, `a${index}`)}`;
  return isFolded(alert, view.campaigns ?? []) ? folded(alert, drawn) : whole(alert, drawn);
})}
</main>
</body>
</html>
`);
}

/** What is low is context, and a member that is no graver than its campaign was told with it: both open at a click. */
function isFolded({ severity, campaign: id }: Alert, campaigns: readonly Campaign[]): boolean {
  const campaign = campaigns.find((each) => each.id === id);
  return !isLoud(severity) || (campaign !== undefined && severityRank(severity) <= severityRank(campaign.severity));
}

const whole = ({ id }: Alert, drawn: Markup): Markup =>
  html`<article class="report-alert" id="${id}">${drawn}</article>`;

/** A link to it opens it: browsers show what an address names. */
const folded = (alert: Alert, drawn: Markup): Markup =>
  html`<details><summary>${severityBadge(alert.severity)} <bdi>${alert.account}</bdi>: ${alert.title}</summary>${whole(alert, drawn)}</details>`;

/** What the policy allows: this stylesheet and no other. */
const styleHash = (): string => btoa(String.fromCharCode(...sha256(utf8ToBytes(STYLESHEET))));

function overview({ alerts, files, events, accounts, rejected, firstTime, lastTime, elapsedMs }: BacktestView): Markup {
  const bySeverity = SEVERITIES.toReversed().map((severity): readonly [Severity, number] => [
    severity,
    alerts.filter((alert) => alert.severity === severity).length,
  ]);
  const seconds = elapsedMs === undefined ? undefined : elapsedMs / 1000;
  return html`<section class="card" aria-label="Overview"><p class="lead">${plural(alerts.length, 'alert')} from ${plural(events, 'event')} of ${plural(accounts, 'account')}.</p>
<ul class="counts">${bySeverity.map(([severity, count]) => (count === 0 ? NOTHING : html`<li>${severityBadge(severity)} ${formatCount(count)}</li>`))}</ul>
<dl class="key-facts">
<div><dt>Files</dt>${files.map((file) => html`<dd><bdi>${file}</bdi></dd>`)}</div>
${firstTime === undefined || lastTime === undefined ? NOTHING : html`<div><dt>From</dt><dd>${formatUtc(firstTime)}</dd></div><div><dt>To</dt><dd>${formatUtc(lastTime)}</dd></div>`}
<div><dt>Could not be read</dt><dd>${plural(rejected, 'record')}</dd></div>
${seconds === undefined || seconds <= 0 ? NOTHING : html`<div><dt>Speed</dt><dd>${formatCount(events / seconds)} events/s, ${seconds.toFixed(1)} s in all</dd></div>`}
</dl></section>`;
}

function contents(alerts: readonly Alert[], told: number): Markup {
  if (alerts.length === 0)
    return html`<div class="card empty"><h2>No alert</h2><p>Nothing in these events stood out.</p></div>`;
  return html`<section class="card" aria-labelledby="contents"><h2 id="contents">Alerts</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Alerts"><table><caption>All alerts, the weightiest first</caption>
<thead><tr><th scope="col">Alert</th><th scope="col">Severity</th><th scope="col">Account</th><th scope="col">Opened</th></tr></thead>
<tbody>${alerts.map(
    (alert, index) =>
      html`<tr><th scope="row">${index < told ? html`<a href="#${alert.id}">${alert.title}</a>` : alert.title}</th><td>${severityBadge(alert.severity)}</td><td><bdi>${alert.account}</bdi></td><td>${formatUtc(alert.openedAt)}</td></tr>`,
  )}</tbody></table></div>
${told < alerts.length ? html`<p class="small">The first ${formatCount(told)} are drawn below.</p>` : NOTHING}</section>`;
}
