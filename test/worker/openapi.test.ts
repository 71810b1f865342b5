import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { faultsOf, schemasOf } from '../support/json-schema.ts';
import { bearer, call, newTenant, ORIGIN, ROOT } from '../support/worker/client.ts';

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Record<string, unknown>[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly requestBody?: { readonly content: Record<string, { schema: Schema }> };
  readonly responses: Readonly<Record<string, { description: string; content?: Record<string, { schema: object }> }>>;
}

interface Description {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components: { securitySchemes: object; schemas: object };
}

/** A record as a vendor sends it and what is read of it, a mapping, a baseline as it is stored, what a problem has of its own. */
const ANYTHING = [
  '/record',
  '/sampleRecord',
  '/fields/items/properties/value',
  '/mapping/additionalProperties',
  '/mapping/anyOf/0/additionalProperties',
  '/baseline/additionalProperties',
  'Problem/additionalProperties',
];

let text: string;
let description: Description;

beforeAll(async () => {
  const response = await call('/openapi.json');
  expect(response.status).toBe(200);
  text = await response.text();
  description = JSON.parse(text);
}, 60_000);

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

it('is OpenAPI 3.1', () => {
  expect(description.openapi).toMatch(/^3\.1\./);
  expect(description.info).toMatchObject({ title: 'Meridian', version: expect.any(String) });
});

it('describes every route that is registered, and no other', () => {
  const registered = createApp()
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual([...new Set(registered)].toSorted());
});

it('says of every operation what it does, who may call it, and what it answers', () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, method, operation } of operations()) {
    const name = `${method} ${path}`;
    expect(operation.summary, name).toBeTruthy();
    expect(operation.tags, name).toHaveLength(1);
    expect(operation.security, name).toBeDefined();
    for (const scheme of (operation.security ?? []).flatMap(Object.keys)) {
      expect(Object.keys(description.components.securitySchemes), name).toContain(scheme);
    }
    expect(
      Object.keys(operation.responses).some((status) => /^[23]\d\d$/.test(status)),
      name,
    ).toBe(true);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status, name).toMatch(/^[1-5]\d\d$/);
      expect(response.description, `${name} ${status}`).toBeTypeOf('string');
    }
  }
});

it('names every parameter of a path', () => {
  for (const { path, method, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(described.map(({ name }) => name).toSorted(), `${method} ${path}`).toEqual(inPath.toSorted());
    for (const parameter of described) expect(parameter.required).toBe(true);
  }
});

it('refers only to schemas that it holds', () => {
  const known = new Set(Object.keys(description.components.schemas).map((name) => `#/components/schemas/${name}`));
  const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
  expect(refs.length).toBeGreaterThan(0);
  for (const ref of refs) expect(known).toContain(ref);
});

it('describes the normal event that POST /v1/events takes: alone, in an array, and as a line', () => {
  const { content } = description.paths['/v1/events']?.post?.requestBody ?? { content: {} };
  const event = { $ref: '#/components/schemas/NormalEvent' };
  expect(content['application/x-ndjson']?.schema).toEqual(event);
  expect(content['application/json']?.schema).toEqual({ anyOf: [event, { type: 'array', items: event }] });
  const [login, storage] = Object(description.components.schemas).NormalEvent.oneOf;
  expect(login).toMatchObject({
    type: 'object',
    properties: { type: { const: 'login' }, account: { type: 'string', maxLength: 320 }, geo: { type: 'object' } },
    required: ['id', 'time', 'account', 'type'],
  });
  expect(storage).toMatchObject({ properties: { operation: { enum: ['upload', 'download', 'share', 'delete'] } } });
});

it('describes what a webhook is sent: an alert as it is answered, a notice, a test, each signed', () => {
  const bodyOf = (name: string) =>
    Object(description.webhooks[name]?.post?.requestBody?.content['application/json']?.schema);
  expect(Object.keys(description.webhooks)).toEqual(['alert', 'notice', 'test']);
  const answered = description.paths['/v1/alerts/{id}']?.get?.responses['200']?.content?.['application/json'];
  expect(bodyOf('alert').properties.data.properties.alert).toEqual(answered?.schema);
  expect(bodyOf('notice').properties.type.enum).toEqual(['notice.raised', 'notice.ended']);
  expect(bodyOf('test')).toMatchObject({ properties: { type: { const: 'test' } } });
  for (const [name, { post }] of Object.entries(description.webhooks)) {
    expect(bodyOf(name).required, name).toEqual(['type', 'timestamp', 'data']);
    expect(post?.parameters?.map((parameter) => parameter.name)).toEqual([
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
  }
});

it('says that settings are always there in an answer, and never have to be in a change', () => {
  const { get, patch } = description.paths['/v1/settings'] ?? {};
  const every = ['detection', 'shards', 'alertRetentionDays'];
  for (const operation of [get, patch]) {
    const shown = Object(operation?.responses['200']?.content?.['application/json']?.schema);
    expect(shown.required).toEqual(every);
    expect(shown.properties.detection.required).toEqual(['egressRanges', 'sanctionedStores']);
  }
  expect(Object(patch?.requestBody?.content['application/json']?.schema).required ?? []).toEqual([]);
});

it('leaves no schema empty but where anything may stand', () => {
  const empty = schemasOf(description).filter(
    ({ schema }) => typeof schema === 'object' && Object.keys(Object(schema)).length === 0,
  );
  expect(empty.map(({ at }) => at).filter((at) => !ANYTHING.some((place) => at.endsWith(place)))).toEqual([]);
});

it('holds schemas of JSON Schema 2020-12 only', () => {
  const faults = schemasOf(description).flatMap(({ at, schema }) => faultsOf(schema).map((fault) => `${at}: ${fault}`));
  expect(faults).toEqual([]);
  expect(text).toContain('"prefixItems"');
});

describe('what is answered', () => {
  const LARGE = 'x'.repeat(1_100_000);
  const FORM = 'application/x-www-form-urlencoded';
  const OTHER_SITE = { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' };
  const VALUES = ['nothing', 'A%20B', 'x'.repeat(400)];
  const QUERIES = ['', 'format=x', 'limit=x', 'cursor=x', 'since=x', 'source=A%20B', 'after=x', 'status=x'];

  let headersOf: (operation: Operation) => Record<string, string>;
  let csrf: string;

  beforeAll(async () => {
    vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const { adminToken, ingestToken } = await newTenant();
    const signedIn = await call('/sign-in', {
      method: 'POST',
      headers: { Origin: ORIGIN },
      body: new URLSearchParams({ token: adminToken }),
    });
    const Cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    csrf = /name="csrf" value="([^"]+)"/.exec(await (await call('/', { headers: { Cookie } })).text())?.[1] ?? '';
    expect(csrf).not.toBe('');
    headersOf = ({ security }) => {
      const scheme = Object.keys(security?.[0] ?? {})[0];
      if (scheme === 'session') return { Cookie };
      const tokens: Record<string, string> = { adminToken, ingestToken, rootToken: ROOT };
      return scheme === undefined ? {} : bearer(tokens[scheme] ?? '');
    };
  });
  afterAll(() => vi.restoreAllMocks());

  /** Everything that a caller may get wrong, whatever the route. */
  function requestsTo(path: string, method: string, operation: Operation): [path: string, init: RequestInit][] {
    const init = (headers: Record<string, string>, body?: string): RequestInit => ({
      method: method.toUpperCase(),
      headers,
      ...(body !== undefined && { body }),
    });
    const paths = path.includes('{') ? VALUES.map((value) => path.replace(/\{\w+\}/, value)) : [path];
    const right = headersOf(operation);
    const doors = [
      {},
      { Authorization: 'Bearer' },
      bearer('mrd_admin_x_y'),
      bearer(ROOT),
      { Authorization: 'Basic eA==' },
    ];
    const others = ['/v1/settings', '/v1/events'].flatMap((other) =>
      Object.values(description.paths[other] ?? {}).map((each) => headersOf(each)),
    );
    const at = (headers: Record<string, string>, body?: string) =>
      paths.map((each): [string, RequestInit] => [each, init(headers, body)]);
    const unasked = [...doors, ...others].map((headers): [string, RequestInit] => [paths[0] ?? path, init(headers)]);
    if (method === 'get')
      return [
        ...unasked,
        ...QUERIES.flatMap((query) => paths.map((each): [string, RequestInit] => [`${each}?${query}`, init(right)])),
      ];
    const json = { ...right, 'Content-Type': 'application/json' };
    return [
      ...unasked,
      ...at(right),
      ...at(json, '{'),
      ...at(json, '[]'),
      ...at(json, '{"status":"no","name":7}'),
      ...at({ ...right, 'Content-Type': 'text/plain' }, '{"status":"open"}'),
      ...at({ ...right, 'Content-Type': 'image/png' }, 'PNG'),
      ...at({ ...right, 'Content-Encoding': 'br' }, 'x'),
      ...at({ ...right, 'X-Splunk-Request-Channel': 'c' }, '{}'),
      ...at({ ...right, 'Content-Type': FORM, ...OTHER_SITE }, 'token=x'),
      ...at({ ...right, 'Content-Type': FORM, Origin: ORIGIN }, 'csrf=x'),
      ...at({ ...right, 'Content-Type': FORM, Origin: ORIGIN }, `csrf=${encodeURIComponent(csrf)}&action=x`),
      ...at(json, LARGE),
    ];
  }

  it('is described with its status and media type, whatever a caller gets wrong', async () => {
    const undescribed = new Set<string>();
    const statuses = new Set<number>();
    for (const { path, method, operation } of operations().toSorted(
      (one, other) => rankOf(one.path) - rankOf(other.path),
    ))
      for (const [asked, init] of requestsTo(path, method, operation)) {
        const response = await call(asked, init);
        await response.body?.cancel();
        statuses.add(response.status);
        const described = operation.responses[String(response.status)];
        const type = (response.headers.get('Content-Type') ?? '').split(';')[0] ?? '';
        const isDescribed = described !== undefined && (type === '' || described.content?.[type] !== undefined);
        if (!isDescribed) undescribed.add(`${method} ${path}: ${response.status} ${type}`);
      }
    expect([...undescribed]).toEqual([]);
    for (const status of [400, 401, 403, 404, 413, 415]) expect(statuses).toContain(status);
  }, 300_000);

  /** Signing out is the last thing to do. */
  const rankOf = (path: string): number => (path === '/sign-out' ? 1 : 0);
});
