import { expect, it } from 'vitest';
import { call } from '../support/worker/client.ts';

/** Addresses that lead nowhere. */

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

it.each([
  ['GET', '/nowhere', 404, 'There is no such thing'],
  ['GET', '/alerts', 404, 'There is no such thing'],
  // Where the answer to a form stood, once it is asked for anew.
  ['GET', '/channels/soar/test', 405, 'The method is not allowed here'],
])('%s %s is a page for a browser: %i', async (method, path, status, title) => {
  const response = await call(path, { method, headers: { Accept: BROWSER } });
  expect(response.status).toBe(status);
  expect(response.headers.get('Content-Type')).toContain('text/html');
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect(response.headers.get('X-Request-Id')).toBeTruthy();
  if (status === 405) expect(response.headers.get('Allow')).toContain('POST');
  const text = await response.text();
  expect(text).toContain(`<h1>${title}</h1>`);
  expect(text).toContain('Back to the alerts');
});

it.each([
  ['/nowhere', undefined],
  ['/nowhere', '*/*'],
  ['/nowhere', 'application/json, text/html;q=0.5'],
  ['/v1/nowhere', BROWSER],
  ['/services/nowhere', BROWSER],
])('%s with Accept: %s is a problem', async (path, accept) => {
  const response = await call(path, accept === undefined ? {} : { headers: { Accept: accept } });
  expect(response.status).toBe(404);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ type: 'urn:meridian:problem:not-found', instance: path });
});
