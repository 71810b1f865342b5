import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { HOUR_MS } from '../../domain/time.ts';
import { IntakeStore } from '../intake/intake-store.ts';
import { MetaStore } from '../meta-store.ts';
import { migrateTenant } from '../migrations.ts';
import { NoticeStore } from './notice-store.ts';
import { SourceWatch } from './source-watch.ts';

const MONDAY_MS = Date.UTC(2026, 9, 5);
const DAY_HOURS = 24;

interface Watching {
  readonly intake: IntakeStore;
  readonly notices: NoticeStore;
  readonly watch: SourceWatch;
}

const watching = <T>(name: string, run: (parts: Watching) => T): Promise<T> =>
  runInDurableObject(env.TENANTS.getByName(name), (_, storage) => {
    const { sql } = storage.storage;
    migrateTenant(storage.storage);
    const intake = new IntakeStore(sql);
    const notices = new NoticeStore(sql);
    return run({ intake, notices, watch: new SourceWatch(sql, intake, notices, new MetaStore(sql)) });
  });

/** Hours of the clock go by: something comes in those of `isBusy`, and the watch looks after each. */
function goBy(
  { intake, watch }: Watching,
  streams: readonly string[],
  from: number,
  to: number,
  isBusy: (hour: number) => boolean = () => true,
) {
  for (let hour = from; hour < to; hour += 1) {
    const hourMs = MONDAY_MS + hour * HOUR_MS;
    if (isBusy(hour))
      intake.putTaken(
        's',
        streams.map((source) => ({ source, hourMs, accepted: 1, duplicates: 0, lastEventMs: hourMs })),
        hourMs,
      );
    watch.look(hourMs + HOUR_MS + 300_000);
  }
}

describe('the watch over sources', () => {
  it('raises one notice of a silent stream, however often it looks, and none of its neighbour', () =>
    watching('raises', (parts) => {
      const { notices, watch } = parts;
      goBy(parts, ['default/okta', 'default/hec'], 0, 10 * DAY_HOURS);
      expect(notices.open().size).toBe(0);
      goBy(parts, ['default/hec'], 240, 250);
      const nowMs = MONDAY_MS + 250 * HOUR_MS + 300_000;
      for (let again = 0; again < 3; again += 1) watch.look(nowMs);
      expect(notices.list(10).items).toMatchObject([
        {
          id: expect.stringMatching(/^ntc_[0-9a-f]{24}$/),
          status: 'open',
          source: 'default',
          vendor: 'okta',
          since: '2026-10-15T00:00:00Z',
          raisedAt: '2026-10-15T02:05:00Z',
          quietHours: 2,
          summary: expect.stringContaining('Nothing of okta records from default has come since 2026-10-15 00:00 UTC'),
        },
      ]);
      expect(notices.newsAfter(0, 10)).toMatchObject([{ change: 'notice-raised' }]);
    }));

  it('clears it as soon as something comes, and learns nothing of the silence', () =>
    watching('clears', (parts) => {
      const { notices, watch } = parts;
      const isUp = (hour: number) => hour < 240 || hour >= 300;
      goBy(parts, ['okta'], 0, 298, isUp);
      expect(notices.open().size).toBe(1);
      // What is told late of the time before the silence does not end it.
      watch.arrived([{ stream: 'okta', hour: MONDAY_MS / HOUR_MS + 239 }], MONDAY_MS + 298 * HOUR_MS);
      watch.arrived([{ stream: 'other', hour: MONDAY_MS / HOUR_MS + 299 }], MONDAY_MS + 299 * HOUR_MS);
      expect(notices.open().size).toBe(1);
      const backMs = MONDAY_MS + 300 * HOUR_MS;
      watch.arrived([{ stream: 'okta', hour: backMs / HOUR_MS }], backMs);
      expect(notices.open().size).toBe(0);
      expect(notices.list(10, 'cleared').items).toMatchObject([{ endedAt: '2026-10-17T12:00:00Z' }]);
      expect(notices.newsAfter(1, 10)).toMatchObject([{ change: 'notice-cleared', sequence: 2 }]);
      goBy(parts, ['okta'], 300, 400, (hour) => isUp(hour) && hour < 390);
      expect(notices.list(10).items.map(({ raisedAt }) => raisedAt)).toEqual([
        '2026-10-21T08:05:00Z',
        '2026-10-15T02:05:00Z',
      ]);
    }));

  it('takes rejects that are read again for no sign of life', () =>
    watching('replays', (parts) => {
      const { intake, notices, watch } = parts;
      goBy(parts, ['okta', 'hec'], 0, 240);
      const lastMs = MONDAY_MS + 239 * HOUR_MS;
      const replay = (hour: number) => {
        const hourMs = MONDAY_MS + hour * HOUR_MS;
        const total = { source: 'okta', hourMs, accepted: 2, duplicates: 1, replayed: 3 };
        intake.putTaken('s', [total], hourMs);
        intake.addUnread('hec', { passedOver: { 'no real user': 2 }, rejected: 0 }, hourMs, true);
      };
      for (let hour = 240; hour < 244; hour += 1) {
        replay(hour);
        watch.look(MONDAY_MS + (hour + 1) * HOUR_MS + 300_000);
      }
      expect([...notices.open().keys()].toSorted()).toEqual(['hec', 'okta']);
      intake.addUnread('okta', { passedOver: {}, rejected: 1 }, lastMs);
      intake.addUnread('okta', { passedOver: { no: 1 }, rejected: 0 }, lastMs + 1, true);
      expect(intake.list('okta').find(({ hour }) => hour === lastMs / HOUR_MS)).toMatchObject({
        lastReceivedMs: lastMs,
        passedOver: 1,
        rejected: 1,
        replayed: 1,
      });
    }));

  it('clears it also by looking, where the word of an arrival was lost', () =>
    watching('looks', (parts) => {
      goBy(parts, ['okta'], 0, 310, (hour) => hour < 240 || hour >= 300);
      expect(parts.notices.list(10).items).toMatchObject([{ status: 'cleared', endedAt: '2026-10-17T13:05:00Z' }]);
    }));

  it('has nothing to do once everything is missed', () =>
    watching('rests', (parts) => {
      goBy(parts, ['okta'], 0, 240);
      const atMs = (hour: number) => MONDAY_MS + hour * HOUR_MS + 300_000;
      expect(parts.watch.look(atMs(241))).toBe(atMs(242));
      expect(parts.watch.look(atMs(242))).toBeUndefined();
    }));

  it('takes a dismissed stream for a new one, and forgets those of a source that is gone', () =>
    watching('dismisses', (parts) => {
      const { notices, watch } = parts;
      goBy(parts, ['default/okta', 'default', 'defaults'], 0, 240);
      goBy(parts, ['default', 'defaults'], 240, 250);
      const [notice] = notices.open().values();
      const nowMs = MONDAY_MS + 250 * HOUR_MS + 300_000;
      expect(watch.dismiss('ntc_none', nowMs)).toBe(false);
      expect(watch.dismiss(notice?.id ?? '', nowMs)).toBe(true);
      expect(watch.dismiss(notice?.id ?? '', nowMs)).toBe(false);
      goBy(parts, ['default', 'defaults'], 250, 400);
      expect(notices.list(10).items).toMatchObject([{ status: 'dismissed' }]);
      watch.forget('default');
      expect([
        watch.newestOf('default'),
        watch.newestOf('defaults') !== undefined,
        notices.list(10).items.length,
      ]).toEqual([undefined, true, 0]);
    }));
});

describe('what is newest of a source', () => {
  it('is remembered for good: what its events say of the time, and when they came', () =>
    watching('newest', ({ intake, watch }) => {
      const aheadMs = MONDAY_MS + 20 * HOUR_MS;
      const nowMs = MONDAY_MS + 1_000;
      const total = { hourMs: MONDAY_MS, accepted: 1, duplicates: 0, lastEventMs: aheadMs, lastReceivedMs: nowMs };
      intake.putTaken('one', [{ ...total, source: 'default/okta' }], nowMs);
      intake.putTaken('two', [{ ...total, source: 'default/okta', lastReceivedMs: nowMs - 1 }], nowMs);
      intake.addUnread('default/hec', { passedOver: { 'no login': 1 }, rejected: 0 }, nowMs + 1_000);
      watch.look(MONDAY_MS + HOUR_MS);
      const newest = { lastEventMs: aheadMs, lastReceivedMs: nowMs + 1_000 };
      expect(watch.newestOf('default')).toEqual(newest);
      // Nothing comes any more, and after two days no hour is left in which something did.
      for (let hour = 2; hour < 60; hour += 1) watch.look(MONDAY_MS + hour * HOUR_MS);
      intake.putTaken('one', [], MONDAY_MS + 60 * HOUR_MS);
      expect(intake.list('default/okta')).toHaveLength(1);
      expect(watch.newestOf('default')).toEqual(newest);
      expect(watch.newestOf('other')).toBeUndefined();
    }));
});

describe('the alarm of a tenant', () => {
  const ago = (hours: number) => (Math.floor(Date.now() / HOUR_MS) - hours) * HOUR_MS;
  /** A tenant whose source never paused for a week, until some hours ago; its next look is due. */
  async function quietFor(name: string, hours: number) {
    const tenant = env.TENANTS.getByName(name);
    await tenant.create(name);
    await tenant.reportIntake({ counts: [{ source: 'default', passedOver: {}, rejected: 1 }], rejects: [] });
    await runInDurableObject(tenant, async (_, { storage }) => {
      expect(await storage.getAlarm()).toBe(ago(-1) + 300_000);
      storage.sql.exec('DELETE FROM unread');
      const marks = '1'.repeat(168);
      storage.sql.exec(
        'INSERT INTO source_habits (stream, from_hour, marks, last_event_ms) VALUES (?, ?, ?, ?)',
        'default',
        ago(168 + hours) / HOUR_MS,
        marks,
        ago(hours),
      );
      storage.sql.exec('UPDATE jobs SET due_ms = 1');
    });
    return tenant;
  }

  it('finds a silence, shows it everywhere, and is set again', async () => {
    const tenant = await quietFor('silent', 6);
    // Only the first evicted instance knew that the alarm was set: a new one sets it anew.
    await evictDurableObject(tenant);
    expect((await tenant.notices(10)).items).toEqual([]);
    expect(await runDurableObjectAlarm(tenant)).toBe(true);
    const notice = { kind: 'source-silent', source: 'default', status: 'open', quietHours: 6 };
    expect((await tenant.notices(10, 'open')).items).toMatchObject([notice]);
    const lastEventAt = new Date(ago(6)).toISOString().replace('.000', '');
    expect(await tenant.sources()).toMatchObject([{ health: 'silent', notices: [notice], lastEventAt }]);
    expect(await tenant.stats()).toMatchObject({ notices: 1 });
    expect(await tenant.overview()).toMatchObject({ notices: [notice] });
    expect(await tenant.newsAfter(0, 10)).toMatchObject([{ sequence: 1, change: 'notice-raised', notice }]);
    // Twice is as good as once.
    await runInDurableObject(
      tenant,
      (_, { storage }) => void storage.sql.exec("INSERT OR REPLACE INTO jobs VALUES ('watch', 1, 0)"),
    );
    await evictDurableObject(tenant);
    await runDurableObjectAlarm(tenant);
    expect(await tenant.newsSequence()).toBe(1);
    await tenant.reportCounters({
      shard: 's',
      counters: [{ source: 'default', hourMs: ago(0), accepted: 1, duplicates: 0 }],
    });
    expect(await tenant.sources()).toMatchObject([{ health: 'healthy', notices: [] }]);
    expect(await runInDurableObject(tenant, (_, { storage }) => storage.getAlarm())).toBe(ago(-1) + 300_000);
  });

  it('tries a look that failed again, later each time', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const tenant = await quietFor('failing', 6);
    await runInDurableObject(tenant, (_, { storage }) => void storage.sql.exec('ALTER TABLE notices RENAME TO gone'));
    await runDurableObjectAlarm(tenant);
    expect(said).toHaveBeenCalledOnce();
    const jobs = () => runInDurableObject(tenant, (_, { storage }) => storage.sql.exec('SELECT * FROM jobs').toArray());
    expect(await jobs()).toMatchObject([{ name: 'watch', attempts: 1 }]);
    await runInDurableObject(
      tenant,
      (_, { storage }) => void storage.sql.exec('ALTER TABLE gone RENAME TO notices; UPDATE jobs SET due_ms = 1'),
    );
    await runDurableObjectAlarm(tenant);
    expect((await tenant.notices(10)).items).toHaveLength(1);
  });
});
