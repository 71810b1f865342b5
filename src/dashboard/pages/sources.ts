import type { SourceReport } from '../../domain/intake.ts';
import { miniHoursOfTwoDays } from '../charts/thumbnail.ts';
import { csrfField, page } from '../document.ts';
import { formatAgo, formatCount, formatShare, formatUtc, plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { healthChip } from '../parts/badges.ts';
import type { SourcesView, VendorGuide, Viewer } from '../view.ts';

/** What sends logs, how each fares, and how to connect another. */
export function sourcesPage({ viewer, sources, vendors, origin }: SourcesView): string {
  return page({
    title: 'Sources',
    viewer,
    section: 'sources',
    body: html`<div class="page-head"><h1>Sources</h1></div>
<ul class="sources">${sources.map((source) => card(source, viewer))}</ul>
<section class="card guide"><h2>Connect a vendor</h2>
<p>Make a source with <code>POST ${origin}/v1/sources</code>; the answer holds its ingest token. Then, at the vendor:</p>
${vendors.map((vendor) => guide(vendor, origin))}
</section>`,
  });
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function card(source: SourceReport, viewer: Viewer): Markup {
  const { name, vendor, health, eventsPerHour, rejectsPerHour, newestReject, newestRefusal } = source;
  return html`<li class="card">
<div class="row-main">
<p class="labels">${healthChip(health)} <span class="small">${vendor}</span></p>
<h2><bdi>${name}</bdi></h2>
<p class="row-meta">${freshness(source, viewer)}<span>${plural(sum(eventsPerHour), 'event')} in 48 hours, ${formatCount(eventsPerHour.at(-1) ?? 0)} in this one</span><span>${plural(sum(rejectsPerHour), 'reject')}</span>${undated(source)}</p>
${passedOver(source)}
${newestReject === undefined ? NOTHING : html`<p class="small">Newest reject ${formatAgo(newestReject.receivedAt, viewer.nowMs)}: <code>${newestReject.path === '' ? 'the record as a whole' : newestReject.path}</code> ${newestReject.reason}. <a href="/rejects">See rejects</a></p>`}
${newestRefusal === undefined ? NOTHING : html`<p class="small">Turned away ${formatAgo(newestRefusal.at, viewer.nowMs)}: ${newestRefusal.reason}.</p>`}
${source.notices.map((notice) => html`<div class="problem"><p>${notice.summary}</p><form method="post" action="/notices/${encodeURIComponent(notice.id)}/dismiss">${csrfField(viewer)}<button type="submit">Nobody misses it</button></form></div>`)}
</div>
${miniHoursOfTwoDays(eventsPerHour, rejectsPerHour)}
</li>`;
}

/** When something last came, by our clock; of the newest event, whose clock may be wrong, the time alone. */
function freshness({ lastEventAt, lastReceivedAt = lastEventAt }: SourceReport, viewer: Viewer): Markup {
  if (lastReceivedAt === undefined) return html`<span>nothing yet</span>`;
  const time = (at: string): Markup => html`<time datetime="${at}">${formatUtc(at)}</time>`;
  return html`<span>last heard ${formatAgo(lastReceivedAt, viewer.nowMs)}, ${time(lastReceivedAt)}</span>${lastEventAt === undefined ? NOTHING : html`<span>newest event of ${time(lastEventAt)}</span>`}`;
}

/** Of such events the hours are invented: whoever judges hours should know. */
const undated = ({ datedByArrival }: SourceReport): Markup =>
  datedByArrival === undefined
    ? NOTHING
    : html`<span>${plural(datedByArrival, 'event')} without a time, dated by arrival</span>`;

function passedOver({ passedOverShare, passedOverReasons }: SourceReport): Markup {
  if (passedOverShare === 0) return NOTHING;
  const reasons = Object.entries(passedOverReasons).map(([reason, count]) => `${reason} ${formatCount(count)}`);
  return html`<p class="small">${formatShare(passedOverShare)} passed over: ${reasons.join(', ')}.</p>`;
}

const guide = (
  vendor: VendorGuide,
  origin: string,
): Markup => html`<details class="meaning"><summary>${vendor.title}</summary>
<p>Vendor <code>${vendor.vendor}</code>; ${vendor.wayIn.replaceAll('`', '')}.</p>
<ol class="steps">${vendor.whatToConfigure.map((step) => html`<li>${code(step.replaceAll('`/', `\`${origin}/`))}</li>`)}</ol>
<h3>It can tell</h3><ul>${vendor.canTell.map((what) => html`<li>${code(what)}</li>`)}</ul>
${vendor.cannotTell.length === 0 ? NOTHING : html`<h3>It cannot tell</h3><ul>${vendor.cannotTell.map((what) => html`<li>${code(what)}</li>`)}</ul>`}
</details>`;

/** Metadata is written with Markdown's `code`. */
const code = (text: string): Markup[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
