import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChannelReport } from '../../src/domain/channel.ts';
import {
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  ORIGIN,
  postJson,
  send,
  sendJson,
  type TestTenant,
} from '../support/worker/client.ts';
import { later, openReceiver, type Receiver } from '../support/worker/receiver.ts';
import { silence } from '../support/worker/silence.ts';
import { lifeOf, takenOver, takeoverOf } from '../support/worker/takeover.ts';

const SLACK_URL = 'https://hooks.slack.com/services/T0/B0/do-not-show';
const WEBHOOK_URL = 'https://soar.example.com/meridian';

let tenant: TestTenant;
let receiver: Receiver;

beforeEach(async () => {
  tenant = await newTenant();
  receiver = openReceiver();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const make = (channel: object) => postJson('/v1/channels', tenant.adminToken, channel);
const slack = (more: object = {}) => make({ name: 'chat', kind: 'slack', url: SLACK_URL, ...more });
const webhook = async (more: object = {}) =>
  (await (await make({ name: 'soar', kind: 'webhook', url: WEBHOOK_URL, ...more })).json<{ secret: string }>()).secret;
const channel = (name: string) => getJson<ChannelReport>(`/v1/channels/${name}`, tenant.adminToken);

const takeOver = (account: string) => takenOver(tenant, account);
const decide = (id: string, status: string) => sendJson('PATCH', `/v1/alerts/${id}`, tenant.adminToken, { status });
const types = () => receiver.requests.map(({ body }) => JSON.parse(body).type);

describe('/v1/channels', () => {
  it('makes, shows, changes and removes a channel, and never shows its address', async () => {
    const made = await slack({ severity: 'high' });
    expect(made.status).toBe(201);
    expect(await made.json()).toEqual({
      channel: {
        name: 'chat',
        kind: 'slack',
        severity: 'high',
        notices: true,
        page: ORIGIN,
        target: 'https://hooks.slack.com/…',
        createdAt: expect.any(String),
      },
    });
    expect((await slack()).status).toBe(409);
    const patched = await sendJson('PATCH', '/v1/channels/chat', tenant.adminToken, {
      severity: 'critical',
      notices: false,
    });
    expect(await patched.json()).toMatchObject({ severity: 'critical', notices: false });
    expect(JSON.stringify(await getJson('/v1/channels', tenant.adminToken))).not.toContain('do-not-show');
    const remove = () => call('/v1/channels/chat', { method: 'DELETE', headers: bearer(tenant.adminToken) });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
  });

  it('shows the secret of a webhook once', async () => {
    const secret = await webhook();
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify(await getJson('/v1/channels', tenant.adminToken))).not.toContain(secret);
  });

  it.each([
    'http://hooks.example.com/',
    'https://user:word@hooks.example.com/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f.1/',
    'https://metadata.google.internal/',
    'https://intranet/',
    'ftp://example.com/',
    'not an address',
  ])('refuses %s', async (url) => {
    expect((await slack({ url })).status).toBe(400);
  });

  it.each([
    { kind: 'pagerduty', routingKey: 'short' },
    { kind: 'pigeon', url: WEBHOOK_URL },
    { kind: 'slack', url: SLACK_URL, severity: 'low' },
    { kind: 'slack', url: SLACK_URL, page: 'javascript:alert(1)' },
    { kind: 'slack', url: SLACK_URL, page: 'mailto:ola@example.com' },
  ])('refuses %o', async (wrong) => {
    expect((await make({ name: 'wrong', ...wrong })).status).toBe(400);
  });

  it('tries a channel, and tells what the receiver said', async () => {
    await slack();
    const test = async () => (await postJson('/v1/channels/chat/test', tenant.adminToken, {})).json();
    expect(await test()).toEqual({ outcome: 'delivered' });
    receiver.answer = () => new Response('channel_is_archived', { status: 410 });
    expect(await test()).toEqual({ outcome: 'failed', reason: 'HTTP 410: channel_is_archived' });
    expect(receiver.requests).toHaveLength(2);
  });
});

describe('what a channel is told', () => {
  it('an alert once, with its story and a link, however often the alarm runs', async () => {
    await slack();
    const id = await takeOver('ola@example.com');
    for (let run = 0; run < 3; run += 1) await later(tenant.tenant);
    expect(receiver.requests).toHaveLength(1);
    expect(receiver.requests[0]?.url).toBe(SLACK_URL);
    expect(receiver.requests[0]?.body).toContain('CRITICAL: Taken over, then ');
    expect(receiver.requests[0]?.body).toContain(`${ORIGIN}/alerts/${id}`);
    expect(await channel('chat')).toMatchObject({ lastDeliveredAt: expect.any(String) });
  });

  it('nothing of what was there before it', async () => {
    await takeOver('ola@example.com');
    await slack();
    await later(tenant.tenant);
    expect(receiver.requests).toEqual([]);
  });

  it('nothing below its severity', async () => {
    await send(tenant.ingestToken, ndjson(lifeOf('ola@example.com')));
    await slack();
    const [login] = takeoverOf('ola@example.com', 40);
    await send(tenant.ingestToken, ndjson([{ ...login, userAgent: 'Mozilla/5.0', geo: undefined, ip: '192.0.2.10' }]));
    await later(tenant.tenant);
    expect(receiver.requests).toEqual([]);
  });

  it('a webhook hears of decisions, signed', async () => {
    const secret = await webhook();
    const id = await takeOver('ola@example.com');
    await later(tenant.tenant);
    await decide(id, 'acknowledged');
    await later(tenant.tenant);
    await decide(id, 'false-positive');
    await later(tenant.tenant);
    await decide(id, 'open');
    await later(tenant.tenant);
    expect(types()).toEqual(['alert.opened', 'alert.acknowledged', 'alert.resolved', 'alert.reopened']);
    vi.useRealTimers();
    const [first] = receiver.requests;
    const headers = Object.fromEntries(first?.headers ?? []);
    // The clock of the test ran ahead; the library looks at no time but its own.
    vi.useFakeTimers({ toFake: ['Date'], now: 1000 * Number(headers['webhook-timestamp']) });
    expect(new Webhook(secret).verify(first?.body ?? '', headers)).toMatchObject({ data: { alert: { id } } });
  });

  it('of a change that came and went before it was told, only how things stand', async () => {
    await webhook();
    const id = await takeOver('ola@example.com');
    await decide(id, 'acknowledged');
    await decide(id, 'open');
    await later(tenant.tenant);
    expect(types()).toEqual(['alert.opened']);
  });

  it('a silent source, and that it is back', async () => {
    await webhook();
    await silence(tenant.tenant);
    await later(tenant.tenant);
    const { notices } = await getJson<{ notices: { id: string }[] }>('/v1/notices', tenant.adminToken);
    await call(`/v1/notices/${notices[0]?.id}`, { method: 'DELETE', headers: bearer(tenant.adminToken) });
    await later(tenant.tenant);
    expect(types()).toEqual(['notice.raised', 'notice.ended']);
  });

  it('no silent source, where it does not want to hear of them', async () => {
    await webhook({ notices: false });
    await silence(tenant.tenant);
    await later(tenant.tenant);
    expect(receiver.requests).toEqual([]);
  });
});

describe('when a receiver fails', () => {
  it('nothing is lost: it is told when it is back, under the same id, and the page shows that it fails', async () => {
    await webhook();
    receiver.answer = () => new Response('down', { status: 503 });
    await takeOver('ola@example.com');
    await later(tenant.tenant);
    await later(tenant.tenant, 6_000);
    expect(await channel('soar')).toMatchObject({ failure: { attempts: 2, reason: 'HTTP 503: down' } });
    await evictDurableObject(env.TENANTS.getByName(tenant.tenant));
    receiver.answer = () => new Response(null, { status: 204 });
    await later(tenant.tenant, 60_000);
    const ids = receiver.requests.map(({ headers }) => headers.get('webhook-id'));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect((await channel('soar')).failure).toBeUndefined();
  });

  it('it is left in peace for as long as it asks', async () => {
    await webhook();
    receiver.answer = () => new Response(null, { status: 429, headers: { 'Retry-After': '120' } });
    await takeOver('ola@example.com');
    await later(tenant.tenant);
    await later(tenant.tenant, 60_000);
    expect(receiver.requests).toHaveLength(1);
    await later(tenant.tenant, 70_000);
    expect(receiver.requests).toHaveLength(2);
  });

  it('the others are told all the same', async () => {
    await webhook();
    await slack();
    receiver.answer = (url) => new Response(null, { status: url === WEBHOOK_URL ? 500 : 200 });
    await takeOver('ola@example.com');
    await later(tenant.tenant);
    expect(await channel('chat')).toMatchObject({ lastDeliveredAt: expect.any(String) });
    expect(await channel('soar')).toMatchObject({ failure: { attempts: 1 } });
  });

  it('a message that will never be taken is counted, and what comes after it is told', async () => {
    await webhook();
    receiver.answer = () => new Response('too odd', { status: 400 });
    const id = await takeOver('ola@example.com');
    await later(tenant.tenant);
    receiver.answer = () => new Response();
    await decide(id, 'resolved');
    await later(tenant.tenant);
    expect(types()).toEqual(['alert.opened', 'alert.resolved']);
    expect(await channel('soar')).toMatchObject({ refused: { count: 1, reason: 'HTTP 400: too odd' } });
  });

  it('of several messages in one request that is refused, only the one at fault is left out', async () => {
    await slack();
    receiver.answer = () =>
      new Response('invalid_blocks', { status: receiver.requests.at(-1)?.body.includes('eva@') ? 400 : 200 });
    await Promise.all([takeOver('ola@example.com'), takeOver('eva@example.com')]);
    await later(tenant.tenant);
    expect(await channel('chat')).toMatchObject({ refused: { count: 1 }, lastDeliveredAt: expect.any(String) });
  });
});

it('an account that is erased is told of no more', async () => {
  await slack();
  receiver.answer = () => new Response(null, { status: 500 });
  await takeOver('ola@example.com');
  await later(tenant.tenant);
  await call('/v1/accounts/ola%40example.com', { method: 'DELETE', headers: bearer(tenant.adminToken) });
  receiver.answer = () => new Response();
  receiver.requests.splice(0);
  await later(tenant.tenant, 60_000);
  expect(receiver.requests).toEqual([]);
});
