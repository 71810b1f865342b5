import { describe, expect, it } from 'vitest';
import type { RequestFacts } from './handshake.ts';
import {
  findSource,
  isPacked,
  isSnsCertificate,
  isSnsConfirmation,
  recogniseSource,
  SOURCES,
  snsSignedText,
  sourcesTable,
} from './index.ts';

const request = (facts: {
  method?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}): RequestFacts => ({
  method: facts.method ?? 'POST',
  header: (name) => facts.headers?.[name],
  query: (name) => facts.query?.[name],
  body: facts.body,
});
const shake = (vendor: string, facts: Parameters<typeof request>[0]) => findSource(vendor)?.handshake?.(request(facts));

describe('handshakes', () => {
  it('gives Okta its challenge back', () => {
    const answer = shake('okta', { method: 'GET', headers: { 'x-okta-verification-challenge': 'abc' } });
    expect(answer).toMatchObject({ kind: 'answer', status: 200, body: '{"verification":"abc"}' });
    expect(shake('okta', { method: 'POST', body: {} })).toBeUndefined();
  });

  it('echoes to Slack and Dropbox as plain text that is not sniffed', () => {
    const expected = {
      kind: 'answer',
      body: 'abc',
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
    };
    expect(shake('slack', { body: { type: 'url_verification', challenge: 'abc' } })).toMatchObject(expected);
    expect(shake('dropbox', { method: 'GET', query: { challenge: 'abc' } })).toMatchObject(expected);
  });

  it('answers Graph, Event Grid and the Management Activity API', () => {
    expect(shake('entra', { query: { validationToken: 'abc' } })).toMatchObject({ body: 'abc' });
    const asked = [{ eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent', data: { validationCode: 'abc' } }];
    expect(shake('entra', { body: asked })).toMatchObject({ body: '{"validationResponse":"abc"}' });
    expect(shake('m365', { headers: { 'webhook-validationcode': 'abc' } })).toMatchObject({ status: 200 });
  });

  it("confirms an SNS subscription only at Amazon's own address", () => {
    const url = 'https://sns.eu-north-1.amazonaws.com/?Action=ConfirmSubscription&Token=x';
    expect(shake('cloudtrail', { body: { Type: 'SubscriptionConfirmation', SubscribeURL: url } })).toEqual({
      kind: 'confirm',
      url,
    });
    const confirm = '?Action=ConfirmSubscription&Token=x';
    const elsewhere = `https://sns.eu-north-1.amazonaws.com.example.org/${confirm}`;
    expect(
      shake('cloudtrail', { body: { Type: 'SubscriptionConfirmation', SubscribeURL: elsewhere } }),
    ).toBeUndefined();
    for (const bad of [
      `http://sns.eu-north-1.amazonaws.com/${confirm}`,
      `https://sns.eu-north-1.amazonaws.com:8443/${confirm}`,
      `https://evil@sns.eu-north-1.amazonaws.com/${confirm}`,
      'https://sns.eu-north-1.amazonaws.com/?Action=DeleteTopic&x=Action=ConfirmSubscriptions',
      'https://sns.eu-north-1.amazonaws.com/#Action=ConfirmSubscription',
      7,
    ])
      expect(isSnsConfirmation(bad), String(bad)).toBe(false);
    expect(isSnsConfirmation(`https://sns.cn-north-1.amazonaws.com.cn/${confirm}`)).toBe(true);
  });

  it("takes a certificate only where Amazon's own lie, not what its API would echo", () => {
    const host = 'https://sns.eu-north-1.amazonaws.com/';
    expect(isSnsCertificate(`${host}SimpleNotificationService-56e67fcb41f6fec09b0196692625d385.pem`)).toBe(true);
    for (const bad of [
      '?Action=GetTopicAttributes&x=.pem',
      'x.pem',
      'a/SimpleNotificationService-1.pem',
      'SimpleNotificationService-1.pem?x',
    ])
      expect(isSnsCertificate(host + bad), bad).toBe(false);
  });

  it('takes nothing from a bucket of S3 that is called as SNS is, but from every region', () => {
    const certificateAt = (place: string) => `https://sns.${place}.amazonaws.com/SimpleNotificationService-1.pem`;
    for (const region of ['us-east-1', 'ap-southeast-7', 'us-gov-west-1', 'us-isob-east-1', 'mx-central-1'])
      expect(isSnsCertificate(certificateAt(region)), region).toBe(true);
    for (const place of ['s3-us-west-2', 's3-external-1', 's3-accelerate', 's3-website-eu-west-1', 'us-east-1.s3'])
      expect(isSnsCertificate(certificateAt(place)), place).toBe(false);
  });

  it('does not echo what is too long to be a challenge', () => {
    expect(shake('slack', { body: { type: 'url_verification', challenge: 'x'.repeat(10_000) } })).toBeUndefined();
  });
});

describe('what SNS signs', () => {
  it('is named fields in the order of the alphabet', () => {
    const message = {
      Type: 'Notification',
      MessageId: 'm',
      TopicArn: 't',
      Message: 'text',
      Timestamp: 'now',
      Signature: 'x',
    };
    expect(snsSignedText(message)).toBe(
      'Message\ntext\nMessageId\nm\nTimestamp\nnow\nTopicArn\nt\nType\nNotification\n',
    );
    expect(snsSignedText({ ...message, MessageId: 7 })).toBeUndefined();
    expect(snsSignedText({ ...message, Type: 'Another', Token: 't', SubscribeURL: 'u' })).toBeUndefined();
  });

  it('is all that is read of a message: what stands beside it may be forged', () => {
    const forged = { eventName: 'forged', userIdentity: {} };
    const beside = {
      ...forged,
      Records: [forged],
      records: [forged],
      detail: forged,
      'detail-type': 'x',
      logEvents: [{ message: JSON.stringify(forged) }],
    };
    const cloudtrail = findSource('cloudtrail');
    const signed = { eventName: 'signed', userIdentity: {} };
    const notification = { Type: 'Notification', Message: JSON.stringify({ Records: [signed] }) };
    expect(cloudtrail?.unwrap({ ...beside, ...notification })).toEqual([signed]);
    for (const Type of ['SubscriptionConfirmation', 'UnsubscribeConfirmation'])
      expect(cloudtrail?.unwrap({ ...beside, Type, Message: 'You have chosen …' })).toEqual([{}]);
  });
});

describe('envelopes', () => {
  it('hands gzip in base64 to a caller that can wait, and JSON cannot pretend to be such', () => {
    const [record] = findSource('cloudtrail')?.unwrap({ requestId: 'r', records: [{ data: 'H4sIAAAA' }] }) ?? [];
    expect(isPacked(record)).toBe(true);
    expect(isPacked({ gzipBase64: 'H4sIAAAA' })).toBe(false);
  });

  it('acknowledges Firehose with the id of its request', () => {
    const answer = findSource('cloudtrail')?.acknowledge?.({ requestId: 'r-1', records: [] }, 1_772_439_249_000);
    expect(answer?.body).toBe('{"requestId":"r-1","timestamp":1772439249000}');
  });

  it('follow nothing deeper than any vendor wraps', () => {
    let nested: unknown = [{}];
    for (let depth = 0; depth < 5_000; depth += 1) nested = { events: nested, Records: [nested], data: [nested] };
    for (const source of SOURCES) expect(() => source.unwrap(nested)).not.toThrow();
  });
});

describe('the collector', () => {
  const hec = findSource('hec');

  it("takes the envelope's time where the event has none, and the time of receipt where neither has", () => {
    const event = { id: 'e-1', type: 'login', account: 'ola@example.com' };
    expect(hec?.normalise({ time: 1_772_439_249, event })).toMatchObject({
      events: [{ time: '2026-03-02T08:14:09.000Z' }],
    });
    expect(hec?.normalise({ event }, { receivedMs: 1_772_439_249_000 })).toMatchObject({
      events: [{ time: '2026-03-02T08:14:09.000Z' }],
    });
    expect(hec?.normalise({ event })).toMatchObject({ kind: 'reject', reject: { path: '/time' } });
  });

  it('knows a vendor by its sourcetype before the fields', () => {
    const record = { event_type_id: 5, user_name: 'ola', created_at: '2026-03-02T08:14:09Z' };
    expect(hec?.normalise({ sourcetype: 'onelogin:event', event: record })).toMatchObject({ kind: 'events' });
    expect(hec?.normalise({ event: record })).toEqual({ kind: 'not-ours', why: 'no known vendor' });
  });

  it('does not take a record with an event of its own for an envelope', () => {
    const record = findSource('ecs')?.sampleRecord;
    expect(recogniseSource(record)?.vendor).toBe('ecs');
    expect(hec?.normalise(record)).toMatchObject({ kind: 'events', events: [{ account: 'ola@example.com' }] });
  });
});

describe('the registry', () => {
  it('finds every source by its name and aliases, in any case', () => {
    for (const { vendor, aliases } of SOURCES)
      for (const name of [vendor, ...aliases]) expect(findSource(name.toUpperCase())?.vendor).toBe(vendor);
    expect(findSource('__proto__')).toBeUndefined();
  });

  it('writes a row of Markdown for each source', () => {
    const rows = sourcesTable().split('\n');
    expect(rows).toHaveLength(SOURCES.length + 2);
    for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
  });
});
