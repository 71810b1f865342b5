import type { ChannelKind, ChannelReport } from '../../domain/channel.ts';
import type { Severity } from '../../domain/severity.ts';
import { csrfField, page } from '../document.ts';
import { formatAgo, formatUtc, plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import type { ChannelDraft, ChannelOutcome, ChannelsView, Viewer } from '../view.ts';

/** Where alerts are told, whether that works, and a form for another. */
export function channelsPage({ viewer, channels, outcome }: ChannelsView): string {
  return page({
    title: 'Channels',
    viewer,
    section: 'channels',
    body: html`<div class="page-head"><h1>Channels</h1></div>
${outcome === undefined ? NOTHING : outcomeOf(outcome)}
<p>An alert is told when it opens, and again when it grows graver. Info and low are context and never told.</p>
${channels.length === 0 ? nobody() : html`<ul class="sources">${channels.map((channel) => card(channel, viewer))}</ul>`}
${form(viewer, outcome?.kind === 'not-made' ? outcome.typed : undefined)}`,
  });
}

const nobody = (): Markup =>
  html`<div class="card empty"><h2>Nobody is told</h2><p>Alerts wait on this page, and in <code>GET /v1/alerts</code>, until somebody looks.</p></div>`;

function outcomeOf(outcome: ChannelOutcome): Markup {
  switch (outcome.kind) {
    case 'made':
      return html`<div class="notice" role="status"><p>Channel <bdi>${outcome.name}</bdi> is made. Send it a test.</p>${outcome.secret === undefined ? NOTHING : html`<p>Its deliveries are signed as Standard Webhooks says, with this secret, shown only now: <code>${outcome.secret}</code></p>`}</div>`;
    case 'not-made':
      return html`<p class="problem" role="alert">The channel was not made: ${outcome.reason}</p>`;
    case 'tested':
      return outcome.reason === undefined
        ? html`<p class="notice" role="status">Channel <bdi>${outcome.name}</bdi> took the test message.</p>`
        : html`<p class="problem" role="alert">Channel <bdi>${outcome.name}</bdi> did not take the test message: ${outcome.reason}</p>`;
    case 'removed':
      return html`<p class="notice" role="status">Channel <bdi>${outcome.name}</bdi> is removed.</p>`;
  }
}

const KINDS: Readonly<Record<ChannelKind, string>> = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
  pagerduty: 'PagerDuty',
  webhook: 'Webhook',
};

function card(channel: ChannelReport, viewer: Viewer): Markup {
  const { name, kind, severity, notices, target, lastDeliveredAt, failure, refused } = channel;
  const path = `/channels/${encodeURIComponent(name)}`;
  return html`<li class="card">
<div class="row-main">
<p class="labels">${failure === undefined ? html`<span class="status health-healthy">${lastDeliveredAt === undefined ? 'Nothing to tell yet' : 'Healthy'}</span>` : html`<span class="status health-silent">Cannot be reached</span>`} <span class="small">${KINDS[kind]}</span></p>
<h2><bdi>${name}</bdi></h2>
<p class="row-meta"><span>${target}</span><span>${severity === 'critical' ? 'critical only' : `${severity} and above`}${notices ? ', and silent sources' : ''}</span><span>${lastDeliveredAt === undefined ? 'nothing delivered yet' : html`last delivery ${formatAgo(lastDeliveredAt, viewer.nowMs)}, <time datetime="${lastDeliveredAt}">${formatUtc(lastDeliveredAt)}</time>`}</span></p>
${failure === undefined ? NOTHING : html`<div class="problem"><p>${plural(failure.attempts, 'attempt')} since ${formatUtc(failure.since)} failed: ${failure.reason}. The next is at ${formatUtc(failure.nextAt)}; what is new is kept.</p></div>`}
${refused === undefined ? NOTHING : html`<p class="small">${plural(refused.count, 'message')} refused, the last ${formatAgo(refused.at, viewer.nowMs)}: ${refused.reason}.</p>`}
<div class="buttons">
<form method="post" action="${path}/test">${csrfField(viewer)}<button type="submit">Send a test</button></form>
<details class="confirm"><summary>Remove</summary>
<p class="small">Nothing is told there any more, not even what waits for it now.</p>
<form method="post" action="${path}/remove">${csrfField(viewer)}<button class="danger" type="submit">Remove ${name}</button></form></details>
</div>
</div>
</li>`;
}

const NOTIFYING: readonly Severity[] = ['medium', 'high', 'critical'];

const option = (value: string, title: string, chosen: string | undefined): Markup =>
  html`<option value="${value}"${value === chosen ? html` selected` : NOTHING}>${title}</option>`;

/** The form for another channel, with what was typed where it was not made. */
const form = (viewer: Viewer, typed?: ChannelDraft): Markup => html`<section class="card guide"><h2>Add a channel</h2>
<ul>
<li>Slack: an <em>incoming webhook</em> of an app.</li>
<li>Teams: the workflow <em>Post to a channel when a webhook request is received</em>.</li>
<li>PagerDuty: an integration <em>Events API v2</em> of a service. What you acknowledge or resolve here ends there.</li>
<li>Webhook: JSON, signed as Standard Webhooks says; told of every change. The secret is shown once, when it is made.</li>
</ul>
<form class="filter" method="post" action="/channels">
${csrfField(viewer)}
<div><label for="kind">Kind</label><select id="kind" name="kind">${Object.entries(KINDS).map(([kind, title]) => option(kind, title, typed?.kind))}</select></div>
<div><label for="name">Name</label><input id="name" name="name" value="${typed?.name ?? ''}" required maxlength="64" pattern="[a-z0-9]([a-z0-9._\\-]*[a-z0-9])?" autocomplete="off"></div>
<div class="grow"><label for="target">Address, or integration key of PagerDuty</label><input id="target" name="target" required maxlength="2048" autocomplete="off" placeholder="https://"${typed === undefined ? NOTHING : html` aria-describedby="target-help"`}></div>
<div><label for="severity">From</label><select id="severity" name="severity">${NOTIFYING.map((known) => option(known, known, typed?.severity))}</select></div>
<div class="buttons"><button class="primary" type="submit">Add</button></div>
${typed === undefined ? NOTHING : html`<p class="small" id="target-help">Give the address or key once more: it is a secret, and not sent back.</p>`}
</form>
</section>`;
