import { describe, expect, it } from 'vitest';
import { bearer, call, newTenant } from '../support/worker/client.ts';

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
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('Authorization: Bearer') });
  });

  it('says it to who comes with a token in another form as well, and nothing of one that is not valid', async () => {
    const { adminToken } = await newTenant();
    const ask = (Authorization: string) => call('/v1/alerts', { headers: { Authorization } });
    const basic = await ask(`Basic ${btoa(`x:${adminToken}`)}`);
    expect(basic.status).toBe(400);
    expect(await basic.json()).toMatchObject({ detail: expect.stringContaining('Authorization: Bearer') });
    const wrong = await ask(`Bearer ${adminToken.slice(0, -1)}x`);
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      expect.not.objectContaining({ detail: expect.anything() }),
    ]);
  });

  it('says to a sender without a token where one may stand', async () => {
    const send = (headers: Record<string, string>) => call('/v1/events', { method: 'POST', headers, body: '[]' });
    for (const headers of [{}, { Authorization: 'Bearer eyJ.of.another' }])
      expect(await (await send(headers)).json()).toMatchObject({ detail: expect.stringContaining('?token=') });
    const { ingestToken } = await newTenant();
    const wrong = await (await send(bearer(ingestToken.replace(/.$/, 'x')))).json();
    expect(wrong).not.toHaveProperty('detail');
  });

  it('names the kind of body that is not taken, and what is', async () => {
    const { ingestToken } = await newTenant();
    const headers = { ...bearer(ingestToken), 'Content-Encoding': 'br' };
    const response = await call('/v1/events', { method: 'POST', headers, body: 'x' });
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^Content-Encoding br .*gzip/) });
  });
});

describe('answers', () => {
  it('are kept by nobody on the way, but for what everybody may see', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const kept = async (path: string, init: RequestInit = {}) => (await call(path, init)).headers.get('Cache-Control');
    const headers = { ...bearer(adminToken), 'Content-Type': 'application/json' };
    for (const path of ['/v1/alerts', '/v1/alerts?format=ocsf', '/v1/tokens', '/v1/accounts/ola@example.com', '/v1/x'])
      expect(await kept(path, { headers }), path).toBe('no-store');
    const token = JSON.stringify({ kind: 'admin' });
    expect(await kept('/v1/tokens', { method: 'POST', headers, body: token })).toBe('no-store');
    expect(await kept('/v1/alerts')).toBe('no-store');
    expect(await kept('/v1/events', { method: 'POST', headers: bearer(ingestToken), body: '[]' })).toBe('no-store');
    expect(await kept('/')).toContain('no-store');
    expect(await kept('/assets/meridian.css')).toContain('public');
  });
});
