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
