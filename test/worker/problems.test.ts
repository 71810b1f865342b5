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
  });
});
