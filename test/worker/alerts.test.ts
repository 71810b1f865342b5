import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { AlertStatus } from '../../src/domain/alert.ts';
import type { DetectionId } from '../../src/domain/finding.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { AlertStore } from '../../src/tenants/alerts/alert-store.ts';
import { vismaAlert } from '../support/alerts.ts';
import { type AlertPage, bearer, call, getJson, ndjson, newTenant, send, sendJson } from '../support/worker/client.ts';
import { lifeOf, takeoverOf, tenantWith } from '../support/worker/takeover.ts';

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
