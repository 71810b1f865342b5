import { Webhook } from 'standardwebhooks';
import { ALERT_TOPICS, alertLink, type ChannelWriter, JSON_HEADERS, type Message } from './message.ts';
import type { WebhookBody } from './webhook-body.ts';

/**
 * Any receiver, as https://www.standardwebhooks.com says: a type, a time, the data, and a signature over all three. The alert is
 * the same object that `GET /v1/alerts/{id}` answers with.
 */
export const webhook: ChannelWriter<'webhook'> = {
  topics: ALERT_TOPICS,
  write: ({ url, page, secret }, [message], sentMs) => {
    const id = message?.id ?? '';
    const sent = new Date(sentMs);
    const body = JSON.stringify(bodyOf(message, page, sent.toISOString()));
    const headers = {
      ...JSON_HEADERS,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentMs / 1000)),
      'webhook-signature': new Webhook(secret ?? '').sign(id, sent, body),
    };
    return { url, headers, body, messages: 1 };
  },
};

function bodyOf(message: Message | undefined, page: string, timestamp: string): WebhookBody {
  switch (message?.kind) {
    case 'alert':
      return {
        type: `alert.${message.topic}`,
        timestamp,
        data: { alert: message.alert, url: alertLink(page, message.alert) },
      };
    case 'notice':
      return { type: `notice.${message.topic}`, timestamp, data: { notice: message.notice } };
    default:
      return { type: 'test', timestamp, data: {} };
  }
}
