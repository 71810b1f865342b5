import { describe, expect, it } from 'vitest';
import { bearer, call, getJson, gzip, ndjson, newTenant, postJson, send } from '../support/worker/client.ts';
import { lifeOf, takeoverOf } from '../support/worker/takeover.ts';

const login = (id: string, more: object = {}) => ({
  id,
  time: '2026-10-05T08:00:00Z',
  type: 'login',
  account: 'ola@example.com',
  ...more,
});

describe('from event to alert', () => {
  it('raises an alert that can be listed, opened and decided on at once', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const account = 'kari@example.com';
    expect((await send(ingestToken, ndjson(lifeOf(account)))).status).toBe(200);
    const response = await send(ingestToken, ndjson(takeoverOf(account)));
    expect(response.status).toBe(200);
    const answer = await response.json<{ accepted: number; alerts: string[] }>();
    expect(answer.accepted).toBe(13);
    expect(answer.alerts).toHaveLength(1);
    const list = await getJson<{ alerts: { id: string; account: string }[] }>('/v1/alerts?severity=medium', adminToken);
    expect(list.alerts).toMatchObject([{ id: answer.alerts[0], account, status: 'open' }]);
    const alert = await getJson(`/v1/alerts/${answer.alerts[0]}`, adminToken);
    expect(alert).toMatchObject({
      account,
      findings: expect.arrayContaining([expect.objectContaining({ severity: expect.any(String) })]),
    });
  });

  it('raises nothing for an ordinary life', async () => {
    const { adminToken, ingestToken } = await newTenant();
    await send(ingestToken, ndjson(lifeOf('per@example.com')));
    expect(await getJson('/v1/alerts?severity=medium', adminToken)).toEqual({ alerts: [] });
  });
});

describe('POST /v1/events', () => {
  it('counts an event once however often it comes', async () => {
    const { ingestToken } = await newTenant();
    const body = ndjson([login('1'), login('2'), login('1')]);
    expect(await (await send(ingestToken, body)).json()).toMatchObject({
      accepted: 2,
      duplicates: 1,
      rejectedCount: 0,
    });
    expect(await (await send(ingestToken, body)).json()).toMatchObject({ accepted: 0, duplicates: 3 });
  });

  it.each([
    ['NDJSON', ndjson([login('1'), login('2')])],
    ['a JSON array', JSON.stringify([login('1'), login('2')])],
    ['a pretty-printed array', JSON.stringify([login('1'), login('2')], null, 2)],
    ['objects with nothing between', JSON.stringify(login('1')) + JSON.stringify(login('2'))],
    ['NDJSON after a byte-order mark', `\ufeff${ndjson([login('1'), login('2')])}`],
  ])('takes %s', async (_shape, body) => {
    const { ingestToken } = await newTenant();
    const response = await send(ingestToken, body, { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(await response.json()).toEqual({
      accepted: 2,
      duplicates: 0,
      passedOver: 0,
      rejected: [],
      rejectedCount: 0,
      alerts: [],
    });
  });

  it('takes one object, on one line or on several', async () => {
    const { ingestToken } = await newTenant();
    expect(await (await send(ingestToken, JSON.stringify(login('1')))).json()).toMatchObject({ accepted: 1 });
    expect(await (await send(ingestToken, JSON.stringify(login('2'), null, 2))).json()).toMatchObject({ accepted: 1 });
  });

  it.each([
    ['with Content-Encoding', { 'Content-Encoding': 'gzip' }],
    ['without a word about it', {}],
    ['as octets', { 'Content-Type': 'application/octet-stream' }],
  ])('reads gzip %s', async (_name, headers) => {
    const { ingestToken } = await newTenant();
    const response = await send(ingestToken, await gzip(ndjson([login('1')])), headers);
    expect(await response.json()).toMatchObject({ accepted: 1 });
  });

  it('reads characters that the network cut in two', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const bytes = new TextEncoder().encode(ndjson([login('1', { account: 'åse-🦉@example.com' })]));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await (await send(ingestToken, body)).json()).toMatchObject({ accepted: 1 });
    const known = await getJson(`/v1/accounts/${encodeURIComponent('åse-🦉@example.com')}`, adminToken);
    expect(known).toMatchObject({ account: 'åse-🦉@example.com' });
  });

  it('takes the good records around bad ones, names the bad ones, and keeps them', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const lines = [
      JSON.stringify(login('1')),
      '{"id": "cut',
      JSON.stringify(login('3', { time: 'yesterday' })),
      JSON.stringify(login('4', { type: 'logout' })),
      JSON.stringify(login('5', { time: '2999-01-01T00:00:00Z' })),
      '"just a string"',
      JSON.stringify(login('7')),
    ];
    const response = await send(ingestToken, lines.join('\n'));
    expect(response.status).toBe(200);
    const answer = await response.json<{ accepted: number; rejected: { index: number; path: string }[] }>();
    expect(answer.accepted).toBe(2);
    expect(answer.rejected.map(({ index, path }) => [index, path])).toEqual([
      [1, ''],
      [2, '/time'],
      [3, '/type'],
      [4, '/time'],
      [5, ''],
    ]);
    const { rejects } = await getJson<{ rejects: { index: number; raw: string; source: string }[] }>(
      '/v1/rejects',
      adminToken,
    );
    expect(rejects.map(({ index }) => index)).toEqual([5, 4, 3, 2, 1]);
    expect(rejects[4]).toMatchObject({ raw: '{"id": "cut', source: 'default', vendor: 'events' });
  });

  it('keeps 8 KB of a rejected record, and the newest 1,000 rejects', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const long = { id: '1', big: 'ø'.repeat(20_000) };
    await send(ingestToken, ndjson([long]));
    const first = await getJson<{ rejects: { raw: string }[] }>('/v1/rejects', adminToken);
    expect(new TextEncoder().encode(first.rejects[0]?.raw).byteLength).toBeLessThanOrEqual(8_192);
    for (let round = 0; round < 3; round += 1) {
      await send(ingestToken, ndjson(Array.from({ length: 450 }, (_, index) => ({ id: `${round}-${index}` }))));
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const path = `/v1/rejects?limit=300${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = await getJson<{ rejects: { raw: string }[]; next?: string }>(path, adminToken);
      seen.push(...page.rejects.map(({ raw }) => JSON.parse(raw).id));
      cursor = page.next ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(1_000);
    expect(new Set(seen).size).toBe(1_000);
    expect(seen[0]).toBe('2-449');
    expect(seen.at(-1)).toBe('0-350');
  });

  it('rejects a record of more than 1 MB and takes its neighbours', async () => {
    const { ingestToken } = await newTenant();
    const body = ndjson([login('1'), login('2', { extra: 'x'.repeat(1_100_000) }), login('3')]);
    expect(await (await send(ingestToken, body)).json()).toMatchObject({ accepted: 2, rejectedCount: 1 });
  });

  it('takes late and shuffled events', async () => {
    const { ingestToken } = await newTenant();
    const life = lifeOf('siri@example.com').toReversed();
    expect(await (await send(ingestToken, ndjson(life))).json()).toMatchObject({ accepted: life.length });
  });

  it('answers 400 when nothing could be read, and says why', async () => {
    const { ingestToken } = await newTenant();
    const response = await send(ingestToken, 'time,user\n1,ola\n');
    expect(response.status).toBe(400);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      type: 'urn:meridian:problem:nothing-readable',
      status: 400,
      rejectedCount: 2,
    });
    expect((await send(ingestToken, '')).status).toBe(400);
    expect((await send(ingestToken, '[]')).status).toBe(200);
  });

  it.each([
    ['with Content-Encoding', { 'Content-Encoding': 'gzip' }],
    ['with no header', {}],
  ])('reads gzip of several members %s', async (_name, headers) => {
    const members = await Promise.all([[login('1')], [], [login('2'), login('3')]].map((some) => gzip(ndjson(some))));
    const { ingestToken } = await newTenant();
    const response = await send(ingestToken, new Blob([...members, new Uint8Array(512)]), headers);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ accepted: 3 })]);
  });

  it.each(['{"id":"4"}', '\0{"id":"4"}'])('answers 400 when something else stands behind gzip (%j)', async (more) => {
    const { ingestToken } = await newTenant();
    const response = await send(ingestToken, new Blob([await gzip(ndjson([login('1')])), more]));
    expect(response.status).toBe(400);
  });

  it('answers 400 when the gzip is cut short, and tells what was taken', async () => {
    const { ingestToken } = await newTenant();
    const whole = await gzip(
      ndjson(Array.from({ length: 5_000 }, (_, index) => login(`${index}`, { app: crypto.randomUUID() }))),
    );
    const response = await send(ingestToken, whole.slice(0, whole.byteLength - 1_000));
    expect(response.status).toBe(400);
    const problem = await response.json<{ accepted: number }>();
    expect(problem.accepted).toBeGreaterThan(1_000);
  });

  it('answers 415 for an encoding that it cannot undo, and for what is no log', async () => {
    const { ingestToken } = await newTenant();
    expect((await send(ingestToken, 'x', { 'Content-Encoding': 'br' })).status).toBe(415);
    expect((await send(ingestToken, 'x', { 'Content-Type': 'multipart/form-data; boundary=x' })).status).toBe(415);
  });

  it('answers 413 behind 100,000 events, and tells what was taken', async () => {
    const { ingestToken } = await newTenant();
    const line = (index: number) =>
      `{"id":"${index}","time":"2026-10-05T08:00:00Z","type":"login","account":"a${index % 500}"}\n`;
    const body = Array.from({ length: 100_001 }, (_, index) => line(index)).join('');
    const response = await send(ingestToken, await gzip(body));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ accepted: 100_000 });
  }, 120_000);

  it('stops a gzip bomb at 100 MB', async () => {
    const { ingestToken } = await newTenant();
    const megabyte = new Blob([' '.repeat(1_000_000)]);
    const bomb = new Blob(Array.from({ length: 101 }, () => megabyte))
      .stream()
      .pipeThrough(new CompressionStream('gzip'));
    const response = await send(ingestToken, await new Response(bomb).arrayBuffer());
    expect(response.status).toBe(413);
  }, 60_000);
});

describe('tokens of senders', () => {
  it.each([
    ['Bearer', (token: string) => ({ Authorization: `Bearer ${token}` })],
    ['Splunk', (token: string) => ({ Authorization: `Splunk ${token}` })],
    ['Basic, as password', (token: string) => ({ Authorization: `Basic ${btoa(`x:${token}`)}` })],
    ['bare', (token: string) => ({ Authorization: token })],
    ['a key header', (token: string) => ({ 'X-Api-Key': token })],
  ])('are taken in Authorization: %s', async (_name, headers) => {
    const { ingestToken } = await newTenant();
    const response = await call('/v1/events', {
      method: 'POST',
      headers: headers(ingestToken),
      body: ndjson([login('1')]),
    });
    expect(response.status).toBe(200);
  });

  it('are taken in the address, for vendors that can set nothing else', async () => {
    const { ingestToken } = await newTenant();
    const headers = { Authorization: 'Bearer eyJhbGciOi.of.the-vendor' };
    const response = await call(`/v1/events?token=${ingestToken}`, {
      method: 'POST',
      headers,
      body: ndjson([login('1')]),
    });
    expect(response.status).toBe(200);
  });

  it('are refused when they are missing, wrong, or of another kind', async () => {
    const { adminToken, ingestToken } = await newTenant();
    expect((await call('/v1/events', { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await send(`${ingestToken.slice(0, -1)}${ingestToken.endsWith('0') ? '1' : '0'}`, '{}')).status).toBe(401);
    expect((await send(adminToken, '{}')).status).toBe(403);
  });

  it('bind a source to its vendor', async () => {
    const { adminToken } = await newTenant();
    const created = await postJson('/v1/sources', adminToken, { name: 'our-okta', vendor: 'okta' });
    expect(created.status).toBe(201);
    const { token } = await created.json<{ token: { token: string } }>();
    expect((await send(token.token, ndjson([login('1')]))).status).toBe(403);
    const response = await call('/v1/ingest/okta', { method: 'POST', headers: bearer(token.token), body: '[]' });
    expect(response.status).toBe(200);
  });

  it('stop to work when they are revoked', async () => {
    const { adminToken, ingestToken } = await newTenant();
    expect((await send(ingestToken, ndjson([login('1')]))).status).toBe(200);
    const { tokens } = await getJson<{ tokens: { id: string; kind: string; lastUsedAt?: string }[] }>(
      '/v1/tokens',
      adminToken,
    );
    const token = tokens.find(({ kind }) => kind === 'ingest');
    expect(token?.lastUsedAt).toBeDefined();
    const gone = await call(`/v1/tokens/${token?.id}`, { method: 'DELETE', headers: bearer(adminToken) });
    expect(gone.status).toBe(204);
    expect((await send(ingestToken, ndjson([login('2')]))).status).toBe(401);
  });
});
