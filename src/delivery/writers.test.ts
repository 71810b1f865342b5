import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../test/support/alerts.ts';
import { type AlertMessage, told } from '../../test/support/messages.ts';
import { aNotice } from '../../test/support/sources.ts';
import type { ChannelConfig } from '../domain/channel.ts';
import { type Message, targetOf, writeRequest } from './index.ts';

const SENT_MS = Date.parse('2018-09-07T03:10:00Z');
const PAGE = 'https://meridian.example.com';

const COMMON = { severity: 'medium', notices: true, page: PAGE } as const;
const slack: ChannelConfig = {
  ...COMMON,
  kind: 'slack',
  name: 's',
  url: 'https://hooks.slack.com/services/T0/B0/secret',
};
const teams: ChannelConfig = { ...COMMON, kind: 'teams', name: 't', url: 'https://example.com/workflows/secret' };
const pagerduty: ChannelConfig = { ...COMMON, kind: 'pagerduty', name: 'p', region: 'us', routingKey: 'r'.repeat(32) };

const members = (count: number): AlertMessage[] =>
  Array.from({ length: count }, (_, index) =>
    told({ id: `alr_${index}`, account: `person-${index}@example.com`, campaign: 'cmp_1', score: 50 + index }),
  );

const notice = aNotice();
const bodyOf = (channel: ChannelConfig, messages: readonly Message[]) =>
  JSON.parse(writeRequest(channel, messages, SENT_MS).body);

describe('Slack', () => {
  it('shows the headline, the summary, who and since when, and a way to the alert', () => {
    const message = told({ severity: 'critical' });
    const { blocks, text } = bodyOf(slack, [message]);
    expect(text).toBe('CRITICAL: Taken over, and data leaving (ola@example.com)');
    expect(blocks[0]).toMatchObject({ type: 'header', text: { text } });
    expect(blocks[1].text.text).toBe(message.alert.summary);
    expect(blocks[2].elements[0].text).toBe(
      'ola@example.com · opened 2018-08-17 00:14 UTC, last sign 2018-09-07 01:58 UTC · T1078.004, T1560.001, T1567.002',
    );
    expect(blocks[3].elements[0].url).toBe(`${PAGE}/alerts/${message.alert.id}`);
  });

  it('says nothing that Slack would read as its own: no mention, no link', () => {
    const { blocks, text } = bodyOf(slack, [
      told({ title: '<!channel> & <https://evil.example|click>', account: '<@U1>' }),
    ]);
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;');
    const texts = JSON.stringify(blocks).matchAll(/"type":"(\w+)","text":"/g);
    expect([...texts].map(([, type]) => type)).not.toContain('mrkdwn');
  });

  it('keeps within the limits of a block, whatever the texts', () => {
    const { blocks } = bodyOf(slack, [told({ title: '🕐'.repeat(400), summary: 'x'.repeat(9_000) })]);
    expect(blocks[0].text.text.length).toBeLessThanOrEqual(150);
    expect(blocks[0].text.text.isWellFormed()).toBe(true);
    expect(blocks[1].text.text.length).toBeLessThanOrEqual(3_000);
  });
});

describe('the first line', () => {
  const headline = (overrides: Partial<AlertMessage['alert']>, rest: Partial<AlertMessage> = {}): string =>
    bodyOf(slack, [told(overrides, rest)]).blocks[0].text.text;
  const ROLE = 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef';

  it('keeps the name, however long the title is, and the person at the end of a long name', () => {
    const text = headline({ title: 'x'.repeat(400), account: `${ROLE}/ola@example.com` });
    expect(text).toHaveLength(150);
    expect(text).toMatch(/^CRITICAL: x+… \(arn:aws:sts::\S+…\S+\/ola@example\.com\)$/);
    for (const account of ['🦊'.repeat(100), `${'🦊'.repeat(100)}a`, `a${'🦊'.repeat(100)}`])
      expect(headline({ account }).isWellFormed()).toBe(true);
  });

  it('says that an alert grew graver, and whose it is beside others', () => {
    expect(headline({}, { topic: 'raised' })).toBe('Now CRITICAL: Taken over, and data leaving (ola@example.com)');
    expect(headline({ title: 'x'.repeat(400) }, { topic: 'raised' })).toHaveLength(150);
    const [one, two] = members(2);
    if (one === undefined || two === undefined) throw new Error('no members');
    const first = (messages: readonly Message[]): string => bodyOf(slack, messages).text;
    expect(first([one, two])).toContain('(person-1@example.com and 1 other)');
    const graver = told({ account: 'liv@example.com', campaign: 'cmp_1', severity: 'critical', score: 80 });
    const high = told({ campaign: 'cmp_1', severity: 'high', score: 100 });
    expect(first([high, graver])).toBe('CRITICAL: Taken over, and data leaving (liv@example.com and 1 other)');
    expect(first(members(14))).toContain('(person-13@example.com and 13 others)');
  });

  it.each([slack, teams, pagerduty])('$kind: is one line, in the order of its letters', (channel) => {
    const hostile = told({ account: 'a\n\u202egpj.exe', title: 'b\r\u0007', summary: 'c\u2028\u2066d' });
    const body = JSON.parse(writeRequest(channel, [hostile], SENT_MS).body);
    expect(JSON.stringify(body)).not.toMatch(/\\n|\\r|\\u0007|[\u2028\u202e\u2066]/);
    expect(JSON.stringify(body)).toContain('CRITICAL: b\ufffd\ufffd (a\ufffd\ufffdgpj.exe)');
  });
});

describe('chats', () => {
  it.each([slack, teams])('$kind: the alerts of a campaign are one card, named after the gravest', (channel) => {
    const { messages, body } = writeRequest(channel, [...members(14), told({ id: 'alr_other' })], SENT_MS);
    expect(messages).toBe(15);
    expect(body).toContain(`${PAGE}/alerts/alr_13`);
    expect(body).not.toContain(`${PAGE}/alerts/alr_12`);
    expect(body).toContain('same campaign: person-0@example.com');
    expect(body).toContain('and 3 more');
    expect(body).toContain(`${PAGE}/alerts/alr_other`);
  });

  it.each([slack, teams])('$kind: what does not fit waits for the next request', (channel) => {
    const many = Array.from({ length: 30 }, (_, index) => told({ id: `alr_${index}` }));
    const { messages, body } = writeRequest(channel, many, SENT_MS);
    expect(messages).toBe(8);
    expect(body).not.toContain(`${PAGE}/alerts/alr_8"`);
    expect(body.length).toBeLessThan(28_000);
  });

  it.each([slack, teams])('$kind: a silent source is told with its summary', (channel) => {
    const { body } = writeRequest(channel, [{ kind: 'notice', id: 'msg_2', topic: 'raised', notice }], SENT_MS);
    expect(body).toContain(`Source ${notice.source} is silent`);
    expect(body).toContain(`${PAGE}/sources`);
    expect(body).toContain('since 2018-09-07 00:00 UTC');
    const ended = writeRequest(channel, [{ kind: 'notice', id: 'msg_2', topic: 'ended', notice }], SENT_MS).body;
    expect(ended).toContain(`Told before: ${notice.summary}`);
  });

  it('Teams takes no more than 28 KB: long texts make fewer cards, and all are told in the end', () => {
    const text = '時'.repeat(1_500);
    const left = Array.from({ length: 12 }, (_, index) => told({ id: `alr_${index}`, title: text, summary: text }));
    while (left.length > 0) {
      const { body, messages } = writeRequest(teams, left, SENT_MS);
      expect(new TextEncoder().encode(body).length).toBeLessThan(28_000);
      expect(messages).toBeGreaterThan(0);
      left.splice(0, messages);
    }
  });

  it('Teams reads no Markdown: every text is a run', () => {
    const { attachments } = bodyOf(teams, [told({ title: HOSTILE[0], summary: '[click](https://evil.example)' })]);
    const { content } = attachments[0];
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
    const types = new Set(content.body[0].items.map(({ type }: { type: string }) => type));
    expect(types).toEqual(new Set(['RichTextBlock', 'ActionSet']));
  });
});

describe('PagerDuty', () => {
  it('triggers an incident for an alert, as grave as it is', () => {
    const message = told({ severity: 'high' });
    const request = writeRequest(pagerduty, [message, message], SENT_MS);
    expect(request).toMatchObject({ url: 'https://events.pagerduty.com/v2/enqueue', messages: 1 });
    expect(JSON.parse(request.body)).toMatchObject({
      routing_key: 'r'.repeat(32),
      event_action: 'trigger',
      dedup_key: message.alert.id,
      payload: { severity: 'error', source: message.alert.account, custom_details: { summary: message.alert.summary } },
      links: [{ href: `${PAGE}/alerts/${message.alert.id}` }],
    });
  });

  it('makes one incident of a campaign, and ends it with the last of its alerts', () => {
    const [one] = members(1);
    if (one === undefined) throw new Error('no member');
    expect(bodyOf(pagerduty, [one])).toMatchObject({ event_action: 'trigger', dedup_key: 'cmp_1' });
    const resolved = { ...one, topic: 'resolved' } as const;
    expect(bodyOf(pagerduty, [{ ...resolved, endsIncident: false }])).toMatchObject({ dedup_key: one.alert.id });
    expect(bodyOf(pagerduty, [resolved])).toMatchObject({ event_action: 'resolve', dedup_key: 'cmp_1' });
  });

  it('says in its summary how grave, what and whose, within what PagerDuty takes', () => {
    expect(bodyOf(pagerduty, [told()]).payload.summary).toBe(
      'CRITICAL: Taken over, and data leaving (ola@example.com)',
    );
    const long = bodyOf(pagerduty, [told({ title: '🕐'.repeat(900) })]).payload.summary;
    expect(long.length).toBeLessThanOrEqual(1_024);
    expect(long).toMatch(/… \(ola@example\.com\)$/);
  });

  it('is the region’s', () => {
    expect(writeRequest({ ...pagerduty, region: 'eu' }, [told()], SENT_MS).url).toContain('events.eu.pagerduty.com');
  });

  it('ends a notice that it raised', () => {
    const raised = bodyOf(pagerduty, [{ kind: 'notice', id: 'm', topic: 'raised', notice }]);
    const ended = bodyOf(pagerduty, [{ kind: 'notice', id: 'm', topic: 'ended', notice }]);
    expect(raised).toMatchObject({ event_action: 'trigger', payload: { severity: 'warning' } });
    expect(ended).toMatchObject({ event_action: 'resolve', dedup_key: raised.dedup_key });
  });
});

it('never shows an address or key in full', () => {
  expect(targetOf(slack)).toBe('https://hooks.slack.com/…');
  expect(targetOf(pagerduty)).toBe('key …rrrr');
});
