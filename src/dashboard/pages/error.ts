import { page } from '../document.ts';
import { html, NOTHING } from '../markup.ts';
import type { ErrorView } from '../view.ts';

/** What went wrong, in words, and a way back. */
export function errorPage({ status, title, detail, viewer }: ErrorView): string {
  return page({
    title,
    ...(viewer === undefined ? {} : { viewer }),
    body: html`<div class="card error">
<p class="eyebrow">Error ${status}</p>
<h1>${title}</h1>
${detail === undefined ? NOTHING : html`<p>${detail}</p>`}
<p><a href="/">Back to the alerts</a></p>
</div>`,
  });
}
