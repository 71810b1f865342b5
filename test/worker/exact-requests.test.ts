import { beforeAll, describe, expect, it } from 'vitest';
import { LIST_LIMIT_MAX } from '../../src/tenants/constants.ts';
import { bearer, call, getJson, newTenant, postJson, ROOT, sendJson } from '../support/worker/client.ts';

/** What nobody knows is refused by its name: a misspelt setting would not be in force, a misspelt filter would filter nothing. */

let adminToken: string;
beforeAll(async () => {
  ({ adminToken } = await newTenant());
});

async function refusal(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  const { detail } = await response.json<{ detail: string }>();
  return [response.status, detail];
}

describe('a field that no request has', () => {
  const slack = { name: 'chat', kind: 'slack', url: 'https://example.com/hook' };
  const hmac = { scheme: 'hmac-sha256', header: 'x-signature' };

  it.each([
    ['POST', '/v1/sources', { name: 's9', vendor: 'github', signingSecrett: 'x' }, '/signingSecrett'],
    ['POST', '/v1/sources', { name: 's9', vendor: 'custom', signing: { ...hmac, prefx: 'x' } }, '/signing/prefx'],
    ['PATCH', '/v1/sources/default', { signingSecrett: 'x' }, '/signingSecrett'],
    ['POST', '/v1/sources/dry-run', { vendor: 'okta', record: {}, maping: {} }, '/maping'],
    ['POST', '/v1/tokens', { kind: 'admin', lable: 'mine' }, '/lable'],
    ['POST', '/v1/channels', { ...slack, severty: 'high' }, '/severty'],
    ['POST', '/v1/channels', { ...slack, routingKey: 'x' }, '/routingKey'],
    ['PATCH', '/v1/channels/chat', { severty: 'high' }, '/severty'],
    ['PATCH', '/v1/settings', { shard: 4 }, '/shard'],
    ['PATCH', '/v1/settings', { detection: { egressRange: [] } }, '/detection/egressRange'],
    ['PATCH', '/v1/alerts/alr_x', { status: 'resolved', note2: 'x' }, '/note2'],
    [
      'PATCH',
      '/v1/alerts/alr_x',
      { verdict: { verdict: 'expected', untill: '2999-01-01T00:00:00Z' } },
      '/verdict/untill',
    ],
    ['POST', '/v1/rejects/replay', { sorce: 'okta' }, '/sorce'],
  ])('%s %s %j is refused', async (method, path, body, pointer) => {
    expect(await refusal(sendJson(method, path, adminToken, body))).toEqual([400, `${pointer}: no such field`]);
  });

  it('is refused of a tenant, too, and none is made', async () => {
    const tenant = 'misspelt';
    expect(await refusal(postJson('/v1/tenants', ROOT, { tenant, shards: 4 }))).toEqual([
      400,
      '/shards: no such field',
    ]);
    expect((await postJson('/v1/tenants', ROOT, { tenant })).status).toBe(201);
  });

  it('makes nothing: neither a source without its signature nor a token of more than was meant', async () => {
    await postJson('/v1/sources', adminToken, { name: 's9', vendor: 'github', signingSecrett: 'x' });
    expect((await call('/v1/sources/s9', { headers: bearer(adminToken) })).status).toBe(404);
    const tokens = () => getJson<{ tokens: object[] }>('/v1/tokens', adminToken);
    const before = await tokens();
    expect(await refusal(postJson('/v1/tokens', adminToken, { kind: 'admin', source: 'default' }))).toEqual([
      400,
      '/source: an admin token belongs to no source',
    ]);
    expect(await tokens()).toEqual(before);
  });

  it('is excluded by the description of the request', async () => {
    const { paths } = await getJson<{ paths: object }>('/openapi.json', adminToken);
    const bodyOf = (path: string, method: string) =>
      Object(paths)[path][method].requestBody.content['application/json'].schema;
    for (const path of ['/v1/sources', '/v1/tokens', '/v1/tenants', '/v1/rejects/replay'])
      expect(bodyOf(path, 'post').additionalProperties, path).toBe(false);
    for (const path of ['/v1/sources/{name}', '/v1/channels/{name}', '/v1/settings', '/v1/alerts/{id}'])
      expect(bodyOf(path, 'patch').additionalProperties, path).toBe(false);
    for (const channel of bodyOf('/v1/channels', 'post').oneOf) expect(channel.additionalProperties).toBe(false);
  });
});

describe('a field that is missing', () => {
  it.each([
    ['/v1/channels', { name: 'chat', kind: 'pagerduty' }, '/routingKey'],
    ['/v1/channels', { name: 'chat' }, '/kind'],
    ['/v1/sources', { vendor: 'github' }, '/name'],
    ['/v1/tokens', {}, '/kind'],
  ])('of %s %j is told as that', async (path, body, pointer) => {
    expect(await refusal(postJson(path, adminToken, body))).toEqual([400, `${pointer}: is missing`]);
  });
});

describe('a parameter that is not known', () => {
  const get = (path: string) => call(path, { headers: bearer(adminToken) });
  const configuration = async () => {
    const [{ sources }, { tokens }, { channels }, settings] = await Promise.all([
      getJson<{ sources: { name: string }[] }>('/v1/sources', adminToken),
      getJson<{ tokens: { id: string }[] }>('/v1/tokens', adminToken),
      getJson<{ channels: { name: string }[] }>('/v1/channels', adminToken),
      getJson<object>('/v1/settings', adminToken),
    ]);
    return { settings, names: [...sources, ...channels].map(({ name }) => name), tokens: tokens.map(({ id }) => id) };
  };

  it.each(['alerts', 'campaigns', 'notices', 'rejects', 'sources', 'tokens', 'channels', 'vendors'])(
    'of /v1/%s is refused',
    async (list) => {
      expect(await refusal(get(`/v1/${list}?bogus=1`))).toEqual([400, '/bogus: no such parameter']);
      expect((await get(`/v1/${list}`)).status).toBe(200);
    },
  );

  it.each([
    'alerts/alr_x',
    'accounts/ola@example.com',
    'sources/default',
    'channels/chat',
    'settings',
    'stats',
    'stream',
  ])('is refused by /v1/%s', async (path) => {
    expect(await refusal(get(`/v1/${path}?bogus=1`))).toEqual([400, '/bogus: no such parameter']);
  });

  it.each([
    ['POST', 'sources', { name: 'bogus', vendor: 'okta' }],
    ['POST', 'sources/dry-run', { vendor: 'okta', record: {} }],
    ['PATCH', 'sources/default', {}],
    ['DELETE', 'sources/default', undefined],
    ['POST', 'tokens', { kind: 'admin' }],
    ['DELETE', 'tokens/tok_x', undefined],
    ['POST', 'channels', { name: 'bogus', kind: 'slack', url: 'https://example.com/hook' }],
    ['PATCH', 'channels/chat', { severity: 'high' }],
    ['DELETE', 'channels/chat', undefined],
    ['POST', 'channels/chat/test', {}],
    ['PATCH', 'settings', { detection: { egressRanges: ['192.0.2.0/24'] } }],
    ['PATCH', 'alerts/alr_x', { status: 'resolved' }],
    ['DELETE', 'accounts/ola@example.com', undefined],
    ['DELETE', 'notices/ntc_x', undefined],
    ['POST', 'rejects/replay', {}],
  ])('is refused by %s /v1/%s, which then changes nothing', async (method, path, body) => {
    const before = await configuration();
    expect(await refusal(sendJson(method, `/v1/${path}?bogus=1`, adminToken, body))).toEqual([
      400,
      '/bogus: no such parameter',
    ]);
    expect(await configuration()).toEqual(before);
  });

  it('is refused where a tenant is made, and none is', async () => {
    const tenant = 'no-trial';
    expect(await refusal(postJson('/v1/tenants?dryRun=1', ROOT, { tenant }))).toEqual([
      400,
      '/dryRun: no such parameter',
    ]);
    expect((await postJson('/v1/tenants', ROOT, { tenant })).status).toBe(201);
  });

  it('is refused beside those that it has, whichever comes first', async () => {
    expect(await refusal(get('/v1/alerts?limit=5&sevrity=high'))).toEqual([400, '/sevrity: no such parameter']);
    expect(await refusal(get('/v1/alerts?sevrity=high&order=gravest'))).toEqual([400, '/sevrity: no such parameter']);
  });
});

describe('the limit of a list', () => {
  it('is told where it comes twice', async () => {
    const answer = call('/v1/alerts?limit=1&limit=2', { headers: bearer(adminToken) });
    expect(await refusal(answer)).toEqual([400, '/limit: is given more than once']);
  });

  it.each(['100000', '0', '1001', '-1', '1.5', 'ten', ''])('is told where it is %j', async (limit) => {
    const answer = call(`/v1/alerts?limit=${limit}`, { headers: bearer(adminToken) });
    expect(await refusal(answer)).toEqual([400, `/limit: 1 to ${LIST_LIMIT_MAX}`]);
  });
});
