import type { Notice } from '../../domain/notice.ts';
import { plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';

/** Above every list of alerts: quiet may be a broken forwarder instead of peace. */
export const missedSources = (notices: readonly Notice[]): Markup =>
  notices.length === 0
    ? NOTHING
    : html`<div class="problem" role="status"><p>${plural(notices.length, 'source')} ${notices.length === 1 ? 'is' : 'are'} silent against ${notices.length === 1 ? 'its' : 'their'} own habit. What happens there is not seen. <a href="/sources">See sources</a></p>
<ul class="plain">${notices.map(({ summary }) => html`<li>${summary}</li>`)}</ul></div>`;
