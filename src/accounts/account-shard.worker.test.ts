import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aBatch, allRows, anEnrichedLogin } from '../../test/support/worker/shard.ts';
import type { BaselineVerdict } from '../detection/verdict.ts';
import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Finding } from '../domain/finding.ts';
import { DAY_MS, HOUR_MS } from '../domain/time.ts';
import { AccountShard } from './account-shard.ts';
import type { CounterReport, TenantInbox } from './tenant-inbox.ts';

// A machine that runs other things as well.
vi.setConfig({ testTimeout: 60_000 });

const shardNamed = (name: string) => env.ACCOUNT_SHARDS.getByName(`acme/${name}`);
const START_MS = Date.UTC(2018, 5, 4, 7);
const ACCOUNTS = ['ola', 'kari', 'per', 'anne'];

/** Sixty days at the office for four people, and one night in Singapore with curl for one of them: findings for sure. */
function lives(): EnrichedEvent[] {
  const events = ACCOUNTS.flatMap((account, person) =>
    Array.from({ length: 60 }, (_, day) =>
      anEnrichedLogin(`${account}-${day}`, account, START_MS + day * DAY_MS + person * HOUR_MS),
    ),
  );
  events.sort((one, other) => one.timeMs - other.timeMs);
  const abroad = anEnrichedLogin('abroad', 'ola', START_MS + 59 * DAY_MS + 2 * HOUR_MS);
  return [
    ...events,
    {
      ...abroad,
      place: { country: 'SG', city: 'Singapore', lat: 1.35, lon: 103.82, timeZones: ['Asia/Singapore'] },
      network: { asn: 64_505, organisation: 'Example Hosting', kind: 'hosting' },
      client: { family: 'curl', automation: true },
    },
  ];
}

const inBatches = (events: readonly EnrichedEvent[], size: number): EnrichedEvent[][] =>
  Array.from({ length: Math.ceil(events.length / size) }, (_, index) => events.slice(index * size, (index + 1) * size));

/** Puts a Tenant of the test's own behind the object, until it is evicted. */
async function withInbox(name: string, inbox: Partial<TenantInbox>): Promise<void> {
  const full: TenantInbox = { receiveFindings: async () => {}, reportCounters: async () => {}, ...inbox };
  await runInDurableObject(shardNamed(name), (instance) => {
    Object.defineProperty(instance, 'env', { value: { TENANTS: { getByName: () => full } } });
  });
}

// Failed jobs say so in the log, which here is as it should be.
beforeEach(() => vi.spyOn(console, 'error').mockReturnValue());
afterEach(() => vi.restoreAllMocks());

describe('an evicted shard', () => {
  it('comes back with the same baselines and raises nothing twice', async () => {
    const steady = shardNamed('steady');
    const evicted = shardNamed('evicted');
    for (const [index, events] of inBatches(lives(), 7).entries()) {
      expect(await evicted.accept(aBatch(events))).toEqual(await steady.accept(aBatch(events)));
      if (index % 3 === 0) await evictDurableObject(evicted);
      if (index % 4 === 0)
        await runInDurableObject(evicted, (_, state) => state.storage.sql.exec('UPDATE jobs SET due_ms = 1'));
      if (index % 8 === 0) await evictDurableObject(evicted);
      expect((await evicted.accept(aBatch(events))).accepted).toBe(0);
      await steady.accept(aBatch(events));
    }
    await evictDurableObject(evicted);
    for (const account of ACCOUNTS) {
      expect(JSON.stringify(await evicted.account(account))).toBe(JSON.stringify(await steady.account(account)));
    }
    expect((await evicted.account('ola'))?.baseline.sessions).toBeGreaterThan(30);
  });
});

describe('the alarm', () => {
  it('delivers findings in order and forgets them once the Tenant has them', async () => {
    const received: string[] = [];
    await withInbox('deliver', {
      receiveFindings: async (findings: readonly Finding[]) => {
        received.push(...findings.map(({ id }) => id));
      },
    });
    const stub = shardNamed('deliver');
    const { alerts } = await stub.accept(aBatch(lives()));
    expect(alerts.length).toBeGreaterThan(0);
    await vi.waitFor(async () => expect((await stub.stats()).outboxRows).toBe(0));
    expect(received.length).toBeGreaterThan(0);
    expect(new Set(received).size).toBe(received.length);
    const before = await runInDurableObject(stub, (_, state) => allRows(state.storage));
    await runDurableObjectAlarm(stub);
    await runDurableObjectAlarm(stub);
    await stub.flush();
    const delivered = received.length;
    expect(
      await runInDurableObject(stub, (_, state) => state.storage.sql.exec('SELECT * FROM outbox').toArray()),
    ).toEqual([]);
    expect(received).toHaveLength(delivered);
    expect(before).not.toContain('fnd_');
  });

  it('keeps findings while the Tenant is away, waits longer each time, and delivers after all', async () => {
    const errors = vi.spyOn(console, 'error').mockReturnValue();
    let isAway = true;
    const received: string[] = [];
    await withInbox('backoff', {
      receiveFindings: async (findings: readonly Finding[]) => {
        if (isAway) throw new Error('Tenant is away');
        received.push(...findings.map(({ id }) => id));
      },
    });
    const stub = shardNamed('backoff');
    await stub.accept(aBatch(lives()));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect(await stub.flush()).toBe(false);
      waits.push(await runInDurableObject(stub, (_, state) => dueMs(state, 'deliver') - Date.now()));
    }
    expect(waits.every((wait, index) => index === 0 || wait > (waits[index - 1] ?? 0))).toBe(true);
    expect((await stub.stats()).outboxRows).toBeGreaterThan(0);
    expect(errors).toHaveBeenCalled();
    expect(received).toEqual([]);
    isAway = false;
    expect(await stub.flush()).toBe(true);
    expect((await stub.stats()).outboxRows).toBe(0);
    expect(received.length).toBeGreaterThan(0);
  });

  it('reports totals, not increments, so that a report may come twice', async () => {
    const reports: CounterReport[] = [];
    await withInbox('report', {
      reportCounters: async (report: CounterReport) => {
        reports.push(report);
      },
    });
    const stub = shardNamed('report');
    await stub.accept(aBatch([anEnrichedLogin('a', 'ola', 1_000), anEnrichedLogin('b', 'ola', 2_000)]));
    await stub.flush();
    await stub.accept(aBatch([anEnrichedLogin('a', 'ola', 1_000), anEnrichedLogin('c', 'ola', 1_500)]));
    await stub.flush();
    await stub.flush();
    const totals = reports.map(({ shard, counters }) => [
      shard,
      ...counters.map((one) => [one.accepted, one.duplicates, one.lastEventMs]),
    ]);
    expect(totals).toEqual([
      ['report', [2, 0, 2_000]],
      ['report', [3, 1, 2_000]],
    ]);
  });

  it('reports after an eviction what a snapshot took out of the journal before', async () => {
    const stub = shardNamed('report-late');
    await stub.accept(aBatch([anEnrichedLogin('a', 'ola', 1_000)]));
    await stub.erase('nobody');
    expect((await stub.stats()).journal.rows).toBe(0);
    await evictDurableObject(stub);
    const reports: CounterReport[] = [];
    await withInbox('report-late', {
      reportCounters: async (report: CounterReport) => {
        reports.push(report);
      },
    });
    await stub.flush();
    expect(reports.flatMap(({ counters }) => counters.map(({ accepted }) => accepted))).toEqual([1]);
  });

  it('run twice changes nothing', async () => {
    const stub = shardNamed('alarm-twice');
    await withInbox('alarm-twice', {});
    await stub.accept(aBatch(lives()));
    const run = async () => {
      await runInDurableObject(stub, async (_, state) => {
        await state.storage.setAlarm(Date.now() + DAY_MS);
      });
      await runDurableObjectAlarm(stub);
      return runInDurableObject(stub, (_, state) => allRows(state.storage));
    };
    await stub.flush();
    const first = await run();
    expect(await run()).toBe(first);
  });

  it('is set again at start when a job is past due', async () => {
    const stub = shardNamed('past-due');
    await stub.accept(aBatch([anEnrichedLogin('a', 'ola')]));
    await runInDurableObject(stub, async (_, state) => {
      state.storage.sql.exec("UPDATE jobs SET due_ms = 1 WHERE name = 'snapshot'");
      await state.storage.deleteAlarm();
    });
    await evictDurableObject(stub);
    await vi.waitFor(async () => expect((await stub.stats()).journal.rows).toBe(0));
  });
});

describe('the object', () => {
  it('shows nothing over RPC but what it means to', () => {
    const shown = Object.getOwnPropertyNames(AccountShard.prototype).sort();
    expect(shown).toEqual(['accept', 'account', 'alarm', 'constructor', 'erase', 'flush', 'stats', 'verdict']);
  });

  it('answers arguments that are none, and goes on', async () => {
    const stub = shardNamed('bad-rpc');
    const call = (argument: unknown) => Reflect.apply(stub.accept, stub, [argument]);
    for (const argument of [undefined, null, 1, 'text', [], { tenant: 'acme' }]) {
      expect(await call(argument)).toMatchObject({ accepted: 0 });
    }
    expect(await stub.account('nobody')).toBeUndefined();
    for (const argument of [undefined, null, 7, '', {}, [], 'x'.repeat(321)]) {
      expect(await Reflect.apply(stub.account, stub, [argument])).toBeUndefined();
      expect(await Reflect.apply(stub.erase, stub, [argument])).toBe(false);
      expect(await Reflect.apply(stub.verdict, stub, ['ola', argument])).toBe(false);
      expect(await Reflect.apply(stub.verdict, stub, [argument, EXPECTED])).toBe(false);
    }
    expect((await stub.accept(aBatch([anEnrichedLogin('a', 'ola')]))).accepted).toBe(1);
    expect(await Reflect.apply(stub.verdict, stub, ['ola', { ...EXPECTED, fromMs: 'x' }])).toBe(false);
    expect(await stub.verdict('ola', EXPECTED)).toBe(true);
    await evictDurableObject(stub);
    expect((await stub.account('ola'))?.account).toBe('ola');
  });

  it('refuses a batch of another tenant', async () => {
    const refused = await shardNamed('tenancy').accept(aBatch([anEnrichedLogin('a', 'ola')], { tenant: 'other' }));
    expect(refused).toMatchObject({ accepted: 0, refused: [{ reason: 'not a batch of this tenant' }] });
  });

  it('does not mix concurrent batches', async () => {
    const stub = shardNamed('concurrent');
    const batches = Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 50 }, (_, index) => anEnrichedLogin(`e${(batch * 25 + index) % 500}`, `u${index % 5}`)),
    );
    const answers = await Promise.all(batches.map((events) => stub.accept(aBatch(events))));
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(500);
    expect(answers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(500);
  });
});

const EXPECTED: BaselineVerdict = { verdict: 'expected', detections: ['new-client'], fromMs: 0, toMs: 1 };

function dueMs(state: DurableObjectState, job: string): number {
  return state.storage.sql.exec<{ due_ms: number }>('SELECT due_ms FROM jobs WHERE name = ?', job).one().due_ms;
}
