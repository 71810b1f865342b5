import { env } from 'cloudflare:workers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  bearer,
  call,
  getJson,
  gzip,
  newTenant,
  post,
  postJson,
  sendJson,
  sourceOf,
} from '../support/worker/client.ts';
import { base64, hex, hmac, rsaPair, signJwt } from '../support/worker/signing.ts';

afterEach(() => vi.restoreAllMocks());

describe('signatures', () => {
  // Each refusal is told to the operator.
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
  });

  const body = '{"action":"user.login"}';

  it('GitHub: an HMAC of the body; the key that is being rotated out fits as well', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'github', { signingSecret: 'new key\nold key' });
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
    const token = await sourceOf(tenant, 'slack', { signingSecret: 'key' });
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
    const token = await sourceOf(tenant, 'box', { signingSecret: 'primary\nsecondary' });
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

  it("Pub/Sub: a JWT of Google's, meant for this address, which the account of the subscription asked for", async () => {
    const pair = await rsaPair();
    const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k1', alg: 'RS256' };
    const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ keys: [jwk] }));
    const tenant = await newTenant();
    const audience = 'https://meridian.example/v1/ingest/gcp';
    const email = 'push@example.iam.gserviceaccount.com';
    const token = await sourceOf(tenant, 'gcp', { signingSecret: audience, signing: { scheme: 'jwt', email } });
    const push = async (claims: object, by = token) => {
      const jwt = await signJwt(pair.privateKey, { alg: 'RS256', kid: 'k1', typ: 'JWT' }, claims);
      return (await call(`/v1/ingest/gcp?token=${by}`, { method: 'POST', headers: bearer(jwt), body: '[]' })).status;
    };
    const exp = Math.floor(Date.now() / 1000) + 60;
    const right = { iss: 'https://accounts.google.com', aud: audience, exp, email, email_verified: true };
    expect(await push(right)).toBe(200);
    const wrong = [
      { aud: 'https://elsewhere.example' },
      { iss: 'https://evil.example' },
      { exp: exp - 7_200 },
      { email: 'push@evil.iam.gserviceaccount.com' },
      { email: undefined },
      { email_verified: false },
      { email_verified: 'true' },
      { email_verified: undefined },
    ];
    for (const claims of wrong) expect(await push({ ...right, ...claims }), JSON.stringify(claims)).toBe(401);

    // As it could be set before the account was asked for.
    await env.TENANTS.getByName(tenant.tenant).createSource({ name: 'old', vendor: 'gcp', signingSecret: audience });
    const made = await postJson('/v1/tokens', tenant.adminToken, { kind: 'ingest', source: 'old' });
    const old = await made.json<{ token: string }>();
    expect(await push({ iss: right.iss, aud: audience, exp }, old.token)).toBe(200);
    const patch = (body: object) => sendJson('PATCH', '/v1/sources/old', tenant.adminToken, body);
    expect((await patch({ signingSecret: 'https://meridian.example/' })).status).toBe(400);
    expect((await patch({ signing: { scheme: 'jwt', email } })).status).toBe(200);
    expect(await push({ iss: right.iss, aud: audience, exp }, old.token)).toBe(401);
    expect(await push(right, old.token)).toBe(200);
    expect(fetched).toHaveBeenCalledOnce();
  });

  it('Dropbox: an HMAC of the body with the secret of the app', async () => {
    const token = await sourceOf(await newTenant(), 'dropbox', { signingSecret: 'app secret' });
    const signed = async (key: string) =>
      (await post('/v1/ingest/dropbox', token, '[]', { 'X-Dropbox-Signature': hex(await hmac(key, '[]')) })).status;
    expect(await signed('app secret')).toBe(200);
    expect(await signed('another')).toBe(401);
  });
});

describe('signing of a sender whose vendor signs nothing', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
  });

  it('Standard Webhooks, also over a gzip body as it came', async () => {
    const signingSecret = `whsec_${btoa('twenty-four bytes of key')}`;
    const options = { signingSecret, signing: { scheme: 'standard-webhooks' } };
    const token = await sourceOf(await newTenant(), 'onelogin', options);
    const at = new Date();
    const headers = (text: string, time = at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(time.getTime() / 1_000)),
      'webhook-signature': new Webhook(signingSecret).sign('msg_1', time, text),
    });
    const send = async (text: BodyInit, more: Record<string, string>) =>
      (await post('/v1/ingest/onelogin', token, text, more)).status;
    expect(await send('[]', headers('[]'))).toBe(200);
    expect(await send('[ ]', headers('[]'))).toBe(401);
    expect(await send('[]', headers('[]', new Date(at.getTime() - 600_000)))).toBe(401);
    expect(await send('[]', {})).toBe(401);
    const packed = await gzip('[]');
    const id = headers('')['webhook-timestamp'];
    const key = new Uint8Array([...atob(signingSecret.slice(6))].map((char) => char.charCodeAt(0)));
    const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const signed = await new Blob([`msg_1.${id}.`, packed]).arrayBuffer();
    const signature = `v1,${base64(new Uint8Array(await crypto.subtle.sign('HMAC', imported, signed)))}`;
    expect(await send(packed, { ...headers(''), 'webhook-signature': signature, 'Content-Encoding': 'gzip' })).toBe(
      200,
    );
  });

  it('an HMAC in a header of its own, and a shared key, at the collector too', async () => {
    const tenant = await newTenant();
    const hmacOptions = { signing: { scheme: 'hmac-sha256', header: 'X-Gate', encoding: 'base64', prefix: 'v=' } };
    const gate = await sourceOf(tenant, 'keycloak', { signingSecret: 'key', ...hmacOptions });
    const digest = base64(await hmac('key', '[]'));
    const gateStatus = async (value: string) =>
      (await post('/v1/ingest/keycloak', gate, '[]', { 'X-Gate': value })).status;
    expect([await gateStatus(`v=${digest}`), await gateStatus(digest), await gateStatus('')]).toEqual([200, 401, 401]);
    const keyed = { signingSecret: 'relay', signing: { scheme: 'shared-key', header: 'x-relay-key' } };
    const hec = await sourceOf(tenant, 'hec', keyed);
    const collect = async (headers: Record<string, string>) =>
      (await post('/services/collector', hec, '{"event":"x"}', headers)).status;
    expect([
      await collect({ 'X-Relay-Key': 'relay' }),
      await collect({ 'X-Relay-Key': 'Relay' }),
      await collect({}),
    ]).toEqual([200, 401, 401]);
  });

  it('is set up completely or not at all: a secret that nothing is checked with would be trusted in vain', async () => {
    const { adminToken } = await newTenant();
    const make = async (vendor: string, options: object) => {
      const response = await postJson('/v1/sources', adminToken, { name: `${vendor}-source`, vendor, ...options });
      return [response.status, (await response.json<{ detail?: string }>()).detail ?? ''];
    };
    const refused = (text: string) => [400, expect.stringContaining(text)];
    expect(await make('okta', { signingSecret: 'key' })).toEqual(refused('okta signs nothing'));
    expect(await make('any', { signingSecret: 'key' })).toEqual(refused('not every vendor signs'));
    expect(await make('okta', { signing: { scheme: 'standard-webhooks' } })).toEqual(refused('/signing'));
    expect(await make('gcp', { signingSecret: 'https://audience.example' })).toEqual(refused('which service account'));
    const jwt = { scheme: 'jwt', email: 'push@example.iam.gserviceaccount.com' };
    expect(await make('okta', { signingSecret: 'audience', signing: jwt })).toEqual(refused('no JWT'));
    expect(await make('gcp', { signing: jwt })).toEqual(refused('/signing'));
    expect(await make('gcp', { signingSecret: 'a', signing: { ...jwt, email: 'me' } })).toEqual(
      refused('/signing/email'),
    );
    const short = { signingSecret: 'whsec_short', signing: { scheme: 'standard-webhooks' } };
    expect(await make('okta', short)).toEqual(refused('/signingSecret'));
    expect(await make('okta', { signingSecret: 'k', signing: { scheme: 'shared-key', header: 'a b' } })).toEqual(
      refused('/signing'),
    );
    expect((await make('okta', { signingSecret: 'k', signing: { scheme: 'shared-key', header: 'X-Key' } }))[0]).toBe(
      201,
    );
    const patch = async (body: object) => (await sendJson('PATCH', '/v1/sources/okta-source', adminToken, body)).status;
    expect(await patch({ signing: null })).toBe(400);
    expect(await patch({ signingSecret: null })).toBe(400);
    expect(await patch({ signingSecret: null, signing: null })).toBe(200);
    expect(await getJson('/v1/sources/okta-source', adminToken)).toMatchObject({ hasSigningSecret: false });
  });
});

describe('a delivery that is turned away', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
  });

  it.each<[string, string, Record<string, string>, string, number, RegExp]>([
    [
      'a wrong signature',
      '/v1/ingest/github',
      { 'X-Hub-Signature-256': 'sha256=00' },
      '[]',
      401,
      /signature: signature does not fit/,
    ],
    ['no signature', '/v1/ingest/github', {}, '[]', 401, /signature: not signed/],
    ['the address of another vendor', '/v1/ingest/okta', {}, '[]', 403, /records for \/v1\/ingest\/okta,/],
    ['the address of normal events', '/v1/events', {}, '[]', 403, /records for \/v1\/events,/],
    ['their other address', '/v1/ingest/events', {}, '[]', 403, /records for \/v1\/ingest\/events,/],
    ['another name of a vendor', '/v1/ingest/AWS', {}, '[]', 403, /records for \/v1\/ingest\/aws,/],
    [
      'an encoding of another kind',
      '/v1/ingest/github',
      { 'Content-Encoding': 'br' },
      'x',
      415,
      /Content-Encoding .*: br/,
    ],
    ['a form', '/v1/ingest/github', { 'Content-Type': 'multipart/form-data; boundary=x' }, 'x', 415, /Content-Type/],
  ])('is told to the admin with its reason: %s', async (_, path, headers, body, status, reason) => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'github', { signingSecret: 'key' });
    const response = await post(path, token, body, headers);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/not signed|: br/);
    await expect
      .poll(() => getJson('/v1/sources/our-github', tenant.adminToken))
      .toMatchObject({ newestRefusal: { at: expect.any(String), reason: expect.stringMatching(reason) } });
  });
});
