import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Accepted, Batch } from '../../accounts/batch.ts';
import { MAX_BATCH_CHARS } from '../../accounts/constants.ts';
import { shardTable } from '../../accounts/routing.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../../domain/settings.ts';
import { createEnricher } from '../../enrichment/enrich.ts';
import type { AppEnv } from '../context.ts';
import { withRetry } from '../objects.ts';
import { answer } from './answers.ts';
import { createDispatcher, type Destination } from './dispatch.ts';
import type { IngestFailure } from './intake.ts';
import type { Placed } from './placed.ts';
import { Tally } from './tally.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => vi.restoreAllMocks());

const failing = (marks: object) => Object.assign(new Error('as the runtime throws it'), marks);

describe('calling an object', () => {
  const attempts = async (error: Error) => {
    const stubs: number[] = [];
    const call = async (stub: number) => {
      if (stub === 1) throw error;
      return 'done';
    };
    const stub = () => {
      stubs.push(stubs.length + 1);
      return stubs.length;
    };
    const outcome = await withRetry(stub, call).catch(() => 'failed');
    return { outcome, stubs: stubs.length };
  };

  it('is tried once more, with a new stub, when the runtime says that this may help', async () => {
    expect(await attempts(failing({ retryable: true }))).toEqual({ outcome: 'done', stubs: 2 });
  });

  it('is never repeated when the object is overloaded, or failed by itself', async () => {
    expect(await attempts(failing({ retryable: true, overloaded: true }))).toEqual({ outcome: 'failed', stubs: 1 });
    expect(await attempts(failing({ remote: true }))).toEqual({ outcome: 'failed', stubs: 1 });
  });
});

const event = (index: number): Placed => ({
  index,
  vendor: 'events',
  event: { id: `${index}`, time: '2026-10-05T08:00:00Z', type: 'login', account: `a${index % 50}`, outcome: 'success' },
});
const events = (from: number, count: number) => Array.from({ length: count }, (_, index) => event(from + index));
const taken = (batch: Batch): Accepted => ({
  accepted: JSON.parse(batch.events).length,
  duplicates: 0,
  alerts: [],
  refused: [],
});

function dispatcherTo(accept: Destination['accept'], shards = 1) {
  const tally = new Tally('default', 'events', 0);
  const destination: Destination = {
    tenant: 't',
    sourceOf: () => 'default',
    settings: DEFAULT_DETECTION_SETTINGS,
    shards: shardTable(shards),
    enrich: createEnricher(),
    accept,
  };
  return { tally, dispatcher: createDispatcher(destination, tally) };
}

describe('a dispatcher', () => {
  it('sends a thousand events at a time, at most four batches at once, each to the shard of its accounts', async () => {
    const sent: { shard: string; count: number }[] = [];
    let underway = 0;
    let most = 0;
    const { tally, dispatcher } = dispatcherTo(async (shard, batch) => {
      underway += 1;
      most = Math.max(most, underway);
      await scheduler.wait(1);
      underway -= 1;
      sent.push({ shard, count: JSON.parse(batch.events).length });
      return taken(batch);
    }, 4);
    for (let from = 0; from < 5_500; from += 500) await dispatcher.add(events(from, 500));
    expect(await dispatcher.finish()).toBeUndefined();
    expect(tally.answer()).toMatchObject({ accepted: 5_500, rejectedCount: 0 });
    expect(most).toBe(4);
    expect(new Set(sent.map(({ shard }) => shard)).size).toBe(4);
    expect(Math.max(...sent.map(({ count }) => count))).toBeLessThanOrEqual(1_000);
  });

  it('closes a batch by its length as well, far below what a shard takes', async () => {
    const lengths: number[] = [];
    const { tally, dispatcher } = dispatcherTo(async (_, batch) => {
      lengths.push(batch.events.length);
      return taken(batch);
    });
    const long = events(0, 1_000).map(({ event: short, ...place }) => ({
      ...place,
      event: { ...short, userAgent: '\u0001'.repeat(2_048), app: '\u0001'.repeat(256) },
    }));
    await dispatcher.add(long);
    await dispatcher.finish();
    expect(tally.answer()).toMatchObject({ accepted: 1_000 });
    expect(Math.max(...lengths)).toBeLessThan(MAX_BATCH_CHARS / 3);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThan(MAX_BATCH_CHARS / 5);
  });

  it('gives one shard its batches one after the other, in the order of the body', async () => {
    const order: string[] = [];
    const { dispatcher } = dispatcherTo(async (_, batch) => {
      const first = JSON.parse(batch.events)[0].id;
      order.push(`${first} begins`);
      await scheduler.wait(first === '0' ? 20 : 1);
      order.push(`${first} ends`);
      return taken(batch);
    });
    for (let from = 0; from < 3_000; from += 1_000) await dispatcher.add(events(from, 1_000));
    await dispatcher.finish();
    expect(order).toEqual(['0', '1000', '2000'].flatMap((first) => [`${first} begins`, `${first} ends`]));
  });

  it('sends nothing more after a failure, and tells what was taken before', async () => {
    let calls = 0;
    const { tally, dispatcher } = dispatcherTo(async (_, batch) => {
      calls += 1;
      if (calls > 2) throw failing({ overloaded: true });
      return taken(batch);
    });
    for (let from = 0; from < 20_000 && dispatcher.failure() === undefined; from += 1_000) {
      await dispatcher.add(events(from, 1_000));
      await scheduler.wait(1);
    }
    expect(await dispatcher.finish()).toEqual({ kind: 'overloaded' });
    expect(calls).toBe(3);
    expect(tally.answer()).toMatchObject({ accepted: 2_000 });
  });

  it('tells by their place in the body which events a shard refused', async () => {
    const { tally, dispatcher } = dispatcherTo(async () => ({
      accepted: 2,
      duplicates: 0,
      alerts: ['alr_1'],
      refused: [{ index: 1, reason: 'could not be folded' }],
    }));
    const placed = events(7, 3);
    await dispatcher.add(placed);
    await dispatcher.finish();
    // Kept as the event that it was, so that it can be replayed.
    expect(tally.recorded.map(({ raw }) => raw)).toEqual([JSON.stringify(placed[1]?.event)]);
    expect(tally.answer()).toMatchObject({
      accepted: 2,
      rejected: [{ index: 8, reason: 'could not be folded', path: '' }],
      alerts: ['alr_1'],
    });
  });
});

describe('a failure', () => {
  it.each<[IngestFailure, number, string | null]>([
    [{ kind: 'overloaded' }, 429, '30'],
    [{ kind: 'unavailable' }, 503, '5'],
    [{ kind: 'too-large', limitBytes: 1 }, 413, null],
    [{ kind: 'too-many', limit: 1 }, 413, null],
    [{ kind: 'corrupt', reason: 'x' }, 400, null],
  ])('%j is answered with %i, when to come again, and what was taken', async (failure, status, retryAfter) => {
    const tally = new Tally('default', 'events', 0);
    tally.taken(3, 1, []);
    const app = new Hono<AppEnv>().post('/', (context) =>
      answer(context, { kind: 'taken', tally, failure, first: undefined }),
    );
    const response = await app.request('/', { method: 'POST' });
    expect(response.status).toBe(status);
    expect(response.headers.get('Retry-After')).toBe(retryAfter);
    expect(await response.json()).toMatchObject({ status, accepted: 3, duplicates: 1 });
  });
});
