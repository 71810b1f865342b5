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
  const failure = await takeIn(piecesOf(chunksOf(body)), source, dispatcher, tally, Date.UTC(2026, 9, 5));
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
