import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, getJson, gzip, ndjson, newTenant, post, send, sourceOf } from '../support/worker/client.ts';
import { base64 } from '../support/worker/signing.ts';

/** What a hostile sender tries, and what one that was set up wrongly sends. Nothing of it is a 500, nothing costs its neighbours. */

// Refusals are told to the operator too.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
});
afterEach(() => vi.restoreAllMocks());

const login = (id: string, more: object = {}) => ({
  id,
  time: '2026-10-05T08:00:00Z',
  type: 'login',
  account: 'ola@example.com',
  ...more,
});
const line = (id: string, more: object = {}) => JSON.stringify(login(id, more));

interface Answer {
  readonly accepted: number;
  readonly duplicates: number;
  readonly passedOver: number;
  readonly passedOverReasons?: Record<string, number>;
  readonly rejected: { index: number; path: string; reason: string }[];
  readonly rejectedCount: number;
}

const take = async (body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> => {
  const { ingestToken } = await newTenant();
  const response = await send(ingestToken, body, headers);
  expect([200, 400]).toContain(response.status);
  return response.json<Answer>();
};

const pathOf = (vendor: string): string =>
  ({ events: '/v1/events', hec: '/services/collector/event' })[vendor] ?? `/v1/ingest/${vendor}`;

describe('a body', () => {
  const deep = (open: string, close: string, levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;

  it.each([
    ['objects', (levels: number) => deep('{"a":', '}', levels)],
    ['arrays', (levels: number) => deep('[', ']', levels)],
    ['both', (levels: number) => deep('[{"a":', '}]', levels)],
  ])('of %s nested a hundred thousand deep costs itself', async (_, nested) => {
    for (const levels of [100, 10_000, 100_000]) {
      const within = await take(`${line('1')}\n{"id":"2","x":${nested(levels)}}\n${line('3')}\n`);
      expect(within).toMatchObject({ accepted: 2, rejectedCount: 1 });
      const inArray = await take(`[${line('1')},{"id":"2","x":${nested(levels)}},${line('3')}]`);
      expect(inArray).toMatchObject({ accepted: 2, rejectedCount: 1 });
    }
    for (const vendor of ['okta', 'cloudtrail', 'hec', 'ocsf']) {
      const { ingestToken } = await newTenant();
      const path = vendor === 'hec' ? '/services/collector/event' : `/v1/ingest/${vendor}`;
      const response = await post(path, ingestToken, `{"Records":[${nested(50_000)}],"events":${nested(50_000)}}`);
      expect([200, 400]).toContain(response.status);
    }
  });

  it.each(['events', 'okta', 'cloudtrail', 'gcp', 'hec', 'ocsf', 'custom'])(
    'that is one array in another a hundred thousand deep is no failure of ours (%s)',
    async (vendor) => {
      const { ingestToken } = await newTenant();
      for (const levels of [5_000, 100_000]) {
        const body = deep('[', ']', levels);
        for (const whole of [body, `[${line('1')},${body}]`]) {
          const response = await post(pathOf(vendor), ingestToken, whole);
          expect([200, 400], `${levels}: ${await response.text()}`).toContain(response.status);
        }
      }
    },
  );

  it('that broke off in an object of two hundred thousand lines costs these', async () => {
    expect(await take(`{"x":[\n${'{},\n'.repeat(99_000)}`)).toMatchObject({ accepted: 0 });
    const { ingestToken } = await newTenant();
    expect((await send(ingestToken, `{"x":[\n${'{},\n'.repeat(200_000)}`)).status).toBe(413);
  }, 60_000);

  it('in a pack of more values than a call takes arguments is counted', async () => {
    const { ingestToken } = await newTenant();
    for (const [values, status] of [
      [99_000, 200],
      [300_000, 413],
    ] as const) {
      const data = base64(new Uint8Array(await gzip('{}\n'.repeat(values))));
      const response = await post(
        '/v1/ingest/cloudtrail',
        ingestToken,
        JSON.stringify({ requestId: 'r', records: [{ data }] }),
      );
      expect([response.status, await response.text()]).toEqual([status, expect.any(String)]);
    }
  }, 60_000);

  it.each([
    ['1e999', '{"id":"2","time":1e999,"type":"login","account":"a"}'],
    ['a number of 100,000 digits', `{"id":"2","time":${'9'.repeat(100_000)},"type":"login","account":"a"}`],
    ['negative bytes', line('2', { type: 'storage', service: 's', operation: 'upload', bytes: -1 })],
    [
      'bytes beyond what is exact',
      `${line('2', { type: 'storage', service: 's', operation: 'upload' }).slice(0, -1)},"bytes":1e300}`,
    ],
    ['the year 9999', line('2', { time: '9999-12-31T23:59:59Z' })],
    ['a name of 100 KB', line('2', { account: 'x'.repeat(100_000) })],
    [
      'a prototype for an account',
      '{"id":"2","time":"2026-10-05T08:00:00Z","type":"login","account":{"__proto__":null}}',
    ],
    ['NUL bytes between', `\0\0\0`],
  ])('with %s costs itself', async (_, bad) => {
    expect(await take(`${line('1')}\n${bad}\n${line('3')}`)).toMatchObject({ accepted: 2, rejectedCount: 1 });
  });

  it('is read with CRLF, a BOM, blanks, a record separator, and whatever it is called', async () => {
    const body = `\ufeff \r\n${line('1')}\r\n\r\n\u001e${line('2')}\r\n`;
    for (const type of ['text/plain', 'application/x-ndjson', 'application/json; charset=utf-16', 'nonsense', ''])
      expect(await take(body, { 'Content-Type': type }), type).toMatchObject({ accepted: 2, rejectedCount: 0 });
  });

  it('keeps NUL, lone surrogates and own words of JavaScript in names apart', async () => {
    const names = [
      'ola\u0000@example.com',
      'ola@example.com',
      '\ud800',
      '\udfff',
      '__proto__',
      'constructor',
      'toString',
    ];
    const body = ndjson(names.map((account, index) => login(`${index}`, { account, app: account })));
    expect((await take(body)).accepted).toBe(names.length);
  });

  it('with a key twice means the last, as JSON.parse does', async () => {
    const { adminToken, ingestToken } = await newTenant();
    await send(ingestToken, `${line('1').slice(0, -1)},"account":"kari@example.com"}`);
    expect(await getJson('/v1/accounts/kari%40example.com', adminToken)).toMatchObject({ account: 'kari@example.com' });
  });

  it('of blanks only is nobody’s mistake but the collector’s: forwarders probe with a line end', async () => {
    const { ingestToken } = await newTenant();
    for (const body of [' ', '\r\n\r\n', '\ufeff']) {
      expect(await (await send(ingestToken, body)).json()).toMatchObject({ accepted: 0, rejectedCount: 0 });
      expect((await post('/services/collector/event', ingestToken, body)).status).toBe(400);
    }
  });

  it.each(['', '\0'])('with nothing in it (%j) is a mistake', async (body) => {
    const { ingestToken } = await newTenant();
    for (const path of ['/v1/events', '/v1/ingest/okta', '/services/collector/event'])
      expect((await post(path, ingestToken, body)).status, path).toBe(400);
  });

  it('of one line longer than an envelope may be costs that line', async () => {
    const body = `${line('1')}\n{"x":"${'x'.repeat(9_000_000)}"}\n${line('3')}\n`;
    expect(await take(body)).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, reason: expect.stringContaining('longer') }],
    });
  }, 60_000);

  it('of events that are long in JSON costs none of them, and none of their neighbours', async () => {
    const long = Array.from({ length: 999 }, (_, index) =>
      login(`long${index}`, { userAgent: '\u0001'.repeat(2_048) }),
    );
    expect(await take(ndjson([login('good'), ...long]))).toMatchObject({ accepted: 1_000, rejectedCount: 0 });
  }, 60_000);

  it.each([
    ['a value of a megabyte', () => [line('2', { type: 'x'.repeat(1_000_000) })]],
    ['forty values of a megabyte', () => Array(40).fill(line('2', { type: 'x'.repeat(900_000) }))],
    ['two thousand records of 8 KB', () => Array(1_999).fill(`{"id":"2","x":"東${'x'.repeat(8_100)}`)],
  ])(
    'with %s that cannot be read is answered in few words, and the good event is taken',
    async (_, bad) => {
      const { ingestToken } = await newTenant();
      const response = await send(ingestToken, [line('1'), ...bad()].join('\n'));
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text.length).toBeLessThan(50_000);
      expect(JSON.parse(text)).toMatchObject({ accepted: 1, rejectedCount: bad().length });
    },
    60_000,
  );

  it('in an envelope that unpacks to more than an envelope may be costs that pack', async () => {
    const { ingestToken } = await newTenant();
    const bomb = base64(new Uint8Array(await gzip(' '.repeat(9_000_000))));
    const body = JSON.stringify({ requestId: 'r', records: [{ data: bomb }, { data: 'H4sInonsense' }] });
    const response = await post('/v1/ingest/cloudtrail', ingestToken, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ accepted: 0, rejectedCount: 2 });
  }, 60_000);
});

describe('a source that was set up wrongly', () => {
  const okta = {
    eventType: 'user.session.start',
    published: '2026-10-05T08:00:00.000Z',
    uuid: '1',
    outcome: { result: 'SUCCESS' },
    actor: { type: 'User', alternateId: 'ola@example.com' },
    securityContext: {},
    debugContext: {},
  };

  it('is told whose records it sends to the address of another vendor', async () => {
    const { adminToken, ingestToken } = await newTenant();
    for (const vendor of ['entra', 'cloudtrail', 'github', 'events']) {
      const path = vendor === 'events' ? '/v1/events' : `/v1/ingest/${vendor}`;
      const answer = await (await post(path, ingestToken, ndjson([okta, okta]))).json<Answer>();
      expect(answer, vendor).toMatchObject({ accepted: 0 });
      if (vendor === 'events') expect(answer.rejectedCount).toBe(2);
      else expect(answer.passedOverReasons, vendor).toEqual({ 'a record of okta': 2 });
    }
    const { sources } = await getJson<{ sources: { passedOverReasons: object }[] }>('/v1/sources', adminToken);
    expect(sources[0]?.passedOverReasons).toEqual({ 'a record of okta': 6 });
  });

  it('with an admin token is told which kind it needs, and with none how to come in', async () => {
    const { adminToken } = await newTenant();
    const wrong = await post('/v1/ingest/okta', adminToken, '[]');
    expect([wrong.status, await wrong.json()]).toEqual([
      403,
      expect.objectContaining({ detail: 'An ingest token is required.' }),
    ]);
    const none = await call('/v1/ingest/okta', { method: 'POST', body: '[]' });
    expect([none.status, none.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="meridian"']);
    expect((await call('/v1/alerts', { headers: { Authorization: `Bearer ${adminToken}x` } })).status).toBe(401);
  });

  it('with a method of another kind is told which there are', async () => {
    const { ingestToken } = await newTenant();
    for (const path of ['/v1/events', '/services/collector/event']) {
      const response = await call(path, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${ingestToken}` },
        body: '[]',
      });
      expect([response.status, response.headers.get('Allow')], path).toEqual([405, 'POST']);
    }
  });

  it('with a vendor in the wrong case or by its other name is understood', async () => {
    const tenant = await newTenant();
    const token = await sourceOf(tenant, 'aws');
    expect((await post('/v1/ingest/CloudTrail', token, '[]')).status).toBe(200);
  });
});
