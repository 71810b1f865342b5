import type { ChannelConfig } from '../domain/channel.ts';
import type { AlertTopic, ChannelRequest, ChannelWriter, Message } from './message.ts';
import { pagerduty } from './pagerduty.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

export type { AlertTopic, ChannelRequest, Message } from './message.ts';
export { type Told, topicOf } from './plan.ts';
export { type Posted, post } from './post.ts';
export { AlertBody, NoticeBody, TestBody } from './webhook-body.ts';

const WRITERS: { readonly [K in ChannelConfig['kind']]: ChannelWriter<K> } = { slack, teams, pagerduty, webhook };

/** Which changes of an alert a kind of channel hears of. */
export const topicsOf = (kind: ChannelConfig['kind']): readonly AlertTopic[] => WRITERS[kind].topics;

/** The request that tells the first of these messages, and as many more as fit. */
export function writeRequest(channel: ChannelConfig, messages: readonly Message[], sentMs: number): ChannelRequest {
  switch (channel.kind) {
    case 'slack':
      return slack.write(channel, messages, sentMs);
    case 'teams':
      return teams.write(channel, messages, sentMs);
    case 'pagerduty':
      return pagerduty.write(channel, messages, sentMs);
    case 'webhook':
      return webhook.write(channel, messages, sentMs);
  }
}

/** Enough of a channel's address or key to know it by. */
export function targetOf(channel: ChannelConfig): string {
  if (channel.kind === 'pagerduty')
    return `${channel.region === 'eu' ? 'EU ' : ''}key …${channel.routingKey.slice(-4)}`;
  return `${new URL(channel.url).origin}/…`;
}
