import { describe, expect, it } from 'vitest';
import { newTenant, post, postJson } from '../support/worker/client.ts';

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

  it('is refused with its faults by their places', async () => {
    const { adminToken } = await newTenant();
    const wanted = { name: 'gate', vendor: 'custom', mapping: { acount: '/user' } };
    const refused = await postJson('/v1/sources', adminToken, wanted);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('/mapping/acount') });
    expect((await postJson('/v1/sources', adminToken, { ...wanted, vendor: 'okta' })).status).toBe(400);
  });
});
