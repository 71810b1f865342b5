import { describe, expect, it } from 'vitest';
import {
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  post,
  postJson,
  sendJson,
  sourceOf,
} from '../support/worker/client.ts';

/** Records without a time of their own are dated by when they came: their hours are those of the delivery, and somebody is told. */

const timeless = (id: string) => ({ id, account: 'ola@example.com', ip: '192.0.2.10', outcome: 'ok' });
const dated = (id: string) => ({ ...timeless(id), time: '2026-10-05T08:00:00Z' });
const report = (adminToken: string, name: string) =>
  getJson<{ datedByArrival?: number }>(`/v1/sources/${name}`, adminToken);

describe('events that are dated by their arrival', () => {
  it('are counted in the answer and in the report of their source, beside rejects and without', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'custom');
    const send = async (...records: readonly object[]) =>
      (await post('/v1/ingest/custom', token, ndjson(records))).json();
    expect(await send(timeless('1'), dated('2'), timeless('3'))).toMatchObject({ accepted: 3, datedByArrival: 2 });
    const broken = { ...timeless('4'), time: 'at noon' };
    expect(await send(timeless('5'), broken)).toMatchObject({ accepted: 1, rejectedCount: 1, datedByArrival: 1 });
    expect(await send(dated('6'))).not.toHaveProperty('datedByArrival');
    expect(await report(tenant.adminToken, 'our-custom')).toMatchObject({ datedByArrival: 3 });
    expect(await report(tenant.adminToken, 'default')).not.toHaveProperty('datedByArrival');
  });

  it('are told apart at the collector, whose envelope may have the time', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const login = { id: '1', type: 'login', account: 'ola@example.com' };
    const okta = {
      eventType: 'user.session.start',
      uuid: 'u',
      outcome: { result: 'SUCCESS' },
      actor: { type: 'User' },
    };
    const anOkta = { ...okta, actor: { ...okta.actor, alternateId: 'ola@example.com' } };
    const collect = (...envelopes: readonly object[]) =>
      call('/services/collector', { method: 'POST', headers: bearer(ingestToken), body: ndjson(envelopes) });
    const time = 1_791_187_200;
    await collect({ time, event: login }, { time, event: anOkta });
    expect(await report(adminToken, 'default')).not.toHaveProperty('datedByArrival');
    await collect({ event: { ...login, id: '2' } }, { event: { ...anOkta, uuid: 'v' } });
    expect(await report(adminToken, 'default')).toMatchObject({ datedByArrival: 2 });
    const record = { event: login };
    const dry = await postJson('/v1/sources/dry-run', adminToken, { vendor: 'hec', record });
    expect(await dry.json()).toMatchObject({ results: [{ outcome: { kind: 'events', datedByArrival: 1 } }] });
  });

  it('are counted when rejects are replayed, too', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'custom', { mapping: { account: '/account', time: '/time' } });
    await post('/v1/ingest/custom', token, ndjson([{ ...timeless('1'), time: 'at noon' }]));
    await sendJson('PATCH', '/v1/sources/our-custom', tenant.adminToken, { mapping: { account: '/account' } });
    const replayed = await postJson('/v1/rejects/replay', tenant.adminToken, {});
    expect(await replayed.json()).toMatchObject({ accepted: 1, datedByArrival: 1 });
    expect(await report(tenant.adminToken, 'our-custom')).toMatchObject({ datedByArrival: 1 });
  });
});
