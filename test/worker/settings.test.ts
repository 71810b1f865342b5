import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { bearer, call, getJson, ndjson, newTenant, send, sendJson } from '../support/worker/client.ts';
import { lifeOf } from '../support/worker/takeover.ts';

describe('/v1/settings', () => {
  it('keeps what is left out, and the shards once events have come', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const patch = (body: object) => sendJson('PATCH', '/v1/settings', adminToken, body);
    await patch({ detection: { egressRanges: ['192.0.2.0/24'] } });
    expect(await (await patch({ shards: 4 })).json()).toEqual({
      shards: 4,
      detection: { egressRanges: ['192.0.2.0/24'], sanctionedStores: [] },
      alertRetentionDays: 400,
    });
    expect((await patch({ shards: 3 })).status).toBe(400);
    for (const range of ['192.0.2.7', '192.0.2.0/33', 'our office', '2001:db8::/129', '']) {
      const refused = await patch({ detection: { egressRanges: ['192.0.2.0/24', range] } });
      expect([refused.status, (await refused.json<{ detail: string }>()).detail], range).toEqual([
        400,
        expect.stringContaining('/detection/egressRanges/1: not a range in CIDR notation'),
      ]);
    }
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `${name}@example.com`);
    const sent = await send(ingestToken, ndjson(names.flatMap((name) => lifeOf(name, 1))));
    expect(await sent.json()).toMatchObject({ accepted: 24 });
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({ total: { accepted: 24 } });
    expect((await patch({ shards: 8 })).status).toBe(409);
  });
});

describe('what could not be read again', () => {
  it.each([
    ['a store that grows when its letters are made small', { sanctionedStores: ['İ'.repeat(253)] }],
    ['a range with a zone of a hundred letters', { egressRanges: [`fe80::1%${'a'.repeat(100)}/64`] }],
  ])('is no setting, and closes the tenant to nobody: %s', async (_, detection) => {
    const { adminToken, ingestToken } = await newTenant();
    expect((await sendJson('PATCH', '/v1/settings', adminToken, { detection })).status).toBe(400);
    expect((await call('/v1/settings', { headers: bearer(adminToken) })).status).toBe(200);
    expect((await send(ingestToken, '[]')).status).toBe(200);
    const store = 'İ'.repeat(126);
    const kept = await sendJson('PATCH', '/v1/settings', adminToken, { detection: { sanctionedStores: [store] } });
    expect(await kept.json()).toMatchObject({ detection: { sanctionedStores: [store.toLowerCase()] } });
    expect((await send(ingestToken, '[]')).status).toBe(200);
  });
});

describe('the retention of alerts', () => {
  it('is a setting that is kept, and no shorter than alerts may be continued', async () => {
    const { adminToken } = await newTenant();
    const patch = (body: object) => sendJson('PATCH', '/v1/settings', adminToken, body);
    expect(await getJson('/v1/settings', adminToken)).toMatchObject({ alertRetentionDays: 400 });
    expect(await (await patch({ shards: 4 })).json()).toMatchObject({ shards: 4, alertRetentionDays: 400 });
    expect(await (await patch({ alertRetentionDays: 60 })).json()).toMatchObject({ alertRetentionDays: 60 });
    expect(await (await patch({ shards: 2 })).json()).toMatchObject({ shards: 2, alertRetentionDays: 60 });
    expect((await patch({ alertRetentionDays: 36 })).status).toBe(400);
    expect((await patch({ alertRetentionDays: 40.5 })).status).toBe(400);
    expect(await getJson('/v1/settings', adminToken)).toMatchObject({ shards: 2, alertRetentionDays: 60 });
  });
});

describe('the number of shards', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const logins = names.map((id) => ({ ...lifeOf(`${id}@example.com`, 1)[0], id }));
  const known = (adminToken: string) =>
    Promise.all(
      names.map(async (id) => (await call(`/v1/accounts/${id}%40example.com`, { headers: bearer(adminToken) })).status),
    );

  it('stands from the first request of a source on, also while that is under way', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const patch = (shards: number) => sendJson('PATCH', '/v1/settings', adminToken, { shards });
    expect((await patch(2)).status).toBe(200);
    const { readable, writable } = new IdentityTransformStream();
    const writer = writable.getWriter();
    const sending = send(ingestToken, readable);
    // Written is what was read: the request is past its door.
    await writer.write(new TextEncoder().encode('{"type":"nothing"}\n'));
    expect((await patch(8)).status).toBe(409);
    await writer.write(new TextEncoder().encode(ndjson(logins)));
    await writer.close();
    expect(await (await sending).json()).toMatchObject({ accepted: names.length });
    expect((await patch(8)).status).toBe(409);
    expect(await known(adminToken)).toEqual(names.map(() => 200));
    expect(await (await send(ingestToken, ndjson(logins))).json()).toMatchObject({ duplicates: names.length });
  });

  it('is not remembered before: a change elsewhere is seen at once', async () => {
    const { tenant, adminToken, ingestToken } = await newTenant();
    expect((await call('/v1/alerts', { headers: bearer(adminToken) })).status).toBe(200);
    const { tokens } = await getJson<{ tokens: { id: string; kind: string }[] }>('/v1/tokens', adminToken);
    const admin = tokens.find(({ kind }) => kind === 'admin')?.id ?? '';
    expect(await env.TENANTS.getByName(tenant).patchSettings({ shards: 8 }, admin)).toMatchObject({ ok: true });
    await send(ingestToken, ndjson(logins));
    expect(await known(adminToken)).toEqual(names.map(() => 200));
  });
});
