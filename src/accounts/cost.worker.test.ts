import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { aBatch, anEnrichedLogin } from '../../test/support/worker/shard.ts';
import { MINUTE_MS } from '../domain/time.ts';
import { MAX_BASELINE_CHARS } from './constants.ts';

// A machine that runs other things as well.
vi.setConfig({ testTimeout: 60_000 });

const EVENTS_A_BATCH = 500;
const ACCOUNTS = 3_000;
const BATCHES = 40;

it('writes less than a tenth of a row an event, snapshot and trimming included', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const stub = env.ACCOUNT_SHARDS.getByName('acme/cost');
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const events = Array.from({ length: EVENTS_A_BATCH }, (_, index) => {
      const number = batch * EVENTS_A_BATCH + index;
      const account = `user${(number * 7) % ACCOUNTS}@example.com`;
      return anEnrichedLogin(`evt-${number}`, account, Date.UTC(2018, 7, 17) + number * MINUTE_MS);
    });
    expect((await stub.accept(aBatch(events))).accepted).toBe(EVENTS_A_BATCH);
  }
  await runInDurableObject(stub, async (_, state) => {
    state.storage.sql.exec('UPDATE jobs SET due_ms = 1');
  });
  const before = (await stub.stats()).rowsWritten;
  await evictDurableObject(stub);
  await vi.waitFor(async () => expect((await stub.stats()).journal.rows).toBe(0));
  await runDurableObjectAlarm(stub);
  const stats = await stub.stats();
  const perEvent = (before + stats.rowsWritten) / (BATCHES * EVENTS_A_BATCH);
  console.info(`${perEvent.toFixed(4)} row writes an event; ${stats.pages} pages for ${stats.accounts} accounts`);
  expect(stats.accounts).toBe(ACCOUNTS);
  expect(perEvent).toBeLessThan(0.1);
  const longest = await runInDurableObject(stub, (_, state) => {
    const bodies = state.storage.sql.exec<{ body: string }>('SELECT body FROM pages').toArray();
    return Math.max(...bodies.flatMap(({ body }) => body.split('\n').map((line) => line.length)));
  });
  expect(longest).toBeLessThan(MAX_BASELINE_CHARS);
});
