import { Webhook } from 'standardwebhooks';
import { describe, expect, it, vi } from 'vitest';
import { findSource, type Signature } from '../../sources/index.ts';
import { verifySignature } from './signed.ts';

/** Held against what others computed: the vendors' own examples, and the reference library of Standard Webhooks. */

const bytes = (text: string) => new TextEncoder().encode(text);
const signatureOf = (vendor: string): Signature => {
  const signature = findSource(vendor)?.signature;
  if (signature === undefined) throw new Error(`${vendor} signs nothing`);
  return signature;
};

async function check(
  signature: Signature,
  secret: string,
  body: string,
  headers: Record<string, string>,
  nowMs: number,
): Promise<boolean> {
  const request = { header: (name: string) => headers[name], body: bytes(body), nowMs };
  return (await verifySignature(signature, secret, request)).ok;
}

describe("the vendors' own examples", () => {
  it('GitHub', async () => {
    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
    const digest = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const fits = (value: string, body = 'Hello, World!') =>
      check(signatureOf('github'), "It's a Secret to Everybody", body, { 'x-hub-signature-256': value }, 0);
    expect(await fits(`sha256=${digest}`)).toBe(true);
    expect(await fits(`sha256=${digest.toUpperCase()}`)).toBe(true);
    for (const bad of [
      digest,
      `sha1=${digest}`,
      `sha256=${digest.slice(2)}`,
      `sha256=${digest}00`,
      'sha256=',
      'sha256=zz',
      '',
    ])
      expect(await fits(bad), bad).toBe(false);
    expect(await fits(`sha256=${digest}`, 'Hello, World')).toBe(false);
  });

  it('Slack', async () => {
    // https://api.slack.com/authentication/verifying-requests-from-slack
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const fits = (secondsLater: number, more: Record<string, string> = {}) =>
      check(
        signatureOf('slack'),
        '8f742231b10e8888abcd99yyyzzz85a5',
        body,
        { ...headers, ...more },
        (1_531_420_618 + secondsLater) * 1_000,
      );
    for (const inside of [0, 300, -300]) expect(await fits(inside)).toBe(true);
    for (const outside of [301, -301, 86_400]) expect(await fits(outside)).toBe(false);
    // What is signed is the time as it was written: none that merely means the same.
    for (const at of ['', 'noon', '1531420618.0', '0x5b47d3ca', ' 1531420618', '1531420619'])
      expect(await fits(0, { 'x-slack-request-timestamp': at }), at).toBe(false);
  });

  it('Box', async () => {
    // From the tests of Box's own SDKs (box-python-sdk, test/unit/object/test_webhook.py).
    const body =
      '{"type":"webhook_event","webhook":{"id":"1234567890"},"trigger":"FILE.UPLOADED","source":{"id":"1234567890","type":"file","name":"Test.txt"}}';
    const headers = {
      'box-delivery-timestamp': '2020-01-01T00:00:00-07:00',
      'box-signature-primary': '6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=',
      'box-signature-secondary': 'v+1CD1Jdo3muIcbpv5lxxgPglOqMfsNHPV899xWYydo=',
    };
    const atMs = Date.parse(headers['box-delivery-timestamp']);
    const fits = (secrets: string, nowMs = atMs, more: object = {}) =>
      check(signatureOf('box'), secrets, body, { ...headers, ...more }, nowMs);
    expect(await fits('SamplePrimaryKey')).toBe(true);
    expect(await fits('SampleSecondaryKey')).toBe(true);
    expect(await fits('another\nSampleSecondaryKey\n')).toBe(true);
    expect(await fits('another')).toBe(false);
    expect(await fits('SamplePrimaryKey', atMs + 599_000)).toBe(true);
    expect(await fits('SamplePrimaryKey', atMs + 601_000)).toBe(false);
    expect(await fits('SamplePrimaryKey', atMs, { 'box-delivery-timestamp': '2020-01-01T07:00:00Z' })).toBe(false);
  });
});

describe('Standard Webhooks', () => {
  const scheme: Signature = { scheme: 'standard-webhooks', toleranceSeconds: 300 };
  const secret = `whsec_${btoa('twenty-four bytes of key')}`;
  const body = '{"event_type":"ping","ø":"å"}';
  const at = new Date('2026-10-05T08:00:00Z');
  const headersOf = (id: string, time: Date, key = secret, text = body) => ({
    'webhook-id': id,
    'webhook-timestamp': String(time.getTime() / 1_000),
    'webhook-signature': new Webhook(key).sign(id, time, text),
  });

  it('fits the example of its makers', async () => {
    // https://docs.svix.com/receiving/verifying-payloads/how-manual
    const example = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(await check(scheme, key, '{"test": 2432232314}', example, 1_614_265_330_000)).toBe(true);
    expect(await check(scheme, key, '{"test": 2432232315}', example, 1_614_265_330_000)).toBe(false);
  });

  it('takes what its reference library signs, and the library takes the same', async () => {
    const headers = headersOf('msg_1', at);
    vi.setSystemTime(at);
    expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
    vi.useRealTimers();
    expect(await check(scheme, secret, body, headers, at.getTime())).toBe(true);
    expect(await check(scheme, secret.slice('whsec_'.length), body, headers, at.getTime())).toBe(true);
  });

  it('takes one of several signatures and of several keys, while they are rotated', async () => {
    const old = `whsec_${btoa('another key of 24 bytes!')}`;
    const headers = headersOf('msg_1', at);
    const rotated = { ...headers, 'webhook-signature': `v1a,AAAA v1,AAAA ${headers['webhook-signature']}` };
    expect(await check(scheme, secret, body, rotated, at.getTime())).toBe(true);
    expect(await check(scheme, `${old}\n${secret}`, body, headers, at.getTime())).toBe(true);
    expect(await check(scheme, old, body, headers, at.getTime())).toBe(false);
  });

  it('refuses what is old, early, changed, of another id, or of another version', async () => {
    const headers = headersOf('msg_1', at);
    const fits = (more: object, nowMs = at.getTime(), text = body) =>
      check(scheme, secret, text, { ...headers, ...more }, nowMs);
    expect(await fits({}, at.getTime() + 300_000)).toBe(true);
    expect(await fits({}, at.getTime() + 301_000)).toBe(false);
    expect(await fits({}, at.getTime() - 301_000)).toBe(false);
    expect(await fits({}, at.getTime(), `${body} `)).toBe(false);
    const bare = headers['webhook-signature'].slice('v1,'.length);
    for (const more of [
      { 'webhook-id': 'msg_2' },
      { 'webhook-id': '' },
      { 'webhook-timestamp': String(at.getTime() / 1_000 + 1) },
      { 'webhook-timestamp': '' },
      { 'webhook-timestamp': '1e9' },
      { 'webhook-signature': '' },
      { 'webhook-signature': bare },
      { 'webhook-signature': `v1a,${bare}` },
      { 'webhook-signature': 'v1,' },
      { 'webhook-signature': 'v1,not base64!' },
    ])
      expect(await fits(more), JSON.stringify(more)).toBe(false);
  });

  it('fits nothing with a key that is none', async () => {
    for (const key of ['whsec_', 'whsec_###', `whsec_${btoa('short')}`, '\n \n'])
      expect(await check(scheme, key, body, headersOf('msg_1', at), at.getTime())).toBe(false);
  });
});

describe('a shared key', () => {
  const scheme: Signature = { scheme: 'shared-key', header: 'x-relay-key' };
  const fits = (secret: string, headers: Record<string, string>) => check(scheme, secret, '[]', headers, 0);

  it('fits when it is the same, one of several, and never when it is missing', async () => {
    expect(await fits('key', { 'x-relay-key': 'key' })).toBe(true);
    expect(await fits('new\nkey', { 'x-relay-key': 'key' })).toBe(true);
    for (const given of ['', 'ke', 'keys', 'KEY', 'new\nkey'])
      expect(await fits('key', { 'x-relay-key': given })).toBe(false);
    expect(await fits('key', {})).toBe(false);
    expect(await fits('', { 'x-relay-key': '' })).toBe(false);
  });

  it('is compared by its hash in constant time, so that neither place nor length of a difference shows', async () => {
    const compared = vi.spyOn(crypto.subtle, 'timingSafeEqual');
    await fits('a long shared key', { 'x-relay-key': 'x' });
    const [one, other] = compared.mock.calls[0] ?? [];
    expect([one?.byteLength, other?.byteLength]).toEqual([64, 64]);
    compared.mockRestore();
  });
});

it('leaves the comparison of every signature to WebCrypto, which takes the same time wherever it differs', async () => {
  const verified = vi.spyOn(crypto.subtle, 'verify');
  const headers = { 'x-hub-signature-256': `sha256=${'00'.repeat(32)}` };
  expect(await check(signatureOf('github'), 'key', '{}', headers, 0)).toBe(false);
  expect(verified).toHaveBeenCalledOnce();
  verified.mockRestore();
});
