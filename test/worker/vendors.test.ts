/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest';
import type { Normalised } from '../../src/domain/reject.ts';
import { findSource, isPacked, SOURCES, type Source } from '../../src/sources/index.ts';
import { call, getJson, gzip, newTenant, post } from '../support/worker/client.ts';
import { WAYS_IN } from '../support/worker/ways-in.ts';

/** Every row of the table of sources, over HTTP, in the envelopes in which each vendor sends. Amazon and signatures have files of their own. */

const FIXTURES: Readonly<Record<string, string>> = import.meta.glob('../../fixtures/vendors/*.ndjson', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const fixture = (name: string): string => FIXTURES[`../../fixtures/vendors/${name}.ndjson`] ?? '';
const sourceNamed = (vendor: string): Source => {
  const source = findSource(vendor);
  if (source === undefined) throw new Error(`there is no ${vendor}`);
  return source;
};
const sample = (vendor: string): Readonly<Record<string, unknown>> => {
  const { sampleRecord } = sourceNamed(vendor);
  if (typeof sampleRecord !== 'object' || sampleRecord === null) throw new Error(`${vendor} has no sample`);
  return { ...sampleRecord };
};

interface Taken {
  readonly accepted: number;
  readonly duplicates: number;
  readonly passedOver: number;
  readonly rejectedCount: number;
}

describe.each(SOURCES.map(({ vendor }) => vendor).filter((vendor) => vendor !== 'hec'))(
  'the fixtures of %s',
  (vendor) => {
    it('come over HTTP to what the source makes of each, and to nothing more when they come again', async () => {
      const source = sourceNamed(vendor);
      const records = fixture(vendor)
        .split('\n')
        .filter((line) => line !== '')
        .flatMap((line) => source.unwrap(JSON.parse(line)));
      const outcomes = records
        .filter((record) => !isPacked(record))
        .map((record) => source.normalise(record, { receivedMs: Date.now() }));
      const count = (kind: Normalised['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
      const events = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []));
      expect(events.length).toBeGreaterThan(0);
      const packed = records.length - outcomes.length;
      const { ingestToken } = await newTenant();
      const path = vendor === 'events' ? '/v1/events' : `/v1/ingest/${vendor}`;
      const take = async () => (await post(path, ingestToken, fixture(vendor))).json<Taken>();
      const first = await take();
      expect(first.accepted).toBeGreaterThanOrEqual(new Set(events.map(({ id }) => id)).size);
      expect(first.accepted + first.duplicates).toBe(events.length + packed);
      expect([first.passedOver, first.rejectedCount]).toEqual([count('not-ours'), count('reject')]);
      // Without an id of its own and without a time, a record that comes again cannot be told from another.
      expect(await take()).toMatchObject({ passedOver: first.passedOver, rejectedCount: first.rejectedCount });
    });
  },
);

describe.each(WAYS_IN)('$vendor: $way', ({ vendor, path, wrap }) => {
  it.each(['plain', 'gzip'])('has its event taken, %s', async (packing) => {
    const tenant = await newTenant();
    const headers = path.startsWith('/services') ? { Authorization: `Splunk ${tenant.ingestToken}` } : {};
    const body = JSON.stringify(wrap(sample(vendor)));
    const response = await post(path, tenant.ingestToken, packing === 'gzip' ? await gzip(body) : body, headers);
    expect(response.status).toBe(200);
    const source = vendor === 'events' ? 'default' : `default/${vendor}`;
    expect(await getJson('/v1/stats', tenant.adminToken)).toMatchObject({
      sources: { [source]: { accepted: 1, passedOver: 0, rejected: 0 } },
    });
  });
});

it('has a way in for every vendor of the table', () => {
  const elsewhere = ['cloudtrail', 'cloudflare', 'custom', 'hec'];
  const vendors = new Set([...WAYS_IN.map(({ vendor }) => vendor), ...elsewhere]);
  expect(SOURCES.map(({ vendor }) => vendor).filter((vendor) => !vendors.has(vendor))).toEqual([]);
});

describe('Okta', () => {
  it('has its challenge answered, whether the source is made yet or not', async () => {
    const asked = await call('/v1/ingest/okta', { headers: { 'X-Okta-Verification-Challenge': 'prove it' } });
    expect(await asked.json()).toEqual({ verification: 'prove it' });
    expect((await call('/v1/ingest/okta')).status).toBe(404);
  });

  it('has records of other kinds passed over, and counted by their reason', async () => {
    const { adminToken, ingestToken } = await newTenant();
    const record = (uuid: string, more: object = {}) => ({ ...sample('okta'), uuid, ...more });
    const nobody = (alternateId: string) => ({ actor: { type: 'User', alternateId } });
    const records = [
      record('1'),
      record('2', { eventType: 'group.user_membership.add' }),
      record('3', nobody('Not Available')),
      record('4', nobody('unknown')),
    ];
    const passedOverReasons = { 'no real user': 2, 'no login': 1 };
    const response = await post('/v1/ingest/okta', ingestToken, JSON.stringify(records));
    expect(await response.json()).toMatchObject({ accepted: 1, passedOver: 3, passedOverReasons, rejectedCount: 0 });
    expect(await getJson('/v1/stats', adminToken)).toMatchObject({
      sources: { 'default/okta': { accepted: 1, passedOver: 3 } },
    });
    // With a reject beside them they are told at once, with what waited.
    await post('/v1/ingest/okta', ingestToken, JSON.stringify([...records, record('5', { published: 'noon' })]));
    const { sources } = await getJson<{ sources: object[] }>('/v1/sources', adminToken);
    expect(sources).toMatchObject([
      {
        name: 'default',
        passedOverShare: 6 / 9,
        passedOverReasons: { 'no real user': 4, 'no login': 2 },
        newestReject: { path: '/published' },
      },
    ]);
  });
});

describe('Cloudflare Logpush', () => {
  it.each(['text/plain', 'application/zip', 'multipart/form-data; boundary=x', 'application/pdf', 'text/html'])(
    'has its validation upload and its batches taken, gzip called %s',
    async (type) => {
      const { ingestToken } = await newTenant();
      const path = `/v1/ingest/cloudflare?token=${ingestToken}`;
      const upload = async (text: string) =>
        call(path, { method: 'POST', headers: { 'Content-Type': type }, body: await gzip(text) });
      expect((await upload('{"content":"tests","filename":"test.txt.gz"}')).status).toBe(200);
      const batch = `${JSON.stringify(sample('cloudflare'))}\n`;
      expect(await (await upload(batch)).json()).toMatchObject({ accepted: 1 });
    },
  );
});

it.each<[vendor: string, init: RequestInit, path: string, answer: string]>([
  ['slack', { method: 'POST', body: '{"type":"url_verification","challenge":"abc"}' }, '/v1/ingest/slack', 'abc'],
  ['dropbox', { method: 'GET' }, '/v1/ingest/dropbox?challenge=abc', 'abc'],
  ['entra', { method: 'POST', body: '' }, '/v1/ingest/entra?validationToken=abc', 'abc'],
  ['m365', { method: 'POST', body: '{}', headers: { 'Webhook-ValidationCode': 'abc' } }, '/v1/ingest/m365', ''],
])('%s has its handshake answered', async (_, init, path, answer) => {
  const { ingestToken } = await newTenant();
  const headers = { ...init.headers, 'X-Api-Key': ingestToken };
  const response = await call(path, { ...init, headers });
  expect([response.status, await response.text()]).toEqual([200, answer]);
});

it('answers 404 for a vendor that there is not', async () => {
  const { ingestToken } = await newTenant();
  expect((await post('/v1/ingest/nobody', ingestToken, '[]')).status).toBe(404);
  expect((await post('/v1/ingest/__proto__', ingestToken, '[]')).status).toBe(404);
});
