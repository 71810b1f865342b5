import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, getJson, gzip, newTenant, post, sourceOf, type TestTenant } from '../support/worker/client.ts';
import { base64, certificateOf, rsaPair, snsMessage } from '../support/worker/signing.ts';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterEach(() => vi.restoreAllMocks());

const trail = (eventID: string) => ({
  eventVersion: '1.09',
  eventID,
  eventTime: '2026-10-05T08:00:00Z',
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  awsRegion: 'eu-north-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: 'Mozilla/5.0',
  userIdentity: {
    type: 'IAMUser',
    userName: 'ola',
    arn: 'arn:aws:iam::000000000000:user/ola',
    accountId: '000000000000',
  },
  responseElements: { ConsoleLogin: 'Success' },
});

describe('SNS', () => {
  const TOPIC = 'arn:aws:sns:eu-north-1:000000000000:trail';
  const HOST = 'https://sns.eu-north-1.amazonaws.com/';
  const common = () => ({
    MessageId: 'm1',
    TopicArn: TOPIC,
    Timestamp: new Date().toISOString(),
    SignatureVersion: '2',
    SigningCertURL: `${HOST}SimpleNotificationService-56e67fcb41f6fec09b01.pem`,
  });
  const confirmation = (more: object = {}) => ({
    ...common(),
    Type: 'SubscriptionConfirmation',
    Token: 't',
    Message: 'You have chosen to subscribe',
    SubscribeURL: `${HOST}?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=t`,
    ...more,
  });
  const notification = (more: object = {}) => ({
    ...common(),
    Type: 'Notification',
    Message: JSON.stringify({ Records: [trail('1')] }),
    UnsubscribeURL: `${HOST}?Action=Unsubscribe`,
    ...more,
  });

  const EXPIRED_CERTIFICATE = `${HOST}SimpleNotificationService-fedcba9876543210.pem`;
  const OLD_CERTIFICATE = `${HOST}SimpleNotificationService-0123456789abcdef.pem`;
  let keys: Record<string, CryptoKeyPair>;
  let certificates: Record<string, string>;
  const fetched: string[] = [];
  let tenant: TestTenant;
  let token: string;

  // Once for all tests: a certificate is remembered by its address.
  beforeAll(async () => {
    const [now, old] = await Promise.all([rsaPair('SHA-256'), rsaPair('SHA-1')]);
    keys = { '2': now, '1': old };
    certificates = {
      [common().SigningCertURL]: await certificateOf(now.publicKey),
      [OLD_CERTIFICATE]: await certificateOf(old.publicKey),
      [EXPIRED_CERTIFICATE]: await certificateOf(now.publicKey, '251231235959Z'),
    };
  });
  beforeEach(async () => {
    fetched.length = 0;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      fetched.push(String(input));
      return new Response(certificates[String(input)] ?? 'confirmed');
    });
    tenant = await newTenant();
    token = await sourceOf(tenant, 'cloudtrail', { signingSecret: TOPIC });
  });

  /** Signs the message, changes it on the way, and posts it as SNS does: as text, without any header of ours. */
  async function deliver(message: Record<string, string>, changed: object = {}): Promise<Response> {
    const key = keys[message.SignatureVersion ?? '']?.privateKey;
    if (key === undefined) throw new Error('no key');
    const body = JSON.stringify({ ...(await snsMessage(key, message)), ...changed });
    const headers = { 'Content-Type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': message.Type ?? '' };
    return call(`/v1/ingest/cloudtrail?token=${token}`, { method: 'POST', headers, body });
  }

  it("follows a confirmation only when it is signed by the certificate on Amazon's own host", async () => {
    expect((await deliver(confirmation())).status).toBe(200);
    expect(fetched.at(-1)).toBe(confirmation().SubscribeURL);
    fetched.length = 0;
    for (const changed of [
      { SubscribeURL: `${HOST}?Action=ConfirmSubscription&Token=another` },
      { Message: 'You have chosen something else' },
      { SigningCertURL: 'https://sns.eu-north-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem' },
      { SigningCertURL: `${HOST}?Action=GetTopicAttributes&x=SimpleNotificationService-1.pem` },
      { Signature: 'AAAA' },
    ])
      expect((await deliver(confirmation(), changed)).status, JSON.stringify(changed)).toBe(401);
    expect((await deliver(confirmation({ TopicArn: `${TOPIC}-of-another` }))).status).toBe(401);
    expect((await deliver(confirmation({ Timestamp: '2020-01-01T00:00:00Z' }))).status).toBe(401);
    expect(fetched.filter((url) => url.includes('Action='))).toEqual([]);
  });

  it('does not visit an address of somebody else, even when it is signed', async () => {
    const response = await deliver(confirmation({ SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' }));
    // It is no handshake then, and no record.
    expect(await response.json()).toMatchObject({ accepted: 0, passedOver: 1 });
    expect(fetched.filter((url) => url.includes('evil'))).toEqual([]);
  });

  it('takes its notifications, with a subject and without, in both versions of the signature', async () => {
    expect(await (await deliver(notification())).json()).toMatchObject({ accepted: 1 });
    const second = notification({ Subject: 'A trail', Message: JSON.stringify({ Records: [trail('2')] }) });
    expect(await (await deliver(second)).json()).toMatchObject({ accepted: 1 });
    const old = { SignatureVersion: '1', SigningCertURL: OLD_CERTIFICATE, Message: JSON.stringify(trail('3')) };
    expect(await (await deliver(notification(old))).json()).toMatchObject({ accepted: 1 });
    expect((await deliver(notification(), { Message: JSON.stringify(trail('4')) })).status).toBe(401);
    expect((await deliver(notification({ SigningCertURL: EXPIRED_CERTIFICATE }))).status).toBe(401);
    expect((await deliver(second, { Subject: 'Another' })).status).toBe(401);
  });

  it('reads nothing of a genuine notification that Amazon did not sign', async () => {
    const message = notification({ Message: JSON.stringify(trail('signed')) });
    const forged = { Records: [trail('forged-1'), trail('forged-2')] };
    expect(await (await deliver(message, forged)).json()).toMatchObject({ accepted: 1 });
    expect(await (await deliver(message)).json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('fetches a certificate once for however many deliveries at once, and asks for those again that nobody can judge', async () => {
    const message = notification({ SigningCertURL: `${HOST}SimpleNotificationService-00000000000000000000.pem` });
    vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('no connection'));
    for (const status of [0, 503, 429]) {
      if (status > 0) vi.mocked(fetch).mockResolvedValueOnce(new Response('', { status }));
      const unsure = await deliver(message);
      expect([unsure.status, unsure.headers.get('Retry-After')], String(status)).toEqual([503, '5']);
    }
    vi.mocked(fetch).mockResolvedValueOnce(new Response('', { status: 404 }));
    expect((await deliver(message)).status).toBe(401);

    vi.mocked(fetch)
      .mockClear()
      .mockImplementation(async () => {
        await scheduler.wait(100);
        return new Response(certificates[common().SigningCertURL]);
      });
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(message)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('has a confirmation that Amazon does not take come again', async () => {
    const answers = [() => new Response('', { status: 500 }), () => Promise.reject(new TypeError('no connection'))];
    for (const answer of answers) {
      vi.mocked(fetch).mockImplementation(async (input) =>
        String(input).includes('Action=') ? answer() : new Response(certificates[String(input)]),
      );
      const response = await deliver(confirmation());
      expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '5']);
    }
  });

  it('without the topic in the source the ingest token speaks alone, but no confirmation is followed, and the admin sees why', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const response = await post('/v1/ingest/cloudtrail', ingestToken, JSON.stringify(confirmation()));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('signing secret') });
    expect(fetched).toEqual([]);
    await expect
      .poll(() => getJson('/v1/sources/default', adminToken))
      .toMatchObject({ newestRefusal: { reason: expect.stringContaining('ARN of the topic') } });
    const told = await post('/v1/ingest/cloudtrail', ingestToken, JSON.stringify(notification()));
    expect(await told.json()).toMatchObject({ accepted: 1 });
  });
});

describe('Firehose', () => {
  const request = (records: object[]) => JSON.stringify({ requestId: 'req-1', timestamp: 1, records });
  const deliver = (key: string, body: BodyInit, headers: Record<string, string> = {}) =>
    call('/v1/ingest/cloudtrail', {
      method: 'POST',
      headers: {
        'X-Amz-Firehose-Access-Key': key,
        'X-Amz-Firehose-Request-Id': 'req-1',
        'X-Amz-Firehose-Protocol-Version': '1.0',
        'Content-Type': 'application/json',
        ...headers,
      },
      body,
    });
  const named = { requestId: 'req-1', timestamp: expect.any(Number) };

  it('takes its key header, unpacks base64 and gzip, and answers with the name of the request', async () => {
    const { ingestToken } = await newTenant();
    const packed = base64(
      new Uint8Array(await gzip(JSON.stringify({ logEvents: [{ message: JSON.stringify(trail('2')) }] }))),
    );
    const body = request([{ data: btoa(JSON.stringify(trail('1'))) }, { data: packed }]);
    const response = await deliver(ingestToken, body);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'application/json']);
    expect(await response.json()).toEqual(named);
    expect(await (await deliver(ingestToken, await gzip(body), { 'Content-Encoding': 'gzip' })).json()).toEqual(named);
    const again = await post(
      '/v1/ingest/cloudtrail',
      ingestToken,
      JSON.stringify({ Records: [trail('1'), trail('2')] }),
    );
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it.each<[string, (tenant: TestTenant) => Promise<Response>, number, RegExp]>([
    ['a wrong key', () => deliver('wrong', request([])), 401, /valid token/],
    ['an admin token', ({ adminToken }) => deliver(adminToken, request([])), 403, /ingest token is required/],
    ['nothing readable', ({ ingestToken }) => deliver(ingestToken, '{"records": '), 400, /could be read/],
    [
      'an encoding of another kind',
      ({ ingestToken }) => deliver(ingestToken, 'x', { 'Content-Encoding': 'snappy' }),
      415,
      /not taken here/,
    ],
  ])('is told in its own form what is wrong: %s', async (_, send, status, message) => {
    const response = await send(await newTenant());
    expect([response.status, response.headers.get('Content-Type')]).toEqual([status, 'application/json']);
    expect(await response.json()).toEqual({ ...named, errorMessage: expect.stringMatching(message) });
  });
});

describe('EventBridge', () => {
  const event = (detail: object) =>
    JSON.stringify({
      version: '0',
      id: '6f87d04b-9f74-4f04-a780-7acf4b0a9b38',
      'detail-type': 'AWS Console Sign In via CloudTrail',
      source: 'aws.signin',
      account: '000000000000',
      time: '2026-10-05T08:00:00Z',
      region: 'eu-north-1',
      resources: [],
      detail,
    });

  it.each([
    ['a connection with an API key', (token: string) => ({ 'X-Api-Key': token })],
    ['a connection with its key in Authorization', (token: string) => ({ Authorization: `Bearer ${token}` })],
    [
      'a connection with user and password',
      (token: string) => ({ Authorization: `Basic ${btoa(`meridian:${token}`)}` }),
    ],
  ])('comes through an API destination: %s', async (_, headers) => {
    const { ingestToken } = await newTenant();
    const response = await call('/v1/ingest/aws', {
      method: 'POST',
      headers: headers(ingestToken),
      body: event(trail('1')),
    });
    expect(await response.json()).toMatchObject({ accepted: 1 });
  });
});
