import { describe, expect, it } from 'vitest';
import { gzip } from '../../../test/support/worker/client.ts';
import { base64 } from '../../../test/support/worker/signing.ts';
import { findSource, type Source } from '../../sources/index.ts';
import { MAX_BODY_BYTES, MAX_EVENTS } from './constants.ts';
import type { Dispatcher } from './dispatch.ts';
import { takeIn } from './intake.ts';
import { piecesOf } from './pieces.ts';
import type { Placed } from './placed.ts';
import { eventsOf } from './records.ts';
import { Tally } from './tally.ts';

const sourceNamed = (vendor: string): Source => {
  const source = findSource(vendor);
  if (source === undefined) throw new Error(`there is no ${vendor}`);
  return source;
};

const sampleOf = (vendor: string): object => ({ ...Object(sourceNamed(vendor).sampleRecord) });

async function* chunksOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.byteLength; at += 65_536)
    yield { ok: true as const, value: bytes.subarray(at, at + 65_536) };
}

/** Takes a body in, and gathers what would go to the shards. */
async function taken(vendor: string, body: string) {
  const source = sourceNamed(vendor);
  const placed: Placed[] = [];
  const runs: { readonly unpackedBytes: number }[] = [];
  const tally = new Tally('default', vendor, Date.UTC(2026, 9, 5));
  const dispatcher: Dispatcher = {
    add: async (events) => {
      for (const event of events) placed.push(event);
      runs.push({ unpackedBytes: tally.unpackedBytes });
    },
    finish: async () => undefined,
    failure: () => undefined,
  };
  const failure = await takeIn(piecesOf(chunksOf(body), source.lists), source, dispatcher, tally, Date.UTC(2026, 9, 5));
  return { placed, runs, tally, failure };
}

describe('the number of records that a request may hold', () => {
  const empty = (count: number) => Array(count).fill('{}').join(',');
  const tooMany = { kind: 'too-many', limit: MAX_EVENTS };

  it.each([
    ['an array', (count: number) => `[${empty(count)}]`],
    ['an envelope', (count: number) => `{"Records":[${empty(count)}]}`],
    ['several envelopes', (count: number) => `{"Records":[${empty(60_000)}]}\n{"Records":[${empty(count - 60_000)}]}`],
  ])('is counted by record in %s', async (_, body) => {
    const most = await taken('cloudtrail', body(MAX_EVENTS));
    expect([most.failure, most.tally.passedOver]).toEqual([undefined, MAX_EVENTS]);
    const more = await taken('cloudtrail', body(MAX_EVENTS + 1));
    expect([more.failure, more.tally.passedOver]).toEqual([tooMany, MAX_EVENTS]);
  });
});

describe('an envelope longer than may be held', () => {
  const MEGABYTES = 9;
  const grown = (vendor: string) => {
    const record = sourceNamed(vendor).sampleRecord;
    const count = Math.ceil((MEGABYTES * 1_048_576) / JSON.stringify(record).length);
    return { text: Array(count).fill(JSON.stringify(record)).join(','), count };
  };

  it.each([
    ['cloudtrail', 'cloudtrail', 'Records', ''],
    ['cloudtrail', 'hec', 'Records', ''],
    ['entra', 'entra', 'value', '"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns",'],
    ['google-workspace', 'google-workspace', 'items', '"kind":"admin#reports#activities",'],
    ['events', 'events', 'events', ''],
  ])('of %s, sent to %s, has every record of its %s taken', async (vendor, wayIn, name, head) => {
    const { text, count } = grown(vendor);
    const { placed, tally, failure } = await taken(wayIn, `{${head}"${name}":[${text}],"more":{"cursor":null}}`);
    expect([failure, tally.rejectedCount, tally.passedOver]).toEqual([undefined, 0, 0]);
    expect(tally.records).toBe(count);
    expect(new Set(placed.map((each) => each.vendor))).toEqual(new Set([vendor]));
    expect(placed.at(-1)?.index).toBe(count - 1);
  });

  it('of Firehose has what is packed in each record taken, and still names its request', async () => {
    const data = btoa(JSON.stringify(sourceNamed('cloudtrail').sampleRecord));
    const records = Array(Math.ceil((MEGABYTES * 1_048_576) / data.length)).fill({ data });
    const body = JSON.stringify({ requestId: 'r-1', timestamp: 1_791_187_200_000, records });
    const { placed, tally } = await taken('cloudtrail', body);
    expect([placed.length, tally.rejectedCount]).toEqual([records.length, 0]);
    const pieces = piecesOf(chunksOf(body), sourceNamed('cloudtrail').lists);
    const first = (await pieces.next()).value;
    const value = first?.ok && first.value[0]?.kind === 'value' ? first.value[0].value : undefined;
    expect(sourceNamed('cloudtrail').acknowledge?.(value, 0)?.body).toContain('"r-1"');
  });
});

describe('an envelope of packs', () => {
  const packOf = async (text: string) => base64(new Uint8Array(await gzip(text)));
  const envelopeOf = (packs: readonly string[]) =>
    JSON.stringify({ requestId: 'r', records: packs.map((data) => ({ data })) });
  const line = (more: object = {}) => `${JSON.stringify({ ...sampleOf('cloudtrail'), ...more })}\n`;

  it('is read pack by pack: what one holds is on its way before the next is unpacked', async () => {
    const packs = await Promise.all([1, 2, 3].map((n) => packOf(line({ eventID: `e${n}` }).repeat(100))));
    const { placed, runs } = await taken('cloudtrail', envelopeOf(packs));
    expect(placed).toHaveLength(300);
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(runs.map(({ unpackedBytes }) => unpackedBytes)[0]).toBeLessThan(runs.at(-1)?.unpackedBytes ?? 0);
  });

  it('breaks off where its packs hold more than a body may, or more records', async () => {
    const wide = await packOf(line({ pad: ' '.repeat(1_000_000) }).repeat(8));
    const bomb = await taken('cloudtrail', envelopeOf(Array(20).fill(wide)));
    expect(bomb.failure).toEqual({ kind: 'too-large', limitBytes: MAX_BODY_BYTES });
    expect(bomb.placed.length).toBeLessThan(100);
    const empty = await packOf('{}\n'.repeat(300_000));
    const many = await taken('cloudtrail', envelopeOf([empty, empty]));
    expect([many.failure, many.tally.passedOver]).toEqual([{ kind: 'too-many', limit: MAX_EVENTS }, MAX_EVENTS]);
  });

  it('costs a pack that cannot be unpacked, and the lines of one that are no JSON', async () => {
    const packs = [
      'H4sInonsense',
      await packOf(`${line()}nonsense\n${line({ eventID: 'other' })}`),
      await packOf(line()),
    ];
    const { placed, tally } = await taken('cloudtrail', envelopeOf(packs));
    expect(placed.map(({ index }) => index)).toEqual([1, 3, 4]);
    expect(tally.recorded).toMatchObject([
      { index: 0, reason: expect.stringContaining('cannot be unpacked'), raw: 'H4sInonsense' },
      { index: 2, reason: expect.stringContaining('not JSON'), raw: 'nonsense' },
    ]);
  });
});

describe('a source that throws', () => {
  it.each(['unwrap', 'normalise'])('in %s costs its record', async (method) => {
    const source = {
      ...sourceNamed('events'),
      [method]: () => {
        throw new RangeError('Maximum call stack size exceeded');
      },
    };
    const tally = new Tally('default', 'events', Date.UTC(2026, 9, 5));
    const text = JSON.stringify({ id: '1' });
    for await (const _ of eventsOf({ kind: 'value', value: { id: '1' }, text }, source, tally, 0));
    expect(tally.rejectedCount).toBe(1);
  });
});

describe('the time of an event', () => {
  it.each([
    ['1999-12-31T23:59:59Z', '/time', 'before the year 2000'],
    ['0001-01-01T00:00:00Z', '/time', 'before the year 2000'],
    ['2026-10-06T00:00:01Z', '/time', 'more than 1 day ahead of now'],
  ])('%s is nobody’s', async (time, path, reason) => {
    const { placed, tally } = await taken('events', JSON.stringify({ ...sampleOf('events'), time }));
    expect([placed.length, tally.recorded]).toEqual([0, [expect.objectContaining({ path, reason })]]);
  });

  it.each(['2000-01-01T00:00:00Z', '2018-08-17T02:14:09Z', '2026-10-06T00:00:00Z'])('%s may be', async (time) => {
    const { placed } = await taken('events', JSON.stringify({ ...sampleOf('events'), time }));
    expect(placed).toHaveLength(1);
  });
});
