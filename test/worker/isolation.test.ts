import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import {
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  ORIGIN,
  ROOT,
  send,
  sendJson,
  type TestTenant,
} from '../support/worker/client.ts';
import { openReceiver } from '../support/worker/receiver.ts';
import { silence } from '../support/worker/silence.ts';
import { lifeOf, takeoverOf } from '../support/worker/takeover.ts';

/**
 * Walks every registered route with the tokens of tenant A against the things of tenant B, and with tokens of the wrong kind.
 * A route that is not in the table below fails the test: whoever adds one says here who may use it.
 */

const MARK = 'zzmark';
const B_ACCOUNT = `${MARK}@example.com`;
const B_SOURCE = `${MARK}-source`;

type Door = 'admin' | 'ingest' | 'hec' | 'root' | 'page' | 'open';

/** Parameters in paths are filled in with what B owns; `body` is what a valid call would send. */
const ROUTES: Readonly<Record<string, { door: Door; body?: unknown; form?: Record<string, string> }>> = {
  'GET /healthz': { door: 'open' },
  'GET /openapi.json': { door: 'open' },
  'POST /v1/events': { door: 'ingest', body: [] },
  'POST /v1/ingest/:vendor': { door: 'ingest', body: [] },
  'GET /v1/ingest/:vendor': { door: 'open' },
  'POST /services/collector': { door: 'hec', body: { event: {} } },
  'POST /services/collector/event': { door: 'hec', body: { event: {} } },
  'POST /services/collector/event/1.0': { door: 'hec', body: { event: {} } },
  'POST /services/collector/raw': { door: 'hec', body: { event: {} } },
  'POST /services/collector/raw/1.0': { door: 'hec', body: { event: {} } },
  'POST /services/collector/ack': { door: 'hec', body: { acks: [1] } },
  'GET /services/collector/health': { door: 'open' },
  'GET /services/collector/health/1.0': { door: 'open' },
  'POST /v1/tenants': { door: 'root', body: { tenant: 'another' } },
  'GET /v1/alerts': { door: 'admin' },
  'GET /v1/alerts/:id': { door: 'admin' },
  'PATCH /v1/alerts/:id': { door: 'admin', body: { status: 'resolved', verdict: { verdict: 'expected' } } },
  'GET /v1/campaigns': { door: 'admin' },
  'GET /v1/accounts/:account': { door: 'admin' },
  'DELETE /v1/accounts/:account': { door: 'admin' },
  'GET /v1/rejects': { door: 'admin' },
  'POST /v1/rejects/replay': { door: 'admin', body: {} },
  'GET /v1/notices': { door: 'admin' },
  'DELETE /v1/notices/:id': { door: 'admin' },
  'GET /v1/vendors': { door: 'admin' },
  'GET /v1/channels': { door: 'admin' },
  'POST /v1/channels': { door: 'admin', body: { name: 'mine', kind: 'slack', url: 'https://example.com/' } },
  'GET /v1/channels/:name': { door: 'admin' },
  'PATCH /v1/channels/:name': { door: 'admin', body: { severity: 'critical' } },
  'DELETE /v1/channels/:name': { door: 'admin' },
  'POST /v1/channels/:name/test': { door: 'admin', body: {} },
  'GET /v1/sources': { door: 'admin' },
  'POST /v1/sources': { door: 'admin', body: { name: 'mine', vendor: 'okta' } },
  'POST /v1/sources/dry-run': { door: 'admin', body: { vendor: 'okta', record: {} } },
  'GET /v1/sources/:name': { door: 'admin' },
  'PATCH /v1/sources/:name': { door: 'admin', body: { signingSecret: 'x' } },
  'DELETE /v1/sources/:name': { door: 'admin' },
  'GET /v1/tokens': { door: 'admin' },
  'POST /v1/tokens': { door: 'admin', body: { kind: 'ingest', source: B_SOURCE } },
  'DELETE /v1/tokens/:id': { door: 'admin' },
  'GET /v1/settings': { door: 'admin' },
  'PATCH /v1/settings': { door: 'admin', body: { detection: { sanctionedStores: ['mega.nz'] } } },
  'GET /v1/stats': { door: 'admin' },
  'GET /v1/stream': { door: 'admin' },
  'GET /': { door: 'page' },
  'GET /alerts/:id': { door: 'page' },
  'POST /alerts/:id': { door: 'open', form: { token: 'mrd_admin_nobody_00' } },
  'GET /alerts/:id/status': { door: 'open' },
  'POST /alerts/:id/status': { door: 'page', form: { action: 'resolve' } },
  'GET /accounts/:account': { door: 'page' },
  'GET /campaigns': { door: 'page' },
  'GET /rejects': { door: 'page' },
  'POST /rejects/replay': { door: 'page', form: {} },
  'GET /sources': { door: 'page' },
  'POST /notices/:id/dismiss': { door: 'page', form: {} },
  'GET /channels': { door: 'page' },
  'POST /channels': { door: 'page', form: { name: 'mine', kind: 'slack', target: 'https://example.com/' } },
  'POST /channels/:name/test': { door: 'page', form: {} },
  'POST /channels/:name/remove': { door: 'page', form: {} },
  'GET /assets/meridian.css': { door: 'open' },
  'GET /assets/meridian.svg': { door: 'open' },
  'GET /sign-in': { door: 'open' },
  'POST /sign-in': { door: 'open', form: { token: 'mrd_admin_nobody_00' } },
  'POST /sign-out': { door: 'open', form: {} },
};

const registered = [
  ...new Set(
    createApp()
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

let a: TestTenant;
let b: TestTenant;
let cookieOfA: string;
let alertOfB: string;
let tokenOfB: string;
let noticeOfB: string;

beforeAll(async () => {
  // B's channel is told of its alert; nobody's network is.
  openReceiver();
  a = await newTenant();
  b = await newTenant();
  await send(b.ingestToken, ndjson(lifeOf(B_ACCOUNT)));
  const answer = await (await send(b.ingestToken, ndjson(takeoverOf(B_ACCOUNT)))).json<{ alerts: string[] }>();
  alertOfB = answer.alerts[0] ?? '';
  expect(alertOfB).not.toBe('');
  await send(b.ingestToken, `{"unreadable": "${MARK}"}`);
  await sendJson('POST', '/v1/sources', b.adminToken, { name: B_SOURCE, vendor: 'okta' });
  const url = `https://${MARK}.example.com/`;
  await sendJson('POST', '/v1/channels', b.adminToken, { name: B_SOURCE, kind: 'slack', url });
  await sendJson('PATCH', `/v1/alerts/${alertOfB}`, b.adminToken, { note: MARK });
  const made = await sendJson('POST', '/v1/tokens', b.adminToken, { kind: 'ingest', source: B_SOURCE, label: MARK });
  tokenOfB = (await made.json<{ id: string }>()).id;
  await silence(b.tenant, B_SOURCE);
  const { notices } = await getJson<{ notices: { id: string }[] }>('/v1/notices', b.adminToken);
  noticeOfB = notices[0]?.id ?? '';
  expect(noticeOfB).not.toBe('');
  cookieOfA = await signIn(a.adminToken);
}, 120_000);

async function signIn(token: string): Promise<string> {
  const response = await call('/sign-in', {
    method: 'POST',
    headers: { Origin: 'https://meridian.example' },
    body: new URLSearchParams({ token }),
  });
  expect(response.status).toBe(303);
  return (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
}

/** The call that would reach B's things, with these credentials. */
function attempt(route: string, headers: Record<string, string>): Promise<Response> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace(/\/alerts\/:id/, `/alerts/${alertOfB}`)
    .replace(/\/tokens\/:id/, `/tokens/${tokenOfB}`)
    .replace(/\/notices\/:id/, `/notices/${noticeOfB}`)
    .replace(':account', encodeURIComponent(B_ACCOUNT))
    .replace(':name', B_SOURCE)
    .replace(':vendor', 'okta');
  const { body, form } = ROUTES[route] ?? {};
  const json = body === undefined ? undefined : JSON.stringify(body);
  const sent = form === undefined ? json : new URLSearchParams(form);
  return call(path, {
    method,
    headers: {
      Origin: 'https://meridian.example',
      ...(form === undefined && body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(sent !== undefined && { body: sent }),
  });
}

/** What an answer says, without the path that was asked for. A stream is not waited for. */
async function textOf(response: Response): Promise<string> {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return '';
  }
  const text = (await response.text()).replace(/<input type="hidden" name="next" value="[^"]*">/, '');
  return type.includes('json') && text !== '' ? JSON.stringify({ ...JSON.parse(text), instance: undefined }) : text;
}

/** All that B can see of itself. */
async function stateOfB(): Promise<unknown> {
  const account = `accounts/${encodeURIComponent(B_ACCOUNT)}`;
  const paths = ['alerts', 'campaigns', account, 'rejects', 'notices', 'channels', 'tokens', 'settings'];
  const seen = await Promise.all(paths.map((path) => getJson<Record<string, unknown>>(`/v1/${path}`, b.adminToken)));
  const { sources } = await getJson<{ sources: { name: string; hasSigningSecret: boolean }[] }>(
    '/v1/sources',
    b.adminToken,
  );
  return JSON.parse(
    JSON.stringify([...seen, sources.map(({ name, hasSigningSecret }) => [name, hasSigningSecret])], (key, value) =>
      key === 'lastUsedAt' || key === 'lastDeliveredAt' ? undefined : value,
    ),
  );
}

const of = (...doors: Door[]) => registered.filter((route) => doors.includes(ROUTES[route]?.door ?? 'open'));

it('knows every route', () => {
  expect(registered.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

describe("with the token of another tenant, nothing of B's can be read or touched", () => {
  it.each(registered)('%s', async (route) => {
    const before = await stateOfB();
    const door = ROUTES[route]?.door;
    const headers: Record<string, string> =
      door === 'page' || door === 'open'
        ? { Cookie: cookieOfA }
        : door === 'hec'
          ? { Authorization: `Splunk ${a.ingestToken}` }
          : bearer(door === 'ingest' ? a.ingestToken : a.adminToken);
    const response = await attempt(route, headers);
    const text = await textOf(response);
    expect(text).not.toContain(MARK);
    expect(text).not.toContain(alertOfB);
    expect(text).not.toContain(noticeOfB);
    // What is open looks nothing up: it leads on to a page that does.
    if (door !== 'open' && /:(?:id|name)/.test(route)) expect([403, 404]).toContain(response.status);
    if (door === 'root') expect(response.status).toBe(401);
    expect(await stateOfB()).toEqual(before);
  });
});

describe('with a token of the wrong kind, or none, the door stays shut', () => {
  it.each(of('admin'))('%s', async (route) => {
    const statuses = await Promise.all(
      [{}, bearer(ROOT), bearer(b.ingestToken), bearer(cookieOfA.split('=')[1] ?? ''), { Cookie: cookieOfA }].map(
        async (headers) => (await attempt(route, headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 403, 403, 401]);
  });

  it.each(of('ingest'))('%s', async (route) => {
    const statuses = await Promise.all(
      [{}, bearer(ROOT), bearer(b.adminToken), { Cookie: cookieOfA }].map(
        async (headers) => (await attempt(route, headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 403, 401]);
  });

  it.each(of('hec'))('%s', async (route) => {
    const statuses = await Promise.all(
      [{}, { Authorization: `Splunk ${ROOT}` }, { Authorization: `Splunk ${b.adminToken}` }].map(
        async (headers) => (await attempt(route, headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 403]);
  });

  it.each(of('root'))('%s', async (route) => {
    const statuses = await Promise.all(
      [{}, bearer(b.adminToken), bearer(b.ingestToken)].map(async (headers) => (await attempt(route, headers)).status),
    );
    expect(statuses).toEqual([401, 401, 401]);
  });

  it.each(of('page'))('%s', async (route) => {
    const cookies = [
      '',
      `__Host-meridian=${b.adminToken}`,
      `__Host-meridian=mrd_session_${b.tenant}_${'0'.repeat(48)}`,
    ];
    for (const cookie of cookies) {
      const text = await textOf(await attempt(route, cookie === '' ? {} : { Cookie: cookie }));
      expect(text).toContain('action="/sign-in"');
      expect(text).not.toContain(MARK);
    }
  });
});

it('signs in to no alert of another tenant, whatever note comes along', async () => {
  const body = new URLSearchParams({ token: a.adminToken, note: 'typed' });
  const response = await call(`/alerts/${alertOfB}`, { method: 'POST', headers: { Origin: ORIGIN }, body });
  expect(response.status).toBe(404);
  expect(await textOf(response)).not.toContain(MARK);
});

it("does not take a session's place in a form of another session", async () => {
  const cookieOfB = await signIn(b.adminToken);
  const page = await (await call(`/alerts/${alertOfB}`, { headers: { Cookie: cookieOfB } })).text();
  expect(page).toContain(MARK);
  const response = await attempt('POST /alerts/:id/status', { Cookie: cookieOfB });
  expect(response.status).toBe(403);
});
