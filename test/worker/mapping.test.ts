import { describe, expect, it } from 'vitest';
import { getJson, newTenant, post, postJson, sendJson, sourceOf } from '../support/worker/client.ts';

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
    const { token } = await made.json<{ token: { token: string } }>();
    const response = await post(
      '/v1/ingest/custom',
      token.token,
      JSON.stringify([record, { ...record, uid: '2', at: 'noon' }]),
    );
    expect(await response.json()).toMatchObject({ accepted: 1, rejected: [{ index: 1, path: '/at' }] });
  });

  it('reads the same at the HTTP Event Collector, in envelopes or not, whatever their sourcetype', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'custom', { mapping: { ...mapping, records: '/logins' } });
    const other = { ...record, uid: '2' };
    const collected = [
      ['/event', { sourcetype: 'OktaIM2:log', event: { logins: [record, other] } }],
      ['/event', { event: JSON.stringify(record) }],
      ['/raw', other],
    ] as const;
    for (const [path, body] of collected) {
      const response = await post(`/services/collector${path}`, token, JSON.stringify(body));
      expect(await response.json()).toEqual({ text: 'Success', code: 0 });
    }
    const posted = await post('/v1/ingest/custom', token, JSON.stringify([record, other]));
    expect(await posted.json()).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(await getJson('/v1/stats', tenant.adminToken)).toMatchObject({
      sources: { 'our-custom': { accepted: 2, duplicates: 4, passedOver: 0, rejected: 0 } },
    });
  });

  it('keeps what it cannot read there, for a replay with a better mapping', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'custom', { mapping });
    const noon = JSON.stringify({ event: { ...record, at: 'noon', clock: record.at } });
    expect((await post('/services/collector', token, noon)).status).toBe(400);
    const { rejects } = await getJson<{ rejects: object[] }>('/v1/rejects', tenant.adminToken);
    expect(rejects).toMatchObject([{ source: 'our-custom', vendor: 'hec', path: '/at', raw: noon }]);
    const better = { ...mapping, time: '/clock' };
    await sendJson('PATCH', '/v1/sources/our-custom', tenant.adminToken, { mapping: better });
    const replayed = await postJson('/v1/rejects/replay', tenant.adminToken, {});
    expect(await replayed.json()).toMatchObject({ replayed: 1, accepted: 1, left: [] });
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
