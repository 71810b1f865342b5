import { ALERT_STATUSES, type Alert } from '../../domain/alert.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { formatInstant, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';
import { byteDays } from '../charts/bytes-days.ts';
import { miniBytes, miniHours } from '../charts/thumbnail.ts';
import { page } from '../document.ts';
import { formatAgo, formatCount, formatOffset, formatShare, formatUtc, plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { STATUS_WORDS, severityBadge, statusChip } from '../parts/badges.ts';
import { emptyList } from '../parts/empty.ts';
import { failingChannels, missedSources } from '../parts/missed.ts';
import { bytesOf, hoursOf } from '../parts/reading.ts';
import { verdictWords } from '../parts/verdict.ts';
import type { AlertFilter, AlertsView } from '../view.ts';

const ACCOUNT_LIMIT = 320;
const CURSOR_LIMIT = 512;
/** Often enough for a screen on the wall, seldom enough for the Tenant. */
const REFRESH_MINUTES = 5;
const SECONDS_A_MINUTE = MINUTE_MS / SECOND_MS;

/** The query of `GET /`. What is no such status or severity, or empty, counts as absent. */
export function readAlertFilter(query: URLSearchParams): AlertFilter {
  const status = ALERT_STATUSES.find((known) => known === query.get('status'));
  const severity = SEVERITIES.find((known) => known === query.get('severity'));
  const account = query.get('account')?.trim().toLowerCase().slice(0, ACCOUNT_LIMIT);
  const cursor = query.get('cursor')?.slice(0, CURSOR_LIMIT);
  return {
    ...(status === undefined ? {} : { status }),
    ...(severity === undefined ? {} : { severity }),
    ...(account === undefined || account === '' ? {} : { account }),
    ...(query.get('order') === 'newest' ? { order: 'newest' } : {}),
    ...(query.get('refresh') === 'on' ? { refresh: 'on' } : {}),
    ...(cursor === undefined || cursor === '' ? {} : { cursor }),
  };
}

/** The tenant's alerts, what waits for somebody first, with their filter. */
export function alertsPage(view: AlertsView): string {
  const { viewer, filter, alerts, open } = view;
  return page({
    title: 'Alerts',
    viewer,
    section: 'alerts',
    ...(isKeptFresh(filter) && { refreshSeconds: REFRESH_MINUTES * SECONDS_A_MINUTE }),
    body: html`<div class="page-head"><h1>Alerts</h1>${open === undefined ? NOTHING : openCounts(open)}</div>
${asOf(view)}
${missedSources(view.notices ?? [])}${failingChannels(view.failingChannels ?? [])}
${filterForm(filter)}
${alerts.length === 0 ? emptyList(view) : html`<ul class="alerts">${alerts.map((alert) => row(alert, viewer.nowMs))}</ul>${thumbnailKeys(alerts)}`}
${paging(view)}`,
  });
}

/** Only the first page, and only for who asks for it: a page that comes anew by itself takes along what somebody was typing. */
const isKeptFresh = ({ refresh, cursor }: AlertFilter): boolean => refresh === 'on' && cursor === undefined;

/** What is shown is of a moment. */
function asOf({ viewer, filter }: AlertsView): Markup {
  const time = formatInstant(viewer.nowMs);
  return html`<p class="as-of small">As of <time datetime="${time}">${formatUtc(time)}</time>; <a href="${query(filter)}">refresh</a>${freshness(filter)}.</p>`;
}

/** The way into coming anew by itself, and out of it. */
function freshness(filter: AlertFilter): Markup {
  const { refresh, ...rest } = filter;
  if (filter.cursor !== undefined) return NOTHING;
  return isKeptFresh(filter)
    ? html`. Comes anew every ${REFRESH_MINUTES} minutes: <a href="${query(rest)}">stop</a>`
    : html`, or <a href="${query({ ...rest, refresh: 'on' })}">keep this page fresh</a>`;
}

const openCounts = (open: NonNullable<AlertsView['open']>): Markup =>
  html`<ul class="counts" aria-label="Open alerts by severity">${SEVERITIES.toReversed()
    .filter((severity) => (open[severity] ?? 0) > 0)
    .map(
      (severity) =>
        html`<li><a href="${query({ status: 'open', severity })}">${severityBadge(severity)} ${formatCount(open[severity] ?? 0)}<span class="visually-hidden"> open</span></a></li>`,
    )}</ul>`;

/** The address of the list with a filter. */
function query(filter: AlertFilter): string {
  const entries = Object.entries(filter).filter(([, value]) => value !== '');
  return entries.length === 0 ? '/' : `/?${new URLSearchParams(entries)}`;
}

const filterForm = ({
  status,
  severity,
  account,
  order,
}: AlertFilter): Markup => html`<form class="filter" method="get" action="/" role="search" aria-label="Filter alerts">
<div><label for="status">Status</label><select id="status" name="status"><option value="">Any</option>${ALERT_STATUSES.map((known) => option(known, STATUS_WORDS[known], status))}</select></div>
<div><label for="severity">At least</label><select id="severity" name="severity"><option value="">Any severity</option>${SEVERITIES.map((known) => option(known, known, severity))}</select></div>
<div class="grow"><label for="account">Account <span class="optional">(or how it begins)</span></label><input id="account" name="account" type="search" value="${account ?? ''}" maxlength="${ACCOUNT_LIMIT}" autocapitalize="none" spellcheck="false" placeholder="ola@example.com"></div>
<div><label for="order">Order</label><select id="order" name="order"><option value="">Gravest first</option>${option('newest', 'Newest first', order)}</select></div>
<div class="buttons"><button type="submit">Show</button>${status === undefined && severity === undefined && account === undefined && order === undefined ? NOTHING : html`<a href="/">Clear</a>`}</div>
</form>`;

const option = (value: string, name: string, chosen: string | undefined): Markup =>
  html`<option value="${value}"${value === chosen ? html` selected` : NOTHING}>${name}</option>`;

function row(alert: Alert, nowMs: number): Markup {
  const zone = hoursOf(alert)?.zone ?? alert.operatorZone;
  return html`<li class="${alert.severity}">
<div class="row-main">
<p class="labels">${severityBadge(alert.severity)} ${statusChip(alert.status)} <strong class="subject"><bdi>${alert.account}</bdi></strong></p>
<h2><a href="/alerts/${encodeURIComponent(alert.id)}">${alert.title}</a></h2>
<p class="row-summary">${alert.summary}</p>
<p class="row-meta"><span>last sign ${formatAgo(alert.lastSeenAt, nowMs)}, <time datetime="${alert.lastSeenAt}">${formatUtc(alert.lastSeenAt)}</time></span>${
    zone === undefined
      ? NOTHING
      : html`<span>day at ${formatOffset(zone.utcOffsetMinutes)} (${formatShare(zone.probability)})</span>`
  }<span>${findingWords(alert)}</span>${alert.campaign === undefined ? NOTHING : html`<span>in a campaign</span>`}${alert.verdict === undefined ? NOTHING : html`<span>${verdictWords(alert.verdict.verdict).toLowerCase()}</span>`}</p>
</div>
${thumbnail(alert)}
</li>`;
}

/** "8 findings"; "40 findings, 20 kept" where the lightest are not. */
const findingWords = ({ findings, findingCount }: Alert): string =>
  `${plural(findingCount, 'finding')}${findings.length < findingCount ? `, ${formatCount(findings.length)} kept` : ''}`;

function thumbnail(alert: Alert): Markup {
  const hours = hoursOf(alert);
  if (hours !== undefined) return miniHours(hours.evidence);
  const bytes = bytesOf(alert)[0];
  if (bytes === undefined) return NOTHING;
  const days = byteDays(bytes.evidence);
  return miniBytes(days.map(({ stores }) => stores.reduce((sum, store) => sum + store.bytes, 0)));
}

/** What the thumbnails show, where there is one. */
function thumbnailKeys(alerts: readonly Alert[]): Markup {
  const isHours = alerts.some((alert) => hoursOf(alert) !== undefined);
  const isBytes = alerts.some((alert) => hoursOf(alert) === undefined && bytesOf(alert).length > 0);
  if (!isHours && !isBytes) return NOTHING;
  const key = (kind: string, text: string): Markup =>
    html`<li><span class="swatch ${kind}" aria-hidden="true"></span>${text}</li>`;
  return html`<ul class="keys thumbnails" aria-label="Key of the small pictures">${isHours ? html`${key('usual', 'Hours of the day: the usual share of sessions')}${key('hot', 'the suspicious sessions')}` : NOTHING}${isBytes ? html`${key('usual', 'Days: bytes moved, by order of magnitude')}${key('hot', 'the newest day')}` : NOTHING}</ul>`;
}

function paging({ filter, alerts, nextCursor }: AlertsView): Markup {
  const { cursor, refresh, ...rest } = filter;
  if (cursor === undefined && nextCursor === undefined) {
    return alerts.length === 0 ? NOTHING : html`<p class="paging small">${plural(alerts.length, 'alert')}.</p>`;
  }
  return html`<nav class="paging" aria-label="Pages">${cursor === undefined ? NOTHING : html`<a href="${query(rest)}">First page</a>`}<span class="small">${plural(alerts.length, 'alert')} on this page</span>${nextCursor === undefined ? NOTHING : html`<a rel="next" href="${query({ ...rest, cursor: nextCursor })}">Next page</a>`}</nav>`;
}
