import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AlertStatus } from '../../src/domain/alert.ts';
import type { DetectionId } from '../../src/domain/finding.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { AlertStore } from '../../src/tenants/alerts/alert-store.ts';
import { MetaStore } from '../../src/tenants/meta-store.ts';
import { NEWS_SEQUENCE } from '../../src/tenants/news.ts';
import { vismaAlert } from '../support/alerts.ts';
import { bearer, call, getJson, ndjson, newTenant, postJson, ROOT, send, sendJson } from '../support/worker/client.ts';
import { lifeOf, takeoverOf } from '../support/worker/takeover.ts';

afterEach(() => void vi.useRealTimers());

interface AlertPage {
  readonly alerts: { id: string; account: string; status: string; severity: string; note?: string }[];
  readonly next?: string;
}

/** A tenant in which these accounts were taken over. */
async function tenantWith(...names: string[]) {
  const tenant = await newTenant();
  for (const name of names) {
    await send(tenant.ingestToken, ndjson(lifeOf(name)));
    await send(tenant.ingestToken, ndjson(takeoverOf(name)));
  }
  return tenant;
}

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

describe('GET /v1/alerts', () => {
  it('gives every alert once, page by page, also when others are opened meanwhile', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.com`);
    const { adminToken, ingestToken } = await tenantWith(...names);
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await getJson<AlertPage>(
        `/v1/alerts?limit=2${next === undefined ? '' : `&cursor=${next}`}`,
        adminToken,
      );
      expect(page.alerts.length).toBeLessThanOrEqual(2);
      seen.push(...page.alerts.map(({ account }) => account));
      if (next === undefined) {
        await send(ingestToken, ndjson(lifeOf('late@example.com', 60)));
        await send(ingestToken, ndjson(takeoverOf('late@example.com', 60)));
      }
      next = page.next;
    } while (next !== undefined);
    expect(seen.filter((name) => name !== 'late@example.com').toSorted()).toEqual(names);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('gravest first: what waits for somebody, by severity, then newest; also page by page', async () => {
    const { tenant, adminToken } = await newTenant();
    const stands: readonly [id: string, day: number, severity: Severity, status: AlertStatus][] = [
      ['done', 9, 'critical', 'resolved'],
      ['newest', 8, 'low', 'open'],
      ['taken', 3, 'critical', 'acknowledged'],
      ['older', 4, 'high', 'open'],
      ['newer', 5, 'high', 'open'],
    ];
    await runInDurableObject(env.TENANTS.getByName(tenant), (_, { storage }) => {
      const store = new AlertStore(storage.sql);
      for (const [id, day, severity, status] of stands) {
        const openedAt = `2026-09-0${day}T08:00:00Z`;
        store.put(vismaAlert({ id, severity, status, openedAt, lastSeenAt: openedAt }));
      }
    });
    const ids = async (query: string) => {
      const found: string[] = [];
      let page: AlertPage = { alerts: [], next: '' };
      while (page.next !== undefined) {
        const cursor = page.next === '' ? '' : `&cursor=${page.next}`;
        page = await getJson<AlertPage>(`/v1/alerts?${query}${cursor}`, adminToken);
        found.push(...page.alerts.map(({ id }) => id));
      }
      return found;
    };
    const gravest = ['taken', 'newer', 'older', 'newest', 'done'];
    expect(await ids('order=gravest')).toEqual(gravest);
    expect(await ids('order=gravest&limit=1')).toEqual(gravest);
    expect(await ids('order=gravest&status=open&limit=2')).toEqual(['newer', 'older', 'newest']);
    expect(await ids('limit=2')).toEqual(['done', 'newest', 'newer', 'older', 'taken']);
    expect((await call('/v1/alerts?order=odd', { headers: bearer(adminToken) })).status).toBe(400);
  });

  it('filters by status, severity, account and time', async () => {
    const { adminToken } = await tenantWith('a@example.com', 'b@example.com');
    const count = async (query: string) => (await getJson<AlertPage>(`/v1/alerts?${query}`, adminToken)).alerts.length;
    const { alerts } = await getJson<AlertPage>('/v1/alerts', adminToken);
    expect(alerts).toHaveLength(2);
    expect(await count('status=open')).toBe(2);
    expect(await count('status=resolved')).toBe(0);
    expect(await count('severity=low')).toBe(2);
    expect(await count('account=A%40example.com')).toBe(1);
    expect(await count('since=2026-09-01T00:00:00Z')).toBe(2);
    expect(await count('since=2026-12-01T00:00:00Z')).toBe(0);
    expect(await count('until=2026-08-01T00:00:00Z')).toBe(0);
    // A leap second is a time of RFC 3339, though none of JavaScript.
    expect(await count('since=2016-12-31T23:59:60Z')).toBe(2);
    expect(await count('until=2016-12-31T23:59:60Z')).toBe(0);
  });

  it('filters by detection: alerts that hold a finding of it, whatever else they hold', async () => {
    const { tenant, adminToken } = await newTenant();
    const holds: Readonly<Record<string, readonly DetectionId[]>> = {
      one: ['rare-hour', 'upload-burst'],
      two: ['upload-burst'],
      three: ['new-client'],
    };
    await runInDurableObject(env.TENANTS.getByName(tenant), (_, { storage }) => {
      const store = new AlertStore(storage.sql);
      const [finding] = vismaAlert().findings;
      if (finding === undefined) throw new Error('an alert without findings');
      for (const [id, detections] of Object.entries(holds))
        store.put(vismaAlert({ id, findings: detections.map((detection) => ({ ...finding, detection })) }));
    });
    const ids = async (query: string) =>
      (await getJson<AlertPage>(`/v1/alerts?${query}`, adminToken)).alerts.map(({ id }) => id).toSorted();
    expect(await ids('detection=upload-burst')).toEqual(['one', 'two']);
    expect(await ids('detection=rare-hour')).toEqual(['one']);
    expect(await ids('detection=new-client')).toEqual(['three']);
    expect(await ids('detection=campaign')).toEqual([]);
    expect(await ids('detection=upload-burst&severity=low&status=open')).toEqual(['one', 'two']);
    expect(await ids('limit=10')).toEqual(['one', 'three', 'two']);
  });

  it.each([
    'severity=loud',
    'limit=0',
    'limit=1001',
    'limit=x',
    'cursor=x',
    'cursor=WzEsMl0',
    'since=monday',
    'detection=none',
  ])('refuses %s with a problem that names the field', async (query) => {
    const { adminToken } = await newTenant();
    const response = await call(`/v1/alerts?${query}`, { headers: bearer(adminToken) });
    expect(response.status).toBe(400);
    const problem = await response.json<{ errors: { pointer: string }[] }>();
    expect(problem.errors[0]?.pointer).toBe(`/${query.split('=')[0]}`);
  });

  it('refuses the cursor of another list, or of another order', async () => {
    const { adminToken } = await tenantWith('a@example.com', 'b@example.com');
    const status = async (path: string) => (await call(path, { headers: bearer(adminToken) })).status;
    for (const [order, other] of [
      ['newest', 'gravest'],
      ['gravest', 'newest'],
    ]) {
      const { next } = await getJson<AlertPage>(`/v1/alerts?limit=1&order=${order}`, adminToken);
      expect(await status(`/v1/alerts?order=${order}&cursor=${next}`)).toBe(200);
      for (const path of [`alerts?order=${other}&`, 'campaigns?', 'notices?', 'rejects?'])
        expect(await status(`/v1/${path}cursor=${next}`), path).toBe(400);
    }
  });

  it('answers NDJSON and OCSF on request', async () => {
    const { adminToken } = await tenantWith('a@example.com', 'b@example.com');
    const get = (accept: string, query = '') =>
      call(`/v1/alerts${query}`, { headers: { ...bearer(adminToken), Accept: accept } });
    const lines = await get('application/x-ndjson', '?limit=1');
    expect(lines.headers.get('Content-Type')).toContain('application/x-ndjson');
    expect(lines.headers.get('Link')).toMatch(/^<\/v1\/alerts\?limit=1&cursor=[^>]+>; rel="next"$/);
    expect(
      new TextDecoder()
        .decode(await lines.arrayBuffer())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).status),
    ).toEqual(['open']);
    const ocsf = await (await get('application/ocsf+json')).json<object[]>();
    expect(ocsf).toHaveLength(2);
    expect(ocsf[0]).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
      type_uid: expect.any(Number),
      status_id: 1,
      metadata: { product: { name: 'Meridian' } },
    });
    expect(await (await get('*/*', '?format=ocsf')).json()).toEqual(ocsf);
  });
});

describe('PATCH /v1/alerts/{id}', () => {
  it('changes status and note, and takes a verdict', async () => {
    const { adminToken } = await tenantWith('a@example.com');
    const [alert] = (await getJson<AlertPage>('/v1/alerts', adminToken)).alerts;
    const path = `/v1/alerts/${alert?.id}`;
    const patched = await sendJson('PATCH', path, adminToken, { status: 'acknowledged', note: 'Called her.' });
    expect(await patched.json()).toMatchObject({ status: 'acknowledged', note: 'Called her.' });
    const judged = await sendJson('PATCH', path, adminToken, { verdict: { verdict: 'intrusion' } });
    expect(judged.status).toBe(200);
    expect(await getJson(path, adminToken)).toMatchObject({ status: 'acknowledged', note: 'Called her.' });
    expect((await sendJson('PATCH', path, adminToken, {})).status).toBe(400);
    expect((await sendJson('PATCH', path, adminToken, { status: 'gone' })).status).toBe(400);
    expect((await sendJson('PATCH', '/v1/alerts/alr_nothing', adminToken, { status: 'open' })).status).toBe(404);
    const untyped = { method: 'PATCH', headers: bearer(adminToken), body: '{"status":"open"}' };
    expect((await call(path, untyped)).status).toBe(415);
    const named = { ...bearer(adminToken), 'Content-Type': 'application/merge-patch+json; charset=utf-8' };
    expect((await call(path, { ...untyped, headers: named })).status).toBe(200);
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

describe('GET /v1/stream', () => {
  it('tells of new and changed alerts, and goes on where it was broken off', async () => {
    const { adminToken, ingestToken } = await newTenant();
    await send(ingestToken, ndjson(lifeOf('a@example.com')));
    const open = (headers: Record<string, string> = {}) =>
      call('/v1/stream', { headers: { ...bearer(adminToken), ...headers } });
    const first = await open();
    expect(first.headers.get('Content-Type')).toContain('text/event-stream');
    const reader = first.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await send(ingestToken, ndjson(takeoverOf('a@example.com')));
    const told = await readUntil(reader, /^event: opened$/m);
    const id = Number(/^id: (\d+)$/m.exec(told)?.[1]);
    await reader?.cancel();

    const [alert] = (await getJson<AlertPage>('/v1/alerts', adminToken)).alerts;
    await sendJson('PATCH', `/v1/alerts/${alert?.id}`, adminToken, { status: 'resolved' });
    const second = (await open({ 'Last-Event-ID': String(id) })).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await readUntil(second, /^event: edited$/m)).toContain('"status":"resolved"');
    await second?.cancel();
  });

  it('ends soon after its token is revoked, and tells nothing more', async () => {
    const { tenant, adminToken } = await newTenant();
    const made = await postJson('/v1/tokens', adminToken, { kind: 'admin' });
    const { id, token } = await made.json<{ id: string; token: string }>();
    const opened = await Promise.all([token, adminToken].map((each) => call('/v1/stream', { headers: bearer(each) })));
    const [ending, going] = opened.map(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader());
    await Promise.all([ending?.read(), going?.read()]);
    await call(`/v1/tokens/${id}`, { method: 'DELETE', headers: bearer(adminToken) });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    await runInDurableObject(env.TENANTS.getByName(tenant), (_, { storage }) =>
      new AlertStore(storage.sql).put(vismaAlert({ id: 'alr_later' }), {
        change: 'opened',
        sequence: new MetaStore(storage.sql).next(NEWS_SEQUENCE),
      }),
    );
    let told = '';
    for (let read = await ending?.read(); read?.done === false; read = await ending?.read()) told += read.value;
    expect(told).not.toContain('alr_later');
    expect(await readUntil(going, /^event: opened$/m)).toContain('alr_later');
    await going?.cancel();
  });
});

async function readUntil(reader: ReadableStreamDefaultReader<string> | undefined, wanted: RegExp): Promise<string> {
  let text = '';
  while (!wanted.test(text) || !text.endsWith('\n\n')) {
    const read = await reader?.read();
    if (read === undefined || read.done) throw new Error(`the stream ended: ${text}`);
    text += read.value;
  }
  return text;
}

describe('problems', () => {
  it.each([
    ['GET', '/nowhere', 404, 'not-found'],
    ['GET', '/v1/alerts/alr_none', 404, 'not-found'],
    ['PUT', '/v1/alerts', 405, 'method-not-allowed'],
    ['POST', '/v1/sources', 400, 'malformed-request'],
  ])('%s %s is %i, as RFC 9457 says', async (method, path, status, name) => {
    const { adminToken } = await newTenant();
    const response = await call(path, {
      method,
      headers: { ...bearer(adminToken), 'Content-Type': 'application/json', 'X-Request-Id': 'abc' },
      ...(method === 'POST' && { body: '{"name":' }),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(response.headers.get('X-Request-Id')).toBe('abc');
    const problem = await response.json();
    expect(problem).toMatchObject({
      type: `urn:meridian:problem:${name}`,
      title: expect.any(String),
      status,
      instance: path,
      requestId: 'abc',
    });
    if (status === 405) expect(response.headers.get('Allow')).toContain('GET');
  });

  it('says with 401 how to come in', async () => {
    const response = await call('/v1/alerts');
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toMatch(/^Bearer/);
  });
});
