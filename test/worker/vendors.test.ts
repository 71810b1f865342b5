import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer, call, getJson, gzip, newTenant, postJson, type TestTenant } from '../support/worker/client.ts';

afterEach(() => vi.restoreAllMocks());

interface SourceMade {
  readonly token: { token: string };
}

async function sourceOf(tenant: TestTenant, vendor: string, signingSecret?: string): Promise<string> {
  const wanted = { name: `our-${vendor}`, vendor, ...(signingSecret !== undefined && { signingSecret }) };
  const made = await postJson('/v1/sources', tenant.adminToken, wanted);
  return (await made.json<SourceMade>()).token.token;
}

const post = (path: string, token: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', headers: { ...bearer(token), ...headers }, body });

async function hmac(secret: string, text: string, hash = 'SHA-256'): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

const oktaRecord = (uuid: string) => ({
  eventType: 'user.session.start',
  published: '2026-10-05T08:00:00.000Z',
  uuid,
  outcome: { result: 'SUCCESS' },
  actor: { type: 'User', alternateId: 'ola@example.com' },
});

describe('Okta', () => {
  it('has its challenge answered, and its event hooks taken', async () => {
    const asked = await call('/v1/ingest/okta', { headers: { 'X-Okta-Verification-Challenge': 'prove it' } });
    expect(await asked.json()).toEqual({ verification: 'prove it' });
    expect((await call('/v1/ingest/okta')).status).toBe(404);
    const { ingestToken } = await newTenant();
    const hook = JSON.stringify({
      eventType: 'com.okta.event_hook',
      data: { events: [oktaRecord('1'), oktaRecord('2')] },
    });
    expect(await (await post('/v1/ingest/okta', ingestToken, hook)).json()).toMatchObject({ accepted: 2 });
  });

  it('has records of other kinds passed over, and counted', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const records = [
      oktaRecord('1'),
      { ...oktaRecord('2'), eventType: 'group.user_membership.add' },
      { ...oktaRecord('3'), actor: { type: 'User', alternateId: 'Not Available' } },
      { ...oktaRecord('4'), actor: { type: 'User', alternateId: 'unknown' } },
    ];
    const passedOverReasons = { 'no real user': 2, 'no login': 1 };
    const response = await post('/v1/ingest/okta', ingestToken, JSON.stringify(records));
    expect(await response.json()).toMatchObject({ accepted: 1, passedOver: 3, passedOverReasons, rejectedCount: 0 });
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({
      sources: { 'default/okta': { accepted: 1, passedOver: 3 } },
    });
    // With a reject beside them they are told at once, with what waited.
    await post('/v1/ingest/okta', ingestToken, JSON.stringify([...records, { ...oktaRecord('5'), published: 'noon' }]));
    const { sources } = await getJson<{ sources: object[] }>('/v1/sources', adminToken);
    expect(sources).toMatchObject([
      {
        name: 'default',
        passedOverShare: 6 / 9,
        passedOverReasons: { 'no real user': 4, 'no login': 2 },
        newestReject: { path: '/published' },
      },
    ]);
  });
});

describe('Cloudflare Logpush', () => {
  it('has its validation upload and its batches taken, gzip whatever the Content-Type', async () => {
    const { ingestToken } = await newTenant();
    const path = `/v1/ingest/cloudflare?token=${ingestToken}`;
    const upload = async (text: string) =>
      call(path, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: await gzip(text) });
    expect((await upload('{"content":"tests","filename":"test.txt.gz"}')).status).toBe(200);
    const access = {
      Action: 'login',
      Allowed: true,
      AppDomain: 'app.example.com',
      AppUUID: 'a',
      Connection: 'okta',
      Country: 'no',
      CreatedAt: '2026-10-05T08:00:00Z',
      Email: 'ola@example.com',
      IPAddress: '192.0.2.10',
      RayID: 'r1',
    };
    expect(await (await upload(`${JSON.stringify(access)}\n`)).json()).toMatchObject({ accepted: 1 });
  });
});

describe('signatures', () => {
  // Each refusal is told to the operator.
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
  });

  const body = '{"action":"user.login"}';

  it('GitHub: an HMAC of the body; the key that is being rotated out fits as well', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'github', 'new key\nold key');
    const signed = async (key: string, text = body) =>
      (await post('/v1/ingest/github', token, body, { 'X-Hub-Signature-256': `sha256=${hex(await hmac(key, text))}` }))
        .status;
    expect(await signed('new key')).toBe(200);
    expect(await signed('old key')).toBe(200);
    expect(await signed('wrong key')).toBe(401);
    expect(await signed('new key', `${body} `)).toBe(401);
    const unsigned = await post('/v1/ingest/github', token, body);
    expect(unsigned.status).toBe(401);
    expect(await unsigned.json()).toMatchObject({ type: 'urn:meridian:problem:bad-signature' });
  });

  it('Slack: with the time of sending, in a window of five minutes; its handshake must be signed too', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'slack', 'key');
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const signed = async (secondsAgo: number, text: string) => {
      const at = String(Math.floor(Date.now() / 1000) - secondsAgo);
      const signature = `v0=${hex(await hmac('key', `v0:${at}:${text}`))}`;
      return post('/v1/ingest/slack', token, text, { 'X-Slack-Request-Timestamp': at, 'X-Slack-Signature': signature });
    };
    expect((await signed(0, '[]')).status).toBe(200);
    expect(await (await signed(10, challenge)).text()).toBe('abc');
    expect((await signed(600, '[]')).status).toBe(401);
    expect((await post('/v1/ingest/slack', token, challenge)).status).toBe(401);
  });

  it('Box: one of two keys, over the body and the time', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'box', 'primary\nsecondary');
    const at = new Date().toISOString();
    const text = JSON.stringify({ entries: [] });
    const signature = base64(await hmac('secondary', text + at));
    const headers = {
      'Box-Delivery-Timestamp': at,
      'Box-Signature-Primary': 'AAAA',
      'Box-Signature-Secondary': signature,
    };
    expect((await post('/v1/ingest/box', token, text, headers)).status).toBe(200);
    expect((await post('/v1/ingest/box', token, text, { ...headers, 'Box-Signature-Secondary': 'AAAA' })).status).toBe(
      401,
    );
  });

  it("Pub/Sub: a JWT of Google's, meant for this address", async () => {
    const pair = await rsaPair();
    const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k1', alg: 'RS256' };
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ keys: [jwk] }));
    const tenant = await newTenant();
    const audience = 'https://meridian.example/v1/ingest/gcp';
    const token = await sourceOf(tenant, 'gcp', audience);
    const push = async (claims: object) => {
      const jwt = await signJwt(pair.privateKey, { alg: 'RS256', kid: 'k1', typ: 'JWT' }, claims);
      return (await call(`/v1/ingest/gcp?token=${token}`, { method: 'POST', headers: bearer(jwt), body: '[]' })).status;
    };
    const exp = Math.floor(Date.now() / 1000) + 60;
    const iss = 'https://accounts.google.com';
    expect(await push({ iss, aud: audience, exp })).toBe(200);
    expect(await push({ iss, aud: 'https://elsewhere.example', exp })).toBe(401);
    expect(await push({ iss: 'https://evil.example', aud: audience, exp })).toBe(401);
    expect(await push({ iss, aud: audience, exp: exp - 7_200 })).toBe(401);
  });

  it("SNS: by the certificate on Amazon's own host; its confirmation is followed only then", async () => {
    const pair = await rsaPair();
    const pem = certificateWith(await spkiOf(pair.publicKey));
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      asked.push(String(input));
      return new Response(pem);
    });
    const tenant = await newTenant();
    const topic = 'arn:aws:sns:eu-north-1:000000000000:trail';
    const token = await sourceOf(tenant, 'cloudtrail', topic);
    const confirm = async (more: object = {}) => {
      const message = {
        Type: 'SubscriptionConfirmation',
        MessageId: 'm1',
        Token: 't',
        TopicArn: topic,
        Message: 'You have chosen to subscribe',
        SubscribeURL: 'https://sns.eu-north-1.amazonaws.com/?Action=ConfirmSubscription&Token=t',
        Timestamp: new Date().toISOString(),
        SignatureVersion: '2',
        SigningCertURL: 'https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-1.pem',
      };
      const names = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;
      const text = names.map((name) => `${name}\n${message[name]}\n`).join('');
      const signature = await crypto.subtle.sign(RSA.name, pair.privateKey, new TextEncoder().encode(text));
      const body = JSON.stringify({ ...message, Signature: base64(new Uint8Array(signature)), ...more });
      return (await call(`/v1/ingest/cloudtrail?token=${token}`, { method: 'POST', body })).status;
    };
    expect(await confirm()).toBe(200);
    expect(asked.at(-1)).toContain('Action=ConfirmSubscription');
    asked.length = 0;
    expect(await confirm({ SubscribeURL: 'https://sns.eu-north-1.amazonaws.com/?other' })).toBe(401);
    expect(await confirm({ SigningCertURL: 'https://sns.eu-north-1.amazonaws.com.evil.example/x.pem' })).toBe(401);
    expect(await confirm({ TopicArn: 'arn:aws:sns:eu-north-1:000000000000:other' })).toBe(401);
    expect(await confirm({ Timestamp: '2020-01-01T00:00:00Z' })).toBe(401);
    expect(asked).toEqual([]);
  });

  it('without a secret in the source the ingest token speaks alone, but no confirmation is followed', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const { ingestToken } = await newTenant();
    const message = { Type: 'SubscriptionConfirmation', SubscribeURL: 'https://sns.eu-north-1.amazonaws.com/?x' };
    const response = await post('/v1/ingest/cloudtrail', ingestToken, JSON.stringify(message));
    expect(response.status).toBe(403);
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe('Amazon', () => {
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

  it('Firehose: takes its key header, unpacks base64 and gzip, and answers with the name of the request', async () => {
    const { ingestToken } = await newTenant();
    const packed = base64(
      new Uint8Array(await gzip(JSON.stringify({ logEvents: [{ message: JSON.stringify(trail('2')) }] }))),
    );
    const body = {
      requestId: 'req-1',
      timestamp: 1,
      records: [{ data: btoa(JSON.stringify(trail('1'))) }, { data: packed }],
    };
    const response = await call('/v1/ingest/cloudtrail', {
      method: 'POST',
      headers: { 'X-Amz-Firehose-Access-Key': ingestToken, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ requestId: 'req-1' });
    const again = await post(
      '/v1/ingest/cloudtrail',
      ingestToken,
      JSON.stringify({ Records: [trail('1'), trail('2')] }),
    );
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 2 });
  });
});

describe('a mapping of your own', () => {
  const mapping = {
    id: '/uid',
    time: '/at',
    account: '/user/mail',
    app: { value: 'citrix' },
    outcome: { pointer: '/event', words: { LOGIN: 'success', '*': 'failure' } },
  };
  const record = { uid: '1', at: '2026-10-05T08:00:00Z', event: 'LOGIN', user: { mail: 'Ola@Example.com' } };

  it('can be tried on a pasted record, and then reads what its source sends', async () => {
    const { adminToken } = await newTenant();
    const dry = await postJson('/v1/sources/dry-run', adminToken, { vendor: 'custom', mapping, record });
    expect(await dry.json()).toMatchObject({
      results: [
        {
          outcome: { kind: 'events', events: [{ account: 'ola@example.com', outcome: 'success' }] },
          fields: expect.arrayContaining([{ field: 'account', value: 'ola@example.com', pointer: '/user/mail' }]),
        },
      ],
    });
    const made = await postJson('/v1/sources', adminToken, { name: 'gate', vendor: 'custom', mapping });
    const { token } = await made.json<SourceMade>();
    const response = await post(
      '/v1/ingest/custom',
      token.token,
      JSON.stringify([record, { ...record, uid: '2', at: 'noon' }]),
    );
    expect(await response.json()).toMatchObject({ accepted: 1, rejected: [{ index: 1, path: '/at' }] });
  });

  it('is refused with its faults by their places', async () => {
    const { adminToken } = await newTenant();
    const wanted = { name: 'gate', vendor: 'custom', mapping: { acount: '/user' } };
    const refused = await postJson('/v1/sources', adminToken, wanted);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('/mapping/acount') });
    expect((await postJson('/v1/sources', adminToken, { ...wanted, vendor: 'okta' })).status).toBe(400);
  });
});

it('answers 404 for a vendor that there is not', async () => {
  const { ingestToken } = await newTenant();
  expect((await post('/v1/ingest/nobody', ingestToken, '[]')).status).toBe(404);
  expect((await post('/v1/ingest/__proto__', ingestToken, '[]')).status).toBe(404);
});

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2_048,
  publicExponent: Uint8Array.of(1, 0, 1),
} as const;

async function rsaPair(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  if (!('publicKey' in pair)) throw new Error('not a pair');
  return pair;
}

async function spkiOf(key: CryptoKey): Promise<Uint8Array> {
  const spki = await crypto.subtle.exportKey('spki', key);
  if (!(spki instanceof ArrayBuffer)) throw new Error('not SPKI');
  return new Uint8Array(spki);
}

const urlSafe = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

async function signJwt(key: CryptoKey, header: object, claims: object): Promise<string> {
  const signed = `${urlSafe(JSON.stringify(header))}.${urlSafe(JSON.stringify(claims))}`;
  const signature = new Uint8Array(await crypto.subtle.sign(RSA.name, key, new TextEncoder().encode(signed)));
  return `${signed}.${urlSafe(String.fromCharCode(...signature))}`;
}

/** As much of a certificate as is read: the key stands seventh in the first part. */
function certificateWith(spki: Uint8Array): string {
  const empty = Uint8Array.of(0x30, 0);
  const version = Uint8Array.of(0xa0, 3, 2, 1, 2);
  const serial = Uint8Array.of(2, 1, 1);
  const tbs = sequence([version, serial, empty, empty, empty, empty, spki]);
  const der = sequence([tbs, empty, Uint8Array.of(3, 1, 0)]);
  return `-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----\n`;
}

function sequence(parts: readonly Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([0x30, 0x82, content.length >> 8, content.length & 0xff, ...content]);
}
