import { describe, expect, it } from 'vitest';
import { bearer, call, getJson, gzip, newTenant, postJson, sourceOf } from '../support/worker/client.ts';

const event = (id: string, more: object = {}) => ({
  id,
  time: '2026-10-05T08:00:00Z',
  type: 'login',
  account: 'ola@example.com',
  ...more,
});

const okta = {
  eventType: 'user.session.start',
  published: '2026-10-05T08:00:00.000Z',
  uuid: 'u-1',
  outcome: { result: 'SUCCESS' },
  actor: { type: 'User', alternateId: 'ola@example.com' },
};

const post = (path: string, token: string | undefined, body: BodyInit, headers: Record<string, string> = {}) =>
  call(`/services/collector${path}`, {
    method: 'POST',
    headers: { ...(token !== undefined && { Authorization: `Splunk ${token}` }), ...headers },
    body,
  });

describe('the HTTP Event Collector', () => {
  it.each(['', '/event', '/event/1.0'])('takes envelopes at /services/collector%s, one after another', async (path) => {
    const { adminToken, ingestToken } = await newTenant();
    const body = ['1', '2', '3'].map((id) => JSON.stringify({ sourcetype: 'meridian', event: event(id) })).join('');
    const response = await post(path, ingestToken, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ text: 'Success', code: 0 });
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({ sources: { default: { accepted: 3 } } });
  });

  it("takes a vendor's records in envelopes, and counts the others as passed over", async () => {
    const { adminToken, ingestToken } = await newTenant();
    const body = [
      { sourcetype: 'OktaIM2:log', event: okta },
      { sourcetype: 'OktaIM2:log', event: JSON.stringify({ ...okta, uuid: 'u-2' }) },
      { sourcetype: 'syslog', event: 'Oct 5 08:00:00 host sshd: hello' },
    ];
    const response = await post('/event', ingestToken, body.map((envelope) => JSON.stringify(envelope)).join('\n'));
    expect(await response.json()).toEqual({ text: 'Success', code: 0 });
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({
      total: { accepted: 2, passedOver: 1, rejected: 0 },
      sources: { 'default/okta': { accepted: 2, passedOver: 0 }, 'default/hec': { passedOver: 1 } },
    });
  });

  it("counts an event once that comes by the collector and by its vendor's own address", async () => {
    const { adminToken, ingestToken } = await newTenant();
    const line = JSON.stringify(event('1'));
    const record = JSON.stringify(okta);
    await call('/v1/events', { method: 'POST', headers: bearer(ingestToken), body: line });
    await call('/v1/ingest/okta', { method: 'POST', headers: bearer(ingestToken), body: record });
    await post('/event', ingestToken, `{"event":${line}}{"event":${record}}`);
    await post('/raw', ingestToken, `${line}\n${record}\n`);
    const counts = { accepted: 1, duplicates: 2 };
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({
      sources: { default: counts, 'default/okta': counts },
    });
    expect(await getJson('/v1/sources/default', adminToken)).toMatchObject({ health: 'healthy' });
  });

  it('keeps the ids of two vendors apart that come by one source of the collector', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'hec');
    const body = [event('u-1'), { ...okta, actor: { type: 'User', alternateId: 'kari@example.com' } }];
    await post('/event', token, body.map((each) => JSON.stringify({ event: each })).join('\n'));
    expect(await getJson('/v1/stats', tenant.adminToken)).toMatchObject({
      total: { accepted: 2, duplicates: 0 },
      sources: { 'our-hec': { accepted: 1 }, 'our-hec/okta': { accepted: 1 } },
    });
  });

  it("rejects another vendor's records by the token of a source of one vendor, and keeps them", async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'okta');
    const reason = 'a record of events, by a source that is for okta';
    const stray = JSON.stringify({ event: event('1') });
    const alone = await post('/event', token, stray);
    expect([alone.status, await alone.json()]).toEqual([
      400,
      { text: 'Invalid data format', code: 6, 'invalid-event-number': 0 },
    ]);
    expect((await post('/event', token, `${stray}${JSON.stringify({ event: okta })}`)).status).toBe(200);
    expect(await getJson('/v1/stats', tenant.adminToken)).toMatchObject({
      sources: { 'our-okta': { accepted: 1, passedOver: 0, rejected: 2 } },
    });
    const { rejects } = await getJson<{ rejects: object[] }>('/v1/rejects', tenant.adminToken);
    expect(rejects).toMatchObject([{ source: 'our-okta', vendor: 'hec', reason, raw: stray }, { reason }]);
    const replayed = await postJson('/v1/rejects/replay', tenant.adminToken, {});
    expect(await replayed.json()).toMatchObject({ accepted: 0, left: [{ reason }, { reason }] });
  });

  it('takes bare lines at /raw, gzip or not', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const lines = `${JSON.stringify(event('1'))}\n${JSON.stringify(event('2'))}\n`;
    expect((await post('/raw?channel=x', ingestToken, lines)).status).toBe(200);
    expect((await post('/raw', ingestToken, await gzip(lines), { 'Content-Encoding': 'gzip' })).status).toBe(200);
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({ total: { accepted: 2, duplicates: 2 } });
  });

  it('says what Splunk says when it takes nothing', async () => {
    const { ingestToken } = await newTenant();
    const said = async (response: Response) => [response.status, await response.json()];
    expect(await said(await post('', undefined, '{}'))).toEqual([401, { text: 'Token is required', code: 2 }]);
    const basic = await post('', undefined, '{}', { Authorization: 'Negotiate x' });
    expect(await said(basic)).toEqual([401, { text: 'Invalid authorization', code: 3 }]);
    expect(await said(await post('', `mrd_ingest_x_${'0'.repeat(48)}`, '{}'))).toEqual([
      403,
      { text: 'Invalid token', code: 4 },
    ]);
    expect(await said(await post('', ingestToken, ''))).toEqual([400, { text: 'No data', code: 5 }]);
    const broken = await post('', ingestToken, '{"event": ');
    expect(await said(broken)).toEqual([400, { text: 'Invalid data format', code: 6, 'invalid-event-number': 0 }]);
  });

  it.each([
    ['an envelope without an event', '{"time":1,"host":"h"}', { text: 'Event field is required', code: 12 }],
    ['nothing but braces', '{}', { text: 'Event field is required', code: 12 }],
    ['a blank event', '{"event":""}', { text: 'Event field cannot be blank', code: 13 }],
    ['an event of null', '{"event":null}', { text: 'Event field cannot be blank', code: 13 }],
  ])('refuses %s as Splunk does, and takes its neighbours', async (_, envelope, said) => {
    const { adminToken, ingestToken } = await newTenant();
    const alone = await post('/event', ingestToken, envelope);
    expect([alone.status, await alone.json()]).toEqual([400, { ...said, 'invalid-event-number': 0 }]);
    const among = await post('/event', ingestToken, `${envelope}${JSON.stringify({ event: event('1') })}`);
    expect(among.status).toBe(200);
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({ total: { accepted: 1, rejected: 2 } });
  });

  it('confirms batches to a sender that names a channel and waits for it', async () => {
    const { ingestToken } = await newTenant();
    const channel = { 'X-Splunk-Request-Channel': crypto.randomUUID() };
    const body = JSON.stringify({ event: event('1') });
    const ids: number[] = [];
    for (const path of ['/event', '/raw'])
      ids.push((await (await post(path, ingestToken, body, channel)).json<{ ackId: number }>()).ackId);
    expect(new Set(ids).size).toBe(2);
    const ask = async (question: unknown, headers: Record<string, string> = channel, path = '/ack') => {
      const response = await post(path, ingestToken, JSON.stringify(question), headers);
      return [response.status, await response.json()];
    };
    const acks = Object.fromEntries(ids.map((id) => [String(id), true]));
    expect(await ask({ acks: ids })).toEqual([200, { acks }]);
    expect(await ask({ acks: ids }, {}, '/ack?channel=c')).toEqual([200, { acks }]);
    expect(await ask({ acks: ids }, {})).toEqual([400, { text: 'Data channel is missing', code: 10 }]);
    expect((await ask({ acks: ['x'] }))[0]).toBe(400);
    expect((await ask({ acks: 'x'.repeat(300_000) }))[0]).toBe(413);
    expect((await post('/ack', undefined, '{}', channel)).status).toBe(401);
    expect(await (await post('/event', ingestToken, body)).json()).toEqual({ text: 'Success', code: 0 });
  });

  it('answers health checks', async () => {
    const response = await call('/services/collector/health');
    expect([response.status, await response.json()]).toEqual([200, { text: 'HEC is healthy', code: 17 }]);
  });
});
