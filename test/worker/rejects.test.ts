import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { RejectedRecord, SourceReport } from '../../src/domain/intake.ts';
import { replayRejects } from '../../src/http/ingest/replay-rejects.ts';
import {
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  ORIGIN,
  postJson,
  send,
  sendJson,
  type TestTenant,
} from '../support/worker/client.ts';
import { silence } from '../support/worker/silence.ts';

interface Replayed {
  readonly replayed: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly passedOver: number;
  readonly left: { id: string; path: string; reason: string }[];
}

const mapping = { id: '/uid', time: '/at', account: '/user', app: { value: 'citrix' } };
const record = (uid: string, more: object = {}) => ({
  uid,
  when: '2026-10-05T08:00:00Z',
  user: 'Ola@Example.com',
  ...more,
});

/** More records than ten of them are recorded. */
const aLongList = Array.from({ length: 280 }, (_, index) => ({ w: `user${index}`, t: 'noon' }));

const rejectsOf = async (tenant: TestTenant, query = '') =>
  (await getJson<{ rejects: RejectedRecord[] }>(`/v1/rejects${query}`, tenant.adminToken)).rejects;
const replay = async (tenant: TestTenant, filter: object = {}) =>
  (await postJson('/v1/rejects/replay', tenant.adminToken, filter)).json<Replayed>();

/** A tenant whose source has a mapping that looks for the time in the wrong field, and what it rejected so. */
async function misread(...records: object[]) {
  const tenant = await newTenant();
  const wrong = { ...mapping, time: '/user' };
  const made = await postJson('/v1/sources', tenant.adminToken, { name: 'gate', vendor: 'custom', mapping: wrong });
  const { token } = await made.json<{ token: { token: string } }>();
  const post = () => call('/v1/ingest/custom', { method: 'POST', headers: bearer(token.token), body: ndjson(records) });
  expect((await post()).status).toBe(400);
  const fix = () =>
    sendJson('PATCH', '/v1/sources/gate', tenant.adminToken, { mapping: { ...mapping, time: '/when' } });
  return { tenant, post, fix };
}

describe('replaying rejects', () => {
  it('folds after a fix what can be read, once, and takes it off the list', async () => {
    const { tenant, post, fix } = await misread(record('1'), record('2'), record('3', { when: 'noon' }));
    expect(await replay(tenant)).toMatchObject({ replayed: 3, accepted: 0, left: [{}, {}, {}] });
    await fix();
    const second = await replay(tenant);
    expect(second).toMatchObject({ replayed: 3, accepted: 2, duplicates: 0 });
    const [left] = await rejectsOf(tenant);
    expect(second.left).toEqual([{ id: left?.id, path: '/when', reason: 'not a time' }]);
    expect(await rejectsOf(tenant)).toMatchObject([
      { path: '/when', raw: JSON.stringify(record('3', { when: 'noon' })) },
    ]);
    expect(await getJson('/v1/accounts/ola%40example.com', tenant.adminToken)).toMatchObject({
      baseline: { sessions: expect.any(Number) },
    });
    // The vendor sends them again as well: they are known.
    expect(await (await post()).json()).toMatchObject({ accepted: 0, duplicates: 2, rejectedCount: 1 });
  });

  it('tries those of a source or of a list of ids only', async () => {
    const { tenant, fix } = await misread(record('1'), record('2'), record('3'));
    await send(tenant.ingestToken, ndjson([{ id: 'x' }]));
    await fix();
    const [newest, third, second] = await rejectsOf(tenant);
    expect(await replay(tenant, { ids: [second?.id, 'rej_none'] })).toMatchObject({ replayed: 1, accepted: 1 });
    expect(await replay(tenant, { source: 'default' })).toMatchObject({ replayed: 1, left: [{ id: newest?.id }] });
    expect(await replay(tenant, { source: 'gate', ids: [newest?.id] })).toMatchObject({ replayed: 0 });
    expect((await rejectsOf(tenant, '?source=gate')).map(({ id }) => id)).toContain(third?.id);
    expect(await replay(tenant, { source: 'gate' })).toMatchObject({ replayed: 2, accepted: 2, left: [] });
  });

  it('counts with its reason what is passed over now', async () => {
    const { tenant } = await misread(record('1'));
    const nobody = { ...mapping, time: '/when', account: '/nobody' };
    await sendJson('PATCH', '/v1/sources/gate', tenant.adminToken, { mapping: nobody });
    expect(await replay(tenant)).toMatchObject({ replayed: 1, passedOver: 1, left: [] });
    const { sources } = await getJson<{ sources: { name: string; passedOverReasons: object }[] }>(
      '/v1/sources',
      tenant.adminToken,
    );
    expect(sources.find(({ name }) => name === 'gate')?.passedOverReasons).toEqual({ 'no real user': 1 });
  });

  it('is no sign of life of the source, neither in its report nor for who waits for it', async () => {
    const tenant = await newTenant();
    const event = { id: 'u-1', time: '2026-10-05T08:00:00Z', type: 'login', account: 'ola@example.com' };
    // Of an hour that is no longer counted.
    await env.TENANTS.getByName(tenant.tenant).reportIntake({
      counts: [],
      rejects: [
        aReject({ raw: JSON.stringify(event) }),
        aReject({ raw: JSON.stringify({ ...event, type: 'logout' }) }),
      ],
    });
    await silence(tenant.tenant);
    const report = () => getJson<SourceReport>('/v1/sources/default', tenant.adminToken);
    expect((await report()).health).toBe('silent');
    expect(await replay(tenant)).toMatchObject({ replayed: 2, accepted: 1 });
    const after = await report();
    expect(after).toMatchObject({ health: 'silent', lastEventAt: event.time });
    expect(after.eventsPerHour.at(-1)).toBe(1);
    expect(after).not.toHaveProperty('lastReceivedAt');

    await send(tenant.ingestToken, ndjson([{ ...event, id: 'u-2' }]));
    expect(await report()).toMatchObject({ health: 'healthy', lastReceivedAt: expect.any(String) });
  });

  it('says of a record that is not kept whole, and of one whose source is gone, why it stays', async () => {
    const { tenant, fix } = await misread(record('1', { big: 'ø'.repeat(9_000) }));
    await fix();
    expect((await replay(tenant)).left[0]?.reason).toMatch(/only its first 8192 bytes are kept/);
    await call('/v1/sources/gate', { method: 'DELETE', headers: bearer(tenant.adminToken) });
    expect((await replay(tenant)).left[0]?.reason).toBe('its source is gone');
  });

  it('keeps every one of which a part still cannot be read, however many parts there are', async () => {
    const { tenant } = await misread(...Array.from({ length: 10 }, (_, n) => record(`${n}`, { list: aLongList })));
    const halfMended = { ...mapping, records: '/list', account: '/w', time: '/t' };
    await sendJson('PATCH', '/v1/sources/gate', tenant.adminToken, { mapping: halfMended });
    const before = await rejectsOf(tenant);
    const replayed = await replay(tenant);
    expect(replayed).toMatchObject({ replayed: 10, accepted: 0 });
    expect(replayed.left.map(({ id }) => id)).toEqual(before.map(({ id }) => id).toReversed());
    expect((await rejectsOf(tenant)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('reads no more records than a request may hold, and leaves the rest for the next time', async () => {
    const list = Array(2_000).fill({});
    const { tenant } = await misread(...Array.from({ length: 60 }, (_, n) => record(`${n}`, { list })));
    await sendJson('PATCH', '/v1/sources/gate', tenant.adminToken, {
      mapping: { ...mapping, records: '/list', account: '/w', time: '/t' },
    });
    expect(await replay(tenant)).toMatchObject({ replayed: 60, passedOver: 100_000, left: Array(10).fill({}) });
    expect(await rejectsOf(tenant)).toHaveLength(10);
    expect(await replay(tenant)).toMatchObject({ replayed: 10, passedOver: 20_000, left: [] });
  });

  it('takes a record that a shard could not take in the normal form in which it was kept, under its own source', async () => {
    const tenant = await newTenant();
    const event = {
      id: 'u-1',
      time: '2026-10-05T08:00:00Z',
      type: 'login',
      account: 'ola@example.com',
      outcome: 'success',
    };
    await env.TENANTS.getByName(tenant.tenant).reportIntake({
      counts: [],
      rejects: [aReject({ source: 'default', vendor: 'okta', raw: JSON.stringify(event) })],
    });
    expect(await replay(tenant)).toMatchObject({ accepted: 1, left: [] });
    expect(await getJson('/v1/stats', tenant.adminToken)).toMatchObject({
      sources: { 'default/okta': { accepted: 1 } },
    });
  });

  it('loses none when a shard cannot be reached', async () => {
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const { tenant, fix } = await misread(record('1'));
    await fix();
    const broken = { accept: () => Promise.reject(new Error('gone')), flush: () => Promise.resolve(true) };
    const unreachable = Object.create(env.ACCOUNT_SHARDS, { getByName: { value: () => broken } });
    const settings = { shards: 1, detection: { egressRanges: [], sanctionedStores: [] } };
    const failed = await replayRejects({ ...env, ACCOUNT_SHARDS: unreachable }, tenant.tenant, settings, {});
    expect(failed).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    expect(await rejectsOf(tenant)).toHaveLength(1);
    expect(await replay(tenant)).toMatchObject({ accepted: 1, left: [] });
  });

  it('is for admins, and takes no more ids than there can be rejects', async () => {
    const { adminToken, ingestToken } = await newTenant();
    expect((await postJson('/v1/rejects/replay', ingestToken, {})).status).toBe(403);
    expect((await postJson('/v1/rejects/replay', adminToken, { ids: Array(1_001).fill('x') })).status).toBe(400);
    expect((await postJson('/v1/rejects/replay', adminToken, { source: 'A B' })).status).toBe(400);
  });
});

describe('the erasure of an account', () => {
  it('takes the rejects whose reason quotes it, where what is kept of the record does not reach so far', async () => {
    const tenant = await newTenant();
    const raw = `{"big":"${'x'.repeat(100)}`;
    const reasons = [
      'Invalid email: Received "Kari@Example.com"',
      'Invalid email: Received "per.kari@example.com"',
      'Invalid type: Expected string but received 5',
    ];
    await env.TENANTS.getByName(tenant.tenant).reportIntake({
      counts: [],
      rejects: reasons.map((reason) => aReject({ raw, reason, path: '/actor' })),
    });
    for (const account of ['kari@example.com', 'string'])
      await call(`/v1/accounts/${account}`, { method: 'DELETE', headers: bearer(tenant.adminToken) });
    expect((await rejectsOf(tenant)).map(({ reason }) => reason)).toEqual(reasons.slice(1).toReversed());
  });
});

describe('the list of rejects', () => {
  const cursorAt = (sequence: unknown, place: unknown) => btoa(JSON.stringify(['rejects', sequence, place]));
  const listed = async (tenant: TestTenant, cursor: string) =>
    call(`/v1/rejects?limit=10&cursor=${encodeURIComponent(cursor)}`, { headers: bearer(tenant.adminToken) });

  it('answers at once whatever place a cursor that somebody wrote himself names', async () => {
    const { tenant } = await misread(record('1'), record('2'));
    const { next } = await getJson<{ next: string }>('/v1/rejects?limit=1', tenant.adminToken);
    const [, sequence] = JSON.parse(atob(next));
    const all = await rejectsOf(tenant);
    for (const place of [2, 3, 10_000_000_000]) {
      expect(await (await listed(tenant, cursorAt(sequence, place))).json(), String(place)).toEqual({ rejects: all });
    }
  });

  it.each([
    [1, 1e300],
    [1, -1],
    [1, 0.5],
    [1e300, 1],
    [-1, 1],
    [1, '1'],
  ])('takes (%s, %s) for no place in it', async (sequence, place) => {
    const response = await listed(await newTenant(), cursorAt(sequence, place));
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ pointer: '/cursor' }] }]);
  });
});

describe('the page of rejects', () => {
  it('reads one or all again, and says what came of it', async () => {
    const { tenant, fix } = await misread(record('1'), record('2'), record('3', { when: 'noon' }));
    const form = (path: string, fields: Record<string, string>, cookie = '') =>
      call(path, { method: 'POST', headers: { Origin: ORIGIN, Cookie: cookie }, body: new URLSearchParams(fields) });
    const signedIn = await form('/sign-in', { token: tenant.adminToken });
    const cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const page = async (path: string) => (await call(path, { headers: { Cookie: cookie } })).text();
    const csrf = /name="csrf" value="([^"]+)"/.exec(await page('/rejects'))?.[1] ?? '';
    await fix();
    expect((await form('/rejects/replay', {}, cookie)).status).toBe(403);
    const [, second] = await rejectsOf(tenant);
    const one = await form('/rejects/replay', { csrf, id: second?.id ?? '' }, cookie);
    expect([one.status, one.headers.get('Location')]).toEqual([303, '/rejects?read=1&left=0']);
    const all = await form('/rejects/replay', { csrf }, cookie);
    expect(all.headers.get('Location')).toBe('/rejects?read=1&left=1');
    expect(await page('/rejects?read=1&left=1')).toContain(
      '1 record could be read now. 1 record still cannot be read.',
    );
    expect(await page('/rejects?read=x&left=1')).not.toContain('could be read now');
    expect(await rejectsOf(tenant)).toMatchObject([{ path: '/when' }]);
  });
});

const aReject = (more: Partial<RejectedRecord>): RejectedRecord => ({
  id: `rej_${crypto.randomUUID()}`,
  source: 'default',
  vendor: 'events',
  receivedAt: '2026-10-05T08:00:00Z',
  index: 0,
  path: '',
  reason: 'could not be folded',
  raw: '{}',
  ...more,
});
