import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import {
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  ORIGIN,
  postJson,
  send,
  type TestTenant,
} from '../support/worker/client.ts';
import { lifeOf, takeoverOf } from '../support/worker/takeover.ts';

let tenant: TestTenant;
let cookie: string;
let alert: string;

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', headers: { Origin: ORIGIN, ...headers }, body: new URLSearchParams(fields) });
const page = (path: string) => call(path, { headers: { Cookie: cookie } });
const csrfIn = (text: string) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';

beforeAll(async () => {
  tenant = await newTenant();
  await send(tenant.ingestToken, ndjson(lifeOf('ola@example.com')));
  const answer = await (await send(tenant.ingestToken, ndjson(takeoverOf('ola@example.com')))).json<{
    alerts: string[];
  }>();
  alert = answer.alerts[0] ?? '';
  const response = await form('/sign-in', { token: tenant.adminToken, next: `/alerts/${alert}` });
  expect([response.status, response.headers.get('Location')]).toEqual([303, `/alerts/${alert}`]);
  cookie = (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
}, 60_000);

const cookieOf = async (token: string): Promise<string> =>
  ((await form('/sign-in', { token })).headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';

/** Another admin token of the tenant, and its revocation: here, or as another isolate does it, of which this one hears later. */
async function secondAdmin() {
  const made = await postJson('/v1/tokens', tenant.adminToken, { kind: 'admin' });
  const { id, token } = await made.json<{ id: string; token: string }>();
  return {
    token,
    revoke: () => call(`/v1/tokens/${id}`, { method: 'DELETE', headers: bearer(tenant.adminToken) }),
    revokeElsewhere: () => env.TENANTS.getByName(tenant.tenant).revokeToken(id),
  };
}

describe('signing in', () => {
  it('sets a cookie that no script can read, and that goes along with links but not with forms of other sites', async () => {
    const response = await form('/sign-in', { token: ` ${tenant.adminToken} ` });
    const set = response.headers.get('Set-Cookie') ?? '';
    expect(set).toMatch(/^__Host-meridian=mrd_session_/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=43200'])
      expect(set).toContain(attribute);
    expect(set).not.toContain(tenant.adminToken);
  });

  it('refuses other tokens, other sites, and paths that lead elsewhere', async () => {
    const wrong = await form('/sign-in', { token: tenant.ingestToken });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('not a valid admin token');
    const foreign = await form('/sign-in', { token: tenant.adminToken }, { Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const elsewhere = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/.//evil.example/x',
      '/%2e//evil.example',
      '/a/..//evil.example',
      '/\t/evil.example',
      '/\t/[',
      '/a/..\\/evil.example',
      '',
    ];
    for (const next of elsewhere) {
      const response = await form('/sign-in', { token: tenant.adminToken, next });
      expect(response.headers.get('Location'), next).toBe('/');
    }
    const here = await form('/sign-in', { token: tenant.adminToken, next: '/accounts/a%2Fb?cursor=//x' });
    expect(here.headers.get('Location')).toBe('/accounts/a%2Fb?cursor=//x');
  });

  it('ends with sign-out, and with the admin token', async () => {
    const one = await cookieOf(tenant.adminToken);
    const list = await (await call('/', { headers: { Cookie: one } })).text();
    await form('/sign-out', { csrf: 'wrong' }, { Cookie: one });
    expect(await (await call('/', { headers: { Cookie: one } })).text()).toContain('/sign-out');
    await form('/sign-out', { csrf: csrfIn(list) }, { Cookie: one });
    expect(await (await call('/', { headers: { Cookie: one } })).text()).toContain('action="/sign-in"');

    const { token, revoke } = await secondAdmin();
    const [two, other] = [await cookieOf(token), await cookieOf(tenant.adminToken)];
    expect(await (await call('/', { headers: { Cookie: two } })).text()).toContain('/sign-out');
    expect((await revoke()).status).toBe(204);
    expect(await (await call('/', { headers: { Cookie: two } })).text()).toContain('action="/sign-in"');
    expect(await (await call('/', { headers: { Cookie: other } })).text()).toContain('/sign-out');
  });

  it('is over for a token that was revoked, also where it is remembered, and so are the forms of its session', async () => {
    const { token, revokeElsewhere } = await secondAdmin();
    expect((await call('/v1/alerts', { headers: bearer(token) })).status).toBe(200);
    const before = await cookieOf(token);
    const csrf = csrfIn(await (await call('/', { headers: { Cookie: before } })).text());
    await revokeElsewhere();
    const again = await form('/sign-in', { token });
    expect([again.status, again.headers.get('Set-Cookie')]).toEqual([401, null]);
    const channel = { name: 'late', kind: 'slack', target: 'https://hooks.example.com/', severity: 'low', csrf };
    expect(await (await form('/channels', channel, { Cookie: before })).text()).toContain('action="/sign-in"');
    expect(await getJson('/v1/channels', tenant.adminToken)).toEqual({ channels: [] });
  });
});

describe('the pages', () => {
  it('show the list and the alert, with a policy that lets nothing in', async () => {
    const list = await page('/');
    expect(list.status).toBe(200);
    expect(await list.text()).toContain(`/alerts/${alert}`);
    const policy = list.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
    expect(list.headers.get('X-Frame-Options')).toBe('DENY');
    expect(list.headers.get('Cache-Control')).toContain('no-store');
    const one = await page(`/alerts/${alert}`);
    const text = await one.text();
    expect(text).toContain('ola@example.com');
    expect(text).toContain('<svg');
    expect(text).not.toMatch(/<script|\son\w+=|style="/);
    expect(text).not.toMatch(/(?:src|href)="https?:\/\/(?!attack\.mitre\.org)/);
  });

  it('show accounts, campaigns and rejects, and say when there is no such thing', async () => {
    expect(await (await page('/accounts/ola%40example.com')).text()).toContain('ola@example.com');
    expect((await page('/campaigns')).status).toBe(200);
    expect((await page('/rejects')).status).toBe(200);
    expect((await page('/accounts/nobody')).status).toBe(404);
    expect((await page('/alerts/alr_none')).status).toBe(404);
  });

  it('serve their stylesheet and icon, and not again what the browser has', async () => {
    for (const path of ['/assets/meridian.css', '/assets/meridian.svg']) {
      const first = await call(path);
      expect(first.status).toBe(200);
      const again = await call(path, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } });
      expect(again.status).toBe(304);
    }
  });

  it('lead a visitor who is not signed in to the form, and back', async () => {
    const response = await call(`/alerts/${alert}`);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain(`name="next" value="/alerts/${alert}"`);
  });
});

describe('the forms of the page', () => {
  /** Every POST that takes the cookie, as it is registered; signing in takes a token, and signing out has a test of its own. */
  const posts = createApp().routes.filter(
    ({ method, path }) =>
      method === 'POST' && path !== '/alerts/:id' && !/^\/(?:v1|services|sign-in|sign-out)(?:\/|$)/.test(path),
  );
  const paths = [...new Set(posts.map(({ path }) => path))];
  const fields = { action: 'resolve', name: 'mine', kind: 'slack', severity: 'low', target: 'https://example.com/' };
  const filled = (path: string) => path.replace('/alerts/:id', `/alerts/${alert}`).replace(/:(?:id|name)/, 'mine');

  it('are six, or whoever adds one has it walked here', () => {
    expect(paths).toHaveLength(6);
  });

  it.each(paths)(
    '%s is taken with the field of the session only, from this site only, and answered as a page',
    async (path) => {
      const post = (more: Record<string, string>, headers: Record<string, string> = {}) =>
        form(filled(path), { ...fields, ...more }, { Cookie: cookie, ...headers });
      const csrf = csrfIn(await (await page('/')).text());
      const of = csrfIn(await (await call('/', { headers: { Cookie: await cookieOf(tenant.adminToken) } })).text());
      expect(of).not.toBe(csrf);
      for (const wrong of [{}, { csrf: '' }, { csrf: 'wrong' }, { csrf: of }]) {
        const refused = await post(wrong);
        expect(refused.status).toBe(403);
        expect(refused.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
        expect(await refused.text()).toContain('The form has expired');
      }
      expect((await post({ csrf }, { Origin: 'https://evil.example' })).status).toBe(403);
      const nobody = await form(filled(path), { ...fields, csrf }, {});
      expect(await nobody.text()).toContain('action="/sign-in"');
      expect(await getJson(`/v1/alerts/${alert}`, tenant.adminToken)).toMatchObject({ status: 'open' });
      expect(await getJson('/v1/channels', tenant.adminToken)).toEqual({ channels: [] });
      expect((await post({ csrf, action: 'none', name: '' })).status).not.toBe(403);
    },
  );
});

describe('deciding on an alert', () => {
  it.each([
    ['acknowledge', 'acknowledged'],
    ['resolve', 'resolved'],
    ['reopen', 'open'],
    ['false-positive', 'false-positive'],
    ['intrusion', 'acknowledged'],
    ['expected', 'resolved'],
  ])('%s makes it %s', async (action, status) => {
    const csrf = csrfIn(await (await page(`/alerts/${alert}`)).text());
    const fields = { action, csrf, until: '2999-12-24', note: `by ${action}` };
    const response = await form(`/alerts/${alert}/status`, fields, { Cookie: cookie });
    expect([response.status, response.headers.get('Location')]).toEqual([303, `/alerts/${alert}`]);
    expect(await getJson(`/v1/alerts/${alert}`, tenant.adminToken)).toMatchObject({ status, note: `by ${action}` });
  });

  it('is open to who follows a link on another site, and to nothing else from there', async () => {
    const fromElsewhere = { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site', Referer: 'https://chat.example/' };
    const followed = await call(`/alerts/${alert}`, { headers: { ...fromElsewhere, 'Sec-Fetch-Mode': 'navigate' } });
    expect(followed.status).toBe(200);
    const csrf = csrfIn(await followed.text());
    const path = `/alerts/${alert}/status`;
    // Even with the session's own field: one lock does not stand for the other.
    for (const origin of ['https://chat.example', 'null']) {
      const headers = { ...fromElsewhere, Origin: origin };
      expect((await form(path, { action: 'reopen', csrf }, headers)).status).toBe(403);
      const asText = { ...headers, 'Content-Type': 'text/plain' };
      const body = `action=reopen&csrf=${csrf}`;
      expect((await call(path, { method: 'POST', headers: asText, body })).status).toBe(403);
    }
    const asked = await call(path, { headers: fromElsewhere });
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, `/alerts/${alert}`]);
  });

  it('takes no form of another site, nor one without the field of the session', async () => {
    const csrf = csrfIn(await (await page(`/alerts/${alert}`)).text());
    const path = `/alerts/${alert}/status`;
    const foreign = await form(path, { action: 'reopen', csrf }, { Cookie: cookie, Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect((await form(path, { action: 'reopen' }, { Cookie: cookie })).status).toBe(403);
    expect((await form(path, { action: 'explode', csrf }, { Cookie: cookie })).status).toBe(400);
    expect(await getJson(`/v1/alerts/${alert}`, tenant.adminToken)).toMatchObject({ status: 'resolved' });
  });
});
