import type { ChannelReport } from '../../domain/channel.ts';
import type { Notice } from '../../domain/notice.ts';
import { plural } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';

/** Above every list of alerts: quiet may be a broken forwarder instead of peace. */
export const missedSources = (notices: readonly Notice[]): Markup =>
  notices.length === 0
    ? NOTHING
    : html`<div class="problem" role="status"><p>${plural(notices.length, 'source')} ${notices.length === 1 ? 'is' : 'are'} silent against ${notices.length === 1 ? 'its' : 'their'} own habit. What happens there is not seen. <a href="/sources">See sources</a></p>
<ul class="plain">${notices.map(({ summary }) => html`<li>${summary}</li>`)}</ul></div>`;

/** And quiet at the pager may be a channel that cannot be reached. */
export const failingChannels = (channels: readonly ChannelReport[]): Markup =>
  channels.length === 0
    ? NOTHING
    : html`<div class="problem" role="status"><p>${plural(channels.length, 'channel')} cannot be reached: ${channels.map(({ name }) => name).join(', ')}. What is new is kept, and told when ${channels.length === 1 ? 'it is' : 'they are'} back. <a href="/channels">See channels</a></p></div>`;
