import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { told } from '../../test/support/messages.ts';
import { aNotice } from '../../test/support/sources.ts';
import type { ChannelConfig } from '../domain/channel.ts';
import { type Message, writeRequest } from './index.ts';
import { ALERT_TOPICS, NOTICE_TOPICS } from './message.ts';
import { AlertBody, NoticeBody, TestBody } from './webhook-body.ts';

const SENT_MS = Date.parse('2018-09-07T03:10:00Z');
const SECRET = `whsec_${btoa('0123456789abcdefghijklmn')}`;
const webhook: ChannelConfig = {
  kind: 'webhook',
  name: 'w',
  url: 'https://example.com/in',
  severity: 'medium',
  notices: true,
  page: 'https://meridian.example.com',
  secret: SECRET,
};

describe('the body', () => {
  const bodyOf = (message: Message): unknown => JSON.parse(writeRequest(webhook, [message], SENT_MS).body);
  /** The schema keeps what it knows: nothing may be lost, and nothing added. */
  const kept = (schema: v.GenericSchema, message: Message) => {
    const body = bodyOf(message);
    return [v.parse(schema, body), body];
  };

  it.each(ALERT_TOPICS)('of an alert that is %s is what its schema says', (topic) => {
    for (const alert of [{}, { campaign: 'cmp_1', note: 'Ola is in Oslo' }]) {
      const [known, body] = kept(AlertBody, told(alert, { topic }));
      expect(body).toEqual(known);
      expect(body).toMatchObject({ type: `alert.${topic}`, timestamp: '2018-09-07T03:10:00.000Z' });
    }
  });

  it.each(NOTICE_TOPICS)('of a notice that is %s is what its schema says', (topic) => {
    const [known, body] = kept(NoticeBody, { kind: 'notice', id: 'msg_2', topic, notice: aNotice() });
    expect(body).toEqual(known);
    expect(body).toMatchObject({ type: `notice.${topic}` });
  });

  it('of a test is what its schema says', () => {
    const [known, body] = kept(TestBody, { kind: 'test', id: 'msg_3' });
    expect(body).toEqual(known);
  });
});

describe('the signature', () => {
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/index.test.ts
  const PUBLISHED = {
    key: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };

  /** As the standard has it, without its library. */
  const signatureOf = (key: string, id: string, timestamp: number, body: string): string => {
    const hmac = createHmac('sha256', Buffer.from(key, 'base64')).update(`${id}.${timestamp}.${body}`);
    return `v1,${hmac.digest('base64')}`;
  };

  it('is the HMAC of id, time and body that the published example of the standard has', () => {
    const { key, id, timestamp, body, signature } = PUBLISHED;
    expect(signatureOf(key, id, timestamp, body)).toBe(signature);
    const channel = { ...webhook, secret: `whsec_${key}` };
    for (const message of [told({}, { id }), { kind: 'test', id } as const]) {
      const written = writeRequest(channel, [message], timestamp * 1_000 + 999);
      expect(written.headers).toMatchObject({
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(key, id, timestamp, written.body),
      });
    }
  });

  it('is one that the library of Standard Webhooks takes, and of nothing altered', () => {
    const { headers, body } = writeRequest(webhook, [told()], Date.now());
    const receiver = new Webhook(SECRET);
    expect(receiver.verify(body, headers)).toMatchObject({
      type: 'alert.opened',
      data: { alert: { id: told().alert.id } },
    });
    expect(() => receiver.verify(body.replace('opened', 'closed'), headers)).toThrow();
  });
});

it('has the id of its message, so that a receiver can tell a repetition', () => {
  const message = told();
  expect(writeRequest(webhook, [message], SENT_MS).headers['webhook-id']).toBe(message.id);
  expect(writeRequest(webhook, [message], SENT_MS + 60_000).headers['webhook-id']).toBe(message.id);
});
