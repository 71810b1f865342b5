import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { IntakeStore } from './intake/intake-store.ts';
import { RejectStore } from './intake/reject-store.ts';
import { MetaStore } from './meta-store.ts';
import { migrateTenant, TENANT_MIGRATIONS, tenantVersion } from './migrations.ts';
import { HabitStore } from './sources/habit-store.ts';
import { TenantJobStore } from './tenant-jobs.ts';
import { TokenStore } from './tokens/token-store.ts';

async function created(name: string) {
  const tenant = env.TENANTS.getByName(name);
  if ((await tenant.create(name)) === undefined) throw new Error('exists');
  return { tenant };
}

/** Runs on the storage of an object whose tables stand at an earlier version. */
const atVersion = <T>(version: number, run: (storage: DurableObjectStorage) => T): Promise<T> =>
  runInDurableObject(env.TENANTS.getByName(`at-version-${version}`), (_, { storage }) => {
    migrateTenant(storage, TENANT_MIGRATIONS.slice(0, version));
    return run(storage);
  });

describe('migrations', () => {
  it('are each applied once, and note their version', async () => {
    const { tenant } = await created('migrated');
    await runInDurableObject(tenant, (_, { storage }) => {
      expect(tenantVersion(storage.sql)).toBe(TENANT_MIGRATIONS.length);
      migrateTenant(storage);
      const next = [...TENANT_MIGRATIONS, 'CREATE TABLE later (x INTEGER)'];
      migrateTenant(storage, next);
      expect(tenantVersion(storage.sql)).toBe(next.length);
      migrateTenant(storage, next);
      expect(storage.sql.exec('SELECT count(*) AS count FROM migrations').one()).toEqual({ count: next.length });
    });
  });

  it('leave nothing behind when one fails', async () => {
    const { tenant } = await created('broken');
    await runInDurableObject(tenant, (_, { storage }) => {
      const broken = [...TENANT_MIGRATIONS, 'CREATE TABLE later (x INTEGER); CREATE TABLE later (x INTEGER)'];
      expect(() => migrateTenant(storage, broken)).toThrow();
      expect(tenantVersion(storage.sql)).toBe(TENANT_MIGRATIONS.length);
      expect([...storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'later'")]).toEqual([]);
    });
  });

  it('from 1: counts of before have no reasons, and those of after join them', async () => {
    await atVersion(1, (storage) => {
      const hour = 480_000;
      storage.sql.exec('INSERT INTO unread (source, hour, passed_over, rejected) VALUES (?, ?, 3, 1)', 'okta', hour);
      migrateTenant(storage);
      const intake = new IntakeStore(storage.sql);
      const nowMs = hour * 3_600_000;
      intake.addUnread('okta', { passedOver: { 'no login': 2 }, rejected: 0 }, nowMs);
      expect(intake.list()).toMatchObject([{ passedOver: 5, rejected: 1 }]);
      expect(intake.reasons('okta', nowMs)).toEqual({ 'no login': 2 });
    });
  });

  it('from 6: the number of shards stands where there were tokens, and is open in a new tenant', async () => {
    await atVersion(6, (storage) => {
      new TokenStore(storage.sql).add({ id: 'tok_1', kind: 'admin' }, 'hash', 1);
      migrateTenant(storage);
      expect(new MetaStore(storage.sql).hasSettledShards).toBe(true);
    });
    const { tenant } = await created('unsettled');
    await runInDurableObject(tenant, (_, { storage }) =>
      expect(new MetaStore(storage.sql).hasSettledShards).toBe(false),
    );
  });

  it('from 7: alerts of before are taken for touched today, and the alarm lets them go one day', async () => {
    await atVersion(7, (storage) => {
      storage.sql.exec(
        `INSERT INTO alerts (id, account, status, severity, listed, listed_ms, opened_ms, last_seen_ms, changed, change, state)
         VALUES ('alr_1', 'ola@example.com', 'open', 0, 0, 1, 1, 1, 0, '', '{}')`,
      );
      const beforeMs = Date.now() - 1_000;
      migrateTenant(storage);
      const { touched_ms } = storage.sql.exec<{ touched_ms: number }>('SELECT touched_ms FROM alerts').one();
      expect(touched_ms).toBeGreaterThanOrEqual(beforeMs);
      expect(touched_ms).toBeLessThanOrEqual(Date.now());
      expect(new TenantJobStore(storage.sql).due(Date.now())).toEqual(['trim']);
    });
  });

  it('from 8: when something last came is not known of what came before, and is of what comes', async () => {
    await atVersion(8, (storage) => {
      const hour = 480_000;
      const nowMs = hour * 3_600_000 + 5;
      storage.sql.exec('INSERT INTO unread (source, hour, passed_over, rejected) VALUES (?, ?, 3, 1)', 'okta', hour);
      storage.sql.exec("INSERT INTO source_habits VALUES ('okta', ?, '1', 7)", hour);
      migrateTenant(storage);
      const intake = new IntakeStore(storage.sql);
      expect(intake.list()).toEqual([expect.not.objectContaining({ lastReceivedMs: expect.anything() })]);
      expect(new HabitStore(storage.sql).all().get('okta')).toEqual({
        history: { from: hour, marks: '1' },
        lastEventMs: 7,
      });
      intake.addUnread('okta', { passedOver: {}, rejected: 1 }, nowMs);
      expect(intake.list()).toMatchObject([{ rejected: 2, lastReceivedMs: nowMs }]);
    });
  });

  it('from 9: nothing of before was dated by its arrival, as far as is known', async () => {
    await atVersion(9, (storage) => {
      const hour = 480_000;
      storage.sql.exec('INSERT INTO unread (source, hour, passed_over, rejected) VALUES (?, ?, 3, 1)', 'okta', hour);
      migrateTenant(storage);
      const intake = new IntakeStore(storage.sql);
      const nowMs = hour * 3_600_000;
      expect(intake.datedByArrival('okta', nowMs)).toBe(0);
      for (const datedByArrival of [4, 1])
        intake.addUnread('okta', { passedOver: {}, rejected: 0, datedByArrival }, nowMs);
      expect(intake.datedByArrival('okta', nowMs)).toBe(5);
    });
  });

  it('from 10: what came before is no replay', async () => {
    await atVersion(10, (storage) => {
      const hour = 480_000;
      storage.sql.exec('INSERT INTO unread (source, hour, passed_over, rejected) VALUES (?, ?, 3, 1)', 'okta', hour);
      storage.sql.exec(
        "INSERT INTO taken (shard, source, hour, accepted, duplicates) VALUES ('0-0', 'okta', ?, 2, 0)",
        hour,
      );
      migrateTenant(storage);
      expect(new IntakeStore(storage.sql).list()).toMatchObject([{ accepted: 2, passedOver: 3, replayed: 0 }]);
    });
  });

  it('from 2: rejects of before get names, and keep their order and all else', async () => {
    await atVersion(2, (storage) => {
      const reject = (raw: string) => ({
        source: 'okta',
        vendor: 'okta',
        receivedAt: '',
        index: 0,
        path: '',
        reason: 'ø"',
        raw,
      });
      for (const raws of [['1', '2'], ['3']]) {
        const records = JSON.stringify(raws.map(reject));
        storage.sql.exec('INSERT INTO rejects (source, count, records) VALUES (?, ?, ?)', 'okta', raws.length, records);
      }
      migrateTenant(storage);
      const rejects = new RejectStore(storage.sql);
      expect(rejects.find({})).toEqual([
        { ...reject('1'), id: 'rej_1_0' },
        { ...reject('2'), id: 'rej_1_1' },
        { ...reject('3'), id: 'rej_2_0' },
      ]);
      rejects.settle({ gone: ['rej_1_0'], changed: [{ id: 'rej_2_0', path: '/time', reason: 'not a time' }] });
      expect(rejects.find({})).toMatchObject([{ raw: '2' }, { raw: '3', path: '/time', reason: 'not a time' }]);
    });
  });
});
