import { exports } from 'cloudflare:workers';

/** A caller of the Worker under test. */

export const ORIGIN = 'https://meridian.example';
export const ROOT = 'root-token-of-the-tests';

export const call = (path: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(new Request(`${ORIGIN}${path}`, { redirect: 'manual', ...init }));

export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

export interface TestTenant {
  readonly tenant: string;
  readonly adminToken: string;
  readonly ingestToken: string;
}

let made = 0;

/** A tenant of its own for each test. */
export async function newTenant(name = `t${++made}-${crypto.randomUUID().slice(0, 8)}`): Promise<TestTenant> {
  const response = await postJson('/v1/tenants', ROOT, { tenant: name });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

export const postJson = (path: string, token: string, body: unknown): Promise<Response> =>
  sendJson('POST', path, token, body);

export const sendJson = (method: string, path: string, token: string, body: unknown): Promise<Response> =>
  call(path, {
    method,
    headers: { ...bearer(token), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

export const getJson = async <T>(path: string, token: string): Promise<T> => {
  const response = await call(path, { headers: bearer(token) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

export const ndjson = (records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

export const send = (token: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  call('/v1/events', { method: 'POST', headers: { ...bearer(token), ...headers }, body });

export const gzip = (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

/** A source of the tenant's, and its ingest token. */
export async function sourceOf(tenant: TestTenant, vendor: string, options: object = {}): Promise<string> {
  const made = await postJson('/v1/sources', tenant.adminToken, { name: `our-${vendor}`, vendor, ...options });
  if (made.status !== 201) throw new Error(await made.text());
  return (await made.json<{ token: { token: string } }>()).token.token;
}

export const post = (path: string, token: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', headers: { ...bearer(token), ...headers }, body });

/** As much of an answer of GET /v1/alerts as tests look at. */
export interface AlertPage {
  readonly alerts: { id: string; account: string; status: string; severity: string; note?: string }[];
  readonly next?: string;
}
