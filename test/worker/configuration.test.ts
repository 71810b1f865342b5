import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS, SECOND_MS } from '../../src/domain/time.ts';
import { SOURCES_LIMIT, TOKENS_LIMIT } from '../../src/tenants/constants.ts';
import { SourceStore } from '../../src/tenants/sources/source-store.ts';
import { Tenant } from '../../src/tenants/tenant.ts';
import { TokenStore } from '../../src/tenants/tokens/token-store.ts';
import {
  type AlertPage,
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  postJson,
  ROOT,
  send,
  sendJson,
} from '../support/worker/client.ts';
import { lifeOf } from '../support/worker/takeover.ts';

afterEach(() => vi.restoreAllMocks());

describe('POST /v1/tenants', () => {
  it('answers the first tokens once, and refuses the same name twice', async () => {
    const { tenant, adminToken, ingestToken } = await newTenant();
    expect(adminToken).toMatch(new RegExp(`^mrd_admin_${tenant}_[0-9a-f]{48}$`));
    expect(ingestToken).toMatch(new RegExp(`^mrd_ingest_${tenant}_[0-9a-f]{48}$`));
    const again = await postJson('/v1/tenants', ROOT, { tenant });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ type: 'urn:meridian:problem:conflict', status: 409 });
    expect((await getJson<AlertPage>('/v1/alerts', adminToken)).alerts).toEqual([]);
  });

  it.each(['', 'UPPER', 'under_score', '-x', 'x-', 'ø', 'a'.repeat(41), '../x', 7])(
    'refuses the name %j',
    async (tenant) => {
      expect((await postJson('/v1/tenants', ROOT, { tenant })).status).toBe(400);
    },
  );
});

describe('/v1/sources', () => {
  it('makes, shows, changes and removes a source with its token', async () => {
    const { adminToken } = await newTenant();
    const made = await postJson('/v1/sources', adminToken, {
      name: 'hooks',
      vendor: 'github',
      signingSecret: 'do not show',
    });
    expect(made.status).toBe(201);
    const { source, token } = await made.json<{ source: object; token: { token: string } }>();
    expect(source).toMatchObject({ name: 'hooks', vendor: 'github', hasSigningSecret: true, health: 'waiting' });
    expect(JSON.stringify(source)).not.toContain('do not show');
    expect((await postJson('/v1/sources', adminToken, { name: 'hooks', vendor: 'github' })).status).toBe(409);
    expect((await postJson('/v1/sources', adminToken, { name: 'x', vendor: 'no-such' })).status).toBe(400);
    const patched = await sendJson('PATCH', '/v1/sources/hooks', adminToken, { signingSecret: null });
    expect(await patched.json()).toMatchObject({ hasSigningSecret: false });
    const post = () => call('/v1/ingest/github', { method: 'POST', headers: bearer(token.token), body: '[]' });
    expect((await post()).status).toBe(200);
    expect((await call('/v1/sources/hooks', { method: 'DELETE', headers: bearer(adminToken) })).status).toBe(204);
    expect((await post()).status).toBe(401);
    expect((await call('/v1/sources/hooks', { headers: bearer(adminToken) })).status).toBe(404);
  });

  it('counts what came, at once', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const beforeMs = Date.now() - SECOND_MS;
    await send(ingestToken, ndjson([...lifeOf('a@example.com', 3), { broken: true }]));
    interface Report {
      readonly eventsPerHour: number[];
      readonly rejectsPerHour: number[];
      readonly lastReceivedAt: string;
    }
    const { sources } = await getJson<{ sources: Report[] }>('/v1/sources', adminToken);
    expect(sources).toMatchObject([
      {
        name: 'default',
        vendor: 'any',
        health: 'healthy',
        newestReject: { raw: '{"broken":true}' },
        lastEventAt: expect.any(String),
        lastReceivedAt: expect.any(String),
      },
    ]);
    expect(Date.parse(sources[0]?.lastReceivedAt ?? '')).toBeGreaterThan(beforeMs);
    expect(sources[0]?.eventsPerHour).toHaveLength(48);
    expect(sources[0]?.eventsPerHour.at(-1)).toBe(9);
    expect(sources[0]?.rejectsPerHour.at(-1)).toBe(1);
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({
      total: { accepted: 9, duplicates: 0, passedOver: 0, rejected: 1 },
      sources: { default: { accepted: 9, rejected: 1 } },
      alerts: { open: 0 },
    });
  });
});

describe('a source whose clock is ahead', () => {
  it('is told by when its records came, not by what they say', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const nowMs = Date.now();
    const time = new Date(nowMs + 20 * HOUR_MS).toISOString();
    await send(ingestToken, ndjson([{ id: '1', time, type: 'login', account: 'ola@example.com' }]));
    interface Times {
      readonly lastEventAt: string;
      readonly lastReceivedAt: string;
    }
    const report = await getJson<Times>('/v1/sources/default', adminToken);
    expect(Date.parse(report.lastEventAt) - nowMs).toBeGreaterThan(19 * HOUR_MS);
    expect(Math.abs(Date.parse(report.lastReceivedAt) - nowMs)).toBeLessThan(HOUR_MS);
  });
});

describe('/v1/tokens', () => {
  it('shows a token once, and lists it without its secret', async () => {
    const { adminToken } = await newTenant();
    const made = await postJson('/v1/tokens', adminToken, { kind: 'admin', label: 'second' });
    const { id, token } = await made.json<{ id: string; token: string }>();
    expect((await call('/v1/alerts', { headers: bearer(token) })).status).toBe(200);
    const list = await getJson<{ tokens: object[] }>('/v1/tokens', adminToken);
    expect(list.tokens).toContainEqual(expect.objectContaining({ id, kind: 'admin', label: 'second' }));
    expect(JSON.stringify(list)).not.toContain(token.slice(-48));
    expect((await call(`/v1/tokens/${id}`, { method: 'DELETE', headers: bearer(adminToken) })).status).toBe(204);
    expect((await call('/v1/alerts', { headers: bearer(token) })).status).toBe(401);
  });

  it.each(['admin', 'ingest'])('makes no %s token for who is revoked between the door and the desk', async (kind) => {
    const { adminToken, ingestToken } = await newTenant();
    const made = await postJson('/v1/tokens', adminToken, { kind: 'admin' });
    const { id, token } = await made.json<{ id: string; token: string }>();
    const before = await getJson<{ tokens: { id: string }[] }>('/v1/tokens', adminToken);
    const check = Tenant.prototype.check;
    vi.spyOn(Tenant.prototype, 'check').mockImplementation(function (this: Tenant, hash) {
      const access = check.call(this, hash);
      if (access?.id === id) this.revokeToken(id);
      return access;
    });
    expect((await postJson('/v1/tokens', token, { kind })).status).toBe(401);
    expect((await postJson('/v1/tokens', ingestToken, { kind })).status).toBe(403);
    const { tokens } = await getJson<typeof before>('/v1/tokens', adminToken);
    expect(tokens.map((each) => each.id)).toEqual(before.tokens.flatMap((each) => (each.id === id ? [] : [each.id])));
  });

  it('does not let the last admin token go', async () => {
    const { adminToken } = await newTenant();
    const { tokens } = await getJson<{ tokens: { id: string; kind: string }[] }>('/v1/tokens', adminToken);
    const admin = tokens.find(({ kind }) => kind === 'admin');
    expect((await call(`/v1/tokens/${admin?.id}`, { method: 'DELETE', headers: bearer(adminToken) })).status).toBe(409);
  });
});

describe('an admin token that was revoked elsewhere', () => {
  it('changes nothing from then on, though it is remembered for looking', async () => {
    const { tenant, adminToken } = await newTenant();
    const made = await postJson('/v1/tokens', adminToken, { kind: 'admin' });
    const { id, token } = await made.json<{ id: string; token: string }>();
    expect((await call('/v1/alerts', { headers: bearer(token) })).status).toBe(200);
    await env.TENANTS.getByName(tenant).revokeToken(id);
    const before = await getJson('/v1/tokens', adminToken);
    const attempts = [
      await postJson('/v1/tokens', token, { kind: 'admin' }),
      await sendJson('PATCH', '/v1/settings', token, { shards: 4 }),
      await postJson('/v1/sources', token, { name: 'mine', vendor: 'okta' }),
      await postJson('/v1/channels', token, { name: 'mine', kind: 'slack', url: 'https://example.com/' }),
      await call('/v1/accounts/a', { method: 'DELETE', headers: bearer(token) }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await getJson('/v1/tokens', adminToken)).toEqual(before);
    expect(await getJson('/v1/settings', adminToken)).toMatchObject({ shards: 1 });
  });
});

describe('more than a tenant may have', () => {
  it('of stores and of a mapping is refused with the field', async () => {
    const { adminToken } = await newTenant();
    const stores = (count: number) => ({
      detection: { sanctionedStores: Array.from({ length: count }, (_, index) => `s${index}.example`) },
    });
    const refused = await sendJson('PATCH', '/v1/settings', adminToken, stores(1_001));
    expect(await refused.json()).toMatchObject({ detail: '/detection/sanctionedStores: more than 1000' });
    expect((await sendJson('PATCH', '/v1/settings', adminToken, stores(1_000))).status).toBe(200);
    const words = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, 'x'.repeat(20)]));
    const mapping = { id: '/id', time: '/at', account: '/user', type: { pointer: '/kind', words } };
    const made = await postJson('/v1/sources', adminToken, { name: 'gate', vendor: 'custom', mapping });
    expect([made.status, await made.json()]).toMatchObject([400, { errors: [{ pointer: '/mapping' }] }]);
  });

  it('of sources and of tokens is a conflict, until one goes', async () => {
    const { adminToken, tenant } = await newTenant();
    await runInDurableObject(env.TENANTS.getByName(tenant), (_, { storage }) => {
      const sources = new SourceStore(storage.sql);
      for (let index = sources.count(); index < SOURCES_LIMIT; index += 1)
        sources.add({ name: `s${index}`, vendor: 'okta' }, 0);
      const tokens = new TokenStore(storage.sql);
      for (let index = tokens.count(); index < TOKENS_LIMIT; index += 1)
        tokens.add({ id: `tok_${index}`, kind: 'ingest', source: 's2' }, `${index}`, 0);
      // Who is signed in at the page takes no token's place.
      tokens.add({ id: 'tok_page', kind: 'session', parent: 'tok_8' }, 'page', 0);
    });
    const post = async (path: string, body: object) => (await postJson(path, adminToken, body)).status;
    const remove = (path: string) => call(path, { method: 'DELETE', headers: bearer(adminToken) });
    expect(await post('/v1/sources', { name: 'more', vendor: 'okta' })).toBe(409);
    expect(await post('/v1/tokens', { kind: 'admin' })).toBe(409);
    await remove('/v1/tokens/tok_7');
    expect(await post('/v1/tokens', { kind: 'admin' })).toBe(201);
    await remove('/v1/sources/s9');
    expect(await post('/v1/sources', { name: 'more', vendor: 'okta' })).toBe(201);
  });
});
