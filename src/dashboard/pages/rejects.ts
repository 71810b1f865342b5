import type { RejectedRecord } from '../../domain/intake.ts';
import { csrfField, page } from '../document.ts';
import { formatAgo, formatUtc, plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import type { RejectsView, Viewer } from '../view.ts';

/** Records that are logins or storage events but could not be read, with the field at fault. */
export function rejectsPage({ viewer, rejects, replayed, nextCursor }: RejectsView): string {
  return page({
    title: 'Rejects',
    viewer,
    section: 'rejects',
    body: html`<div class="page-head"><h1>Rejects</h1></div>
${replayed === undefined ? NOTHING : html`<p class="notice" role="status">${outcome(replayed)}</p>`}
${rejects.length === 0 ? nothing() : list(rejects, viewer)}
${nextCursor === undefined ? NOTHING : html`<nav class="paging" aria-label="Pages"><a rel="next" href="/rejects?${new URLSearchParams({ cursor: nextCursor }).toString()}">Next page</a></nav>`}`,
  });
}

const nothing = (): Markup =>
  html`<div class="card empty"><h2>Nothing was rejected</h2><p>Every login and storage record that came in could be read. Administrative records are passed over and only counted.</p></div>`;

const list = (
  rejects: readonly RejectedRecord[],
  viewer: Viewer,
): Markup => html`<p>The newest records that could not be read. They never spoil the rest of their batch. After a fix (of the mapping, the sender or Meridian) they can be read again from here; none counts twice.</p>
<form class="replay" method="post" action="/rejects/replay">${csrfField(viewer)}<button type="submit">Read all again</button></form>
<ol class="rejects">${rejects.map((reject) => entry(reject, viewer))}</ol>`;

function outcome({ read, left }: { readonly read: number; readonly left: number }): string {
  if (read + left === 0) return 'There was nothing to read again.';
  const still = left === 0 ? '' : ` ${plural(left, 'record')} still cannot be read.`;
  return `${plural(read, 'record')} could be read now.${still}`;
}

const entry = (reject: RejectedRecord, viewer: Viewer): Markup => html`<li class="card">
<h2><code>${reject.path === '' ? 'the record as a whole' : reject.path}</code> ${reject.reason}</h2>
<p class="row-meta"><span>source <bdi>${reject.source}</bdi></span><span>${reject.vendor}</span><span>record ${reject.index + 1} of its request</span><span>${formatAgo(reject.receivedAt, viewer.nowMs)}, <time datetime="${reject.receivedAt}">${formatUtc(reject.receivedAt)}</time></span></p>
<details><summary>The record as it came</summary><pre tabindex="0"><code>${reject.raw}</code></pre></details>
<form class="replay" method="post" action="/rejects/replay">${csrfField(viewer)}<button type="submit" name="id" value="${reject.id}">Read again</button></form>
</li>`;
