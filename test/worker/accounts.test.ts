import { describe, expect, it } from 'vitest';
import { bearer, call, getJson, newTenant, send } from '../support/worker/client.ts';
import { tenantWith } from '../support/worker/takeover.ts';

describe('/v1/accounts/{account}', () => {
  it('tells what is known, and forgets all of it on request', async () => {
    const { adminToken, ingestToken } = await tenantWith('a@example.com');
    await send(ingestToken, '{"unreadable":"A@Example.com"}');
    const path = '/v1/accounts/A%40example.com';
    expect(await getJson(path, adminToken)).toMatchObject({
      account: 'a@example.com',
      baseline: { version: 1 },
      alerts: [{}],
    });
    expect((await call(path, { method: 'DELETE', headers: bearer(adminToken) })).status).toBe(204);
    expect((await call(path, { headers: bearer(adminToken) })).status).toBe(404);
    expect(await getJson('/v1/alerts', adminToken)).toEqual({ alerts: [] });
    expect(await getJson('/v1/rejects', adminToken)).toEqual({ rejects: [] });
  });

  it('takes the rejects that name it, however they spell it, and no others', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const broken = (account: string) => `{"id":"1","type":"login","account":"${account}","time":"noon"}`;
    const [kåre, kari, jasper] = ['k\\u00e5re@example.com', 'CORP\\\\kari', 'jasper@example.com'].map(broken);
    await send(ingestToken, [kåre, kari, jasper].join('\n'));
    const erase = (account: string) =>
      call(`/v1/accounts/${encodeURIComponent(account)}`, { method: 'DELETE', headers: bearer(adminToken) });
    const left = async () =>
      (await getJson<{ rejects: { raw: string }[] }>('/v1/rejects', adminToken)).rejects.map(({ raw }) => raw);
    expect(await left()).toEqual([jasper, kari, kåre]);
    await erase('per');
    expect(await left()).toEqual([jasper, kari, kåre]);
    await erase('kåre@example.com');
    expect(await left()).toEqual([jasper, kari]);
    await erase('corp\\kari');
    expect(await left()).toEqual([jasper]);
  });
});
