import { dataTable } from '../charts/figure.ts';
import { habitFigure } from '../charts/habit-chart.ts';
import { page } from '../document.ts';
import { formatBytes, formatCount, formatUtc } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { severityBadge, statusChip } from '../parts/badges.ts';
import { moment } from '../parts/moment.ts';
import type { AccountView } from '../view.ts';

/** What is known of an account: where and when it lives, with what, and what it moves. */
export function accountPage(view: AccountView): string {
  const { viewer, account } = view;
  return page({
    title: account,
    viewer,
    section: 'alerts',
    body: html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Alerts</a> <span aria-hidden="true">/</span> Account</nav>
<header class="headline"><h1><bdi>${account}</bdi></h1>
<p class="lead">What this account has shown of itself. Suspicious sessions do not count until an admin or time clears them.</p>
${keyFacts(view)}</header>
${habit(view)}
${fingerprints(view)}
${stores(view)}
${alerts(view)}`,
  });
}

function keyFacts({ firstSeen, lastSeen, sessions, homeZones, countries }: AccountView): Markup {
  const home = homeZones[0];
  return html`<dl class="key-facts">
<div><dt>Home zone</dt><dd>${homeZones.length === 0 ? 'not known yet' : homeZones.join(', ')}</dd></div>
${countries === undefined || countries.length === 0 ? NOTHING : html`<div><dt>Countries</dt><dd>${countries.join(', ')}</dd></div>`}
${sessions === undefined ? NOTHING : html`<div><dt>Sessions</dt><dd>${formatCount(sessions)}</dd></div>`}
${firstSeen === undefined ? NOTHING : html`<div><dt>First seen</dt><dd>${moment(firstSeen, home)}</dd></div>`}
${lastSeen === undefined ? NOTHING : html`<div><dt>Last seen</dt><dd>${moment(lastSeen, home)}</dd></div>`}
</dl>`;
}

function habit({ weekdayHours, weekendHours, hoursZone, homeZones }: AccountView): Markup {
  const known = [...(weekdayHours ?? []), ...(weekendHours ?? [])].some((share) => share > 0);
  if (!known) return html`<section class="card"><h2>Usual hours</h2><p>Too few sessions to tell.</p></section>`;
  return html`<section aria-labelledby="hours"><h2 id="hours">When it works</h2>${habitFigure({
    id: 'habit',
    homeZone: hoursZone ?? homeZones[0] ?? 'UTC',
    weekdayHours: weekdayHours ?? [],
    weekendHours: weekendHours ?? [],
  })}</section>`;
}

const fingerprints = ({ fingerprints: seen = [] }: AccountView): Markup =>
  html`<section class="card" aria-labelledby="fingerprints"><h2 id="fingerprints">Networks and clients</h2>${
    seen.length === 0
      ? html`<p>None yet.</p>`
      : dataTable({
          caption: 'Pairs of network and client',
          columns: ['Client', 'Network', 'First seen', 'Last seen', 'Sessions'],
          rows: seen.map(({ client, network, firstSeen, lastSeen, sessions }) => [
            client,
            network,
            firstSeen === undefined ? '–' : formatUtc(firstSeen),
            lastSeen === undefined ? '–' : formatUtc(lastSeen),
            sessions === undefined ? '–' : formatCount(sessions),
          ]),
        })
  }</section>`;

const stores = ({ stores: known = [] }: AccountView): Markup =>
  html`<section class="card" aria-labelledby="stores"><h2 id="stores">Cloud stores</h2>${
    known.length === 0
      ? html`<p>No storage events yet.</p>`
      : dataTable({
          caption: 'What it moves in a busy hour',
          columns: ['Store', 'Operation', 'Bytes', 'Objects'],
          rows: known.map(({ service, operation, usualBytes, usualCount }) => [
            service,
            operation,
            formatBytes(usualBytes),
            usualCount === undefined ? '–' : formatCount(usualCount),
          ]),
        })
  }</section>`;

const alerts = ({ alerts: own }: AccountView): Markup =>
  html`<section class="card" aria-labelledby="alerts"><h2 id="alerts">Alerts of this account</h2>${
    own.length === 0
      ? html`<p>None.</p>`
      : html`<ul class="plain">${own.map(
          (alert) =>
            html`<li>${severityBadge(alert.severity)} ${statusChip(alert.status)} <a href="/alerts/${encodeURIComponent(alert.id)}">${alert.title}</a> <span class="local">${formatUtc(alert.lastSeenAt)}</span></li>`,
        )}</ul>`
  }</section>`;
