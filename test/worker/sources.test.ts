import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bearer, call, getJson, ndjson, newTenant, ORIGIN, send } from '../support/worker/client.ts';
import { silence } from '../support/worker/silence.ts';

interface Notices {
  readonly notices: { id: string; status: string; summary: string }[];
}

const login = { id: '1', time: '2026-10-05T08:00:00Z', type: 'login', account: 'ola@example.com' };

describe('a source that falls silent', () => {
  it('is told at /v1/notices, in /v1/sources and /v1/stats and in the stream, and no longer once it sends', async () => {
    const tenant = await newTenant();
    await silence(tenant.tenant);
    const open = await getJson<Notices>('/v1/notices?status=open', tenant.adminToken);
    expect(open.notices).toMatchObject([{ kind: 'source-silent', source: 'default', quietHours: 5 }]);
    expect(await getJson('/v1/sources', tenant.adminToken)).toMatchObject({
      sources: [{ health: 'silent', notices: open.notices }],
    });
    expect(await getJson('/v1/stats', tenant.adminToken)).toMatchObject({ notices: 1 });
    const stream = await call('/v1/stream?after=0', { headers: bearer(tenant.adminToken) });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('notice-raised')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain(`event: notice-raised\ndata: ${JSON.stringify(open.notices[0])}`);
    await send(tenant.ingestToken, ndjson([login]));
    expect(await getJson('/v1/sources', tenant.adminToken)).toMatchObject({
      sources: [{ health: 'healthy', notices: [] }],
    });
    while (!text.includes('notice-cleared')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(await getJson('/v1/notices?status=open', tenant.adminToken)).toEqual({ notices: [] });
    expect(await getJson('/v1/notices', tenant.adminToken)).toMatchObject({ notices: [{ status: 'cleared' }] });
  });

  it('can be dismissed, by admins only', async () => {
    const tenant = await newTenant();
    await silence(tenant.tenant);
    const [notice] = (await getJson<Notices>('/v1/notices', tenant.adminToken)).notices;
    const dismiss = async (token: string, id = notice?.id) =>
      (await call(`/v1/notices/${id}`, { method: 'DELETE', headers: bearer(token) })).status;
    expect(await dismiss(tenant.ingestToken)).toBe(403);
    expect(await dismiss(tenant.adminToken, 'ntc_none')).toBe(404);
    expect(await dismiss(tenant.adminToken)).toBe(204);
    expect(await dismiss(tenant.adminToken)).toBe(404);
    expect(await getJson('/v1/notices', tenant.adminToken)).toMatchObject({ notices: [{ status: 'dismissed' }] });
    expect((await call('/v1/notices?status=loud', { headers: bearer(tenant.adminToken) })).status).toBe(400);
  });

  it('stands on the page above the alerts and at its source, with a button', async () => {
    const tenant = await newTenant();
    await send(tenant.ingestToken, ndjson([{ ...login, type: 'logout' }, login]));
    const form = (path: string, fields: Record<string, string>, cookie = '') =>
      call(path, { method: 'POST', headers: { Origin: ORIGIN, Cookie: cookie }, body: new URLSearchParams(fields) });
    const signedIn = await form('/sign-in', { token: tenant.adminToken });
    const cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const page = async (path: string) => (await call(path, { headers: { Cookie: cookie } })).text();
    expect(await page('/')).not.toContain('silent');
    const healthy = await page('/sources');
    expect(healthy).toContain('Healthy');
    expect(healthy).toContain('<code>/type</code>');
    expect(healthy).toContain(`<code>${ORIGIN}/v1/ingest/okta</code>`);
    // The hour that runs has brought something: nothing is silent before it has passed.
    await silence(tenant.tenant);
    expect(await page('/')).not.toContain('silent');
    await runInDurableObject(env.TENANTS.getByName(tenant.tenant), (_, { storage }) => {
      storage.sql.exec('DELETE FROM unread; DELETE FROM taken; DELETE FROM source_habits');
    });
    await silence(tenant.tenant);
    const [notice] = (await getJson<Notices>('/v1/notices', tenant.adminToken)).notices;
    expect(await page('/')).toContain(notice?.summary);
    const sources = await page('/sources');
    expect(sources).toContain(notice?.summary);
    const csrf = /name="csrf" value="([^"]+)"/.exec(sources)?.[1] ?? '';
    const path = `/notices/${notice?.id}/dismiss`;
    expect((await form(path, {}, cookie)).status).toBe(403);
    expect((await form(path, { csrf }, cookie)).headers.get('Location')).toBe('/sources');
    expect((await form(path, { csrf }, cookie)).status).toBe(404);
    expect(await page('/')).not.toContain('silent');
  });
});

describe('GET /v1/vendors', () => {
  it('tells an engineer what to configure, and which vendors sign', async () => {
    const { adminToken } = await newTenant();
    const { vendors } = await getJson<{ vendors: { vendor: string; signs?: string; whatToConfigure: string[] }[] }>(
      '/v1/vendors',
      adminToken,
    );
    expect(vendors.length).toBeGreaterThan(25);
    for (const { whatToConfigure } of vendors) expect(whatToConfigure.length).toBeGreaterThan(0);
    expect(vendors.filter(({ signs }) => signs).map(({ vendor }) => vendor)).toEqual(
      expect.arrayContaining(['github', 'slack', 'box', 'gcp', 'cloudtrail', 'dropbox']),
    );
  });
});
