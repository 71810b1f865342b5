import type { RejectedRecord } from '../../domain/intake.ts';
import { page } from '../document.ts';
import { formatAgo, formatUtc } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import type { RejectsView } from '../view.ts';

/** Records that are logins or storage events but could not be read, with the field at fault. */
export function rejectsPage({ viewer, rejects, nextCursor }: RejectsView): string {
  return page({
    title: 'Rejects',
    viewer,
    section: 'rejects',
    body: html`<div class="page-head"><h1>Rejects</h1></div>
${rejects.length === 0 ? html`<div class="card empty"><h2>Nothing was rejected</h2><p>Every login and storage record that came in could be read. Administrative records are passed over and only counted.</p></div>` : html`<p>The newest records that could not be read. They never spoil the rest of their batch.</p><ol class="rejects">${rejects.map((reject) => entry(reject, viewer.nowMs))}</ol>`}
${nextCursor === undefined ? NOTHING : html`<nav class="paging" aria-label="Pages"><a rel="next" href="/rejects?${new URLSearchParams({ cursor: nextCursor }).toString()}">Next page</a></nav>`}`,
  });
}

const entry = (reject: RejectedRecord, nowMs: number): Markup => html`<li class="card">
<h2><code>${reject.path === '' ? 'the record as a whole' : reject.path}</code> ${reject.reason}</h2>
<p class="row-meta"><span>source <bdi>${reject.source}</bdi></span><span>${reject.vendor}</span><span>record ${reject.index} of its request</span><span>${formatAgo(reject.receivedAt, nowMs)}, <time datetime="${reject.receivedAt}">${formatUtc(reject.receivedAt)}</time></span></p>
<details><summary>The record as it came</summary><pre tabindex="0"><code>${reject.raw}</code></pre></details>
</li>`;
