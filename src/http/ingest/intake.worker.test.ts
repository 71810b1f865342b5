import { describe, expect, it } from 'vitest';
import { findSource, type Source } from '../../sources/index.ts';
import { MAX_EVENTS } from './constants.ts';
import type { Dispatcher } from './dispatch.ts';
import { piecesOf, takeIn } from './intake.ts';
import type { Placed } from './records.ts';
import { Tally } from './tally.ts';

const sourceNamed = (vendor: string): Source => {
  const source = findSource(vendor);
  if (source === undefined) throw new Error(`there is no ${vendor}`);
  return source;
};

async function* chunksOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.byteLength; at += 65_536)
    yield { ok: true as const, value: bytes.subarray(at, at + 65_536) };
}

/** Takes a body in, and gathers what would go to the shards. */
async function taken(vendor: string, body: string) {
  const source = sourceNamed(vendor);
  const placed: Placed[] = [];
  const dispatcher: Dispatcher = {
    add: async (events) => {
      placed.push(...events);
    },
    finish: async () => undefined,
    failure: () => undefined,
  };
  const tally = new Tally('default', vendor, Date.UTC(2026, 9, 5));
  const failure = await takeIn(piecesOf(chunksOf(body), source.lists), source, dispatcher, tally, Date.UTC(2026, 9, 5));
  return { placed, tally, failure };
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
