import { Webhook } from 'standardwebhooks';
import { ALL_TOPICS, alertLink, type ChannelWriter, JSON_HEADERS, type Message } from './message.ts';

/**
 * Any receiver, as https://www.standardwebhooks.com says: a type, a time, the data, and a signature over all three. The alert is
 * the same object that `GET /v1/alerts/{id}` answers with.
 */
export const webhook: ChannelWriter<'webhook'> = {
  topics: ALL_TOPICS,
  write: ({ url, page, secret }, [message], sentMs) => {
    const id = message?.id ?? '';
    const sent = new Date(sentMs);
    const body = JSON.stringify({ ...dataOf(message, page), timestamp: sent.toISOString() });
    const headers = {
      ...JSON_HEADERS,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentMs / 1000)),
      'webhook-signature': new Webhook(secret ?? '').sign(id, sent, body),
    };
    return { url, headers, body, messages: 1 };
  },
};

function dataOf(message: Message | undefined, page: string): object {
  switch (message?.kind) {
    case 'alert':
      return { type: `alert.${message.topic}`, data: { alert: message.alert, url: alertLink(page, message.alert) } };
    case 'notice':
      return { type: `notice.${message.topic}`, data: { notice: message.notice } };
    default:
      return { type: 'test', data: {} };
  }
}
