import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aCampaign, vismaAlert } from '../../../test/support/alerts.ts';
import { openReceiver } from '../../../test/support/worker/receiver.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Notice } from '../../domain/notice.ts';
import { AlertStore } from '../alerts/alert-store.ts';
import { MetaStore } from '../meta-store.ts';
import { migrateTenant } from '../migrations.ts';
import { NEWS_SEQUENCE } from '../news.ts';
import { NoticeStore } from '../sources/notice-store.ts';
import type { Tenant } from '../tenant.ts';
import { ChannelDesk } from './channel-desk.ts';
import { ChannelStore } from './channel-store.ts';
import { Courier } from './courier.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const ORIGIN = 'https://meridian.example.com';
const PAGERDUTY = {
  kind: 'pagerduty',
  name: 'on-call',
  routingKey: 'k'.repeat(32),
  region: 'us',
  severity: 'high',
} as const;
const SILENT: Notice = {
  id: 'ntc_1',
  kind: 'source-silent',
  status: 'open',
  source: 'default',
  since: '2026-10-05T08:00:00Z',
  raisedAt: '2026-10-05T10:05:00Z',
  quietHours: 2,
  missedHours: 2,
  usualHours: 1,
  summary: 'Nothing has come.',
};
const members = ['alr_1', 'alr_2'].map((id) =>
  vismaAlert({ id, account: `${id}@example.com`, campaign: 'cmp_1', severity: 'high' }),
);

interface Parts {
  readonly meta: MetaStore;
  readonly alerts: AlertStore;
  readonly channels: ChannelStore;
  readonly desk: ChannelDesk;
  readonly courier: Courier;
}

const couriered = (name: string, run: (parts: Parts) => Promise<void>): Promise<void> =>
  runInDurableObject(env.TENANTS.getByName(name), (_, { storage }) => {
    migrateTenant(storage);
    const { sql } = storage;
    const [meta, alerts, channels] = [new MetaStore(sql), new AlertStore(sql), new ChannelStore(sql)];
    const stores = { meta, alerts, channels, notices: new NoticeStore(sql) };
    const courier = new Courier(stores, (write) => storage.transactionSync(write));
    return run({ meta, alerts, channels, courier, desk: new ChannelDesk(channels, meta) });
  });

const change = ({ alerts, meta }: Parts, alert: Alert): void =>
  alerts.put(alert, { change: 'edited', sequence: meta.next(NEWS_SEQUENCE) });

it('a channel of the same name that is made anew during a request hears nothing of what was before it', () =>
  couriered('courier-anew', async (parts) => {
    const { desk, courier, channels } = parts;
    desk.create(PAGERDUTY, ORIGIN, 0);
    const receiver = openReceiver();
    receiver.answer = () => {
      receiver.answer = () => new Response();
      change(parts, vismaAlert({ id: 'alr_2', severity: 'high' }));
      desk.delete(PAGERDUTY.name);
      desk.create(PAGERDUTY, ORIGIN, 0);
      return new Response();
    };
    change(parts, vismaAlert({ id: 'alr_1', severity: 'high' }));
    await courier.deliver();
    expect(receiver.requests).toHaveLength(1);
    expect(channels.get(PAGERDUTY.name)?.cursor).toBe(2);
  }));

describe('news that went before it was told', () => {
  const quiet = { counts: [{ source: 'default', passedOver: {}, rejected: 0 }], rejects: [] };
  /** A tenant with a channel, of whose news nobody was told. */
  async function withNews(name: string, write: (sql: SqlStorage, sequence: number) => void) {
    const receiver = openReceiver();
    const tenant = env.TENANTS.getByName(name);
    await tenant.create(name);
    await tenant.createChannel(PAGERDUTY, ORIGIN);
    await runInDurableObject(tenant, (_, { storage }) =>
      write(storage.sql, new MetaStore(storage.sql).next(NEWS_SEQUENCE)),
    );
    return { tenant, receiver };
  }
  /** Lets the alarm ring until it is not set any more, or has rung too often; the jobs of the watch aside. */
  async function rings(tenant: DurableObjectStub<Tenant>): Promise<number> {
    await tenant.reportIntake(quiet);
    const drop = () =>
      runInDurableObject(tenant, (_, { storage }) => void storage.sql.exec("DELETE FROM jobs WHERE name = 'watch'"));
    const isSet = () => runInDurableObject(tenant, async (_, { storage }) => (await storage.getAlarm()) !== null);
    await drop();
    let count = 0;
    for (let nowMs = Date.now() + 3_000; count < 5 && (await isSet()); nowMs += 3_000, count += 1) {
      vi.useFakeTimers({ toFake: ['Date'], now: nowMs });
      await runDurableObjectAlarm(tenant);
    }
    return count;
  }

  it('with an erased account is looked for once, and the alarm rests', async () => {
    const { tenant, receiver } = await withNews('courier-erased', (sql, sequence) =>
      new AlertStore(sql).put(vismaAlert({ account: 'ola@example.com', severity: 'high' }), {
        change: 'opened',
        sequence,
      }),
    );
    await tenant.eraseAccount('ola@example.com');
    expect(await rings(tenant)).toBe(1);
    expect(receiver.requests).toEqual([]);
  });

  it('with a source that was removed is looked for once, and the alarm rests', async () => {
    const { tenant, receiver } = await withNews('courier-removed', (sql, sequence) =>
      new NoticeStore(sql).put('default', SILENT, { change: 'notice-raised', sequence }),
    );
    await tenant.deleteSource('default');
    expect(await rings(tenant)).toBe(1);
    expect(receiver.requests).toEqual([]);
  });

  it('does not keep a channel from what comes after it', () =>
    couriered('courier-after', async (parts) => {
      const { desk, courier, alerts, channels } = parts;
      desk.create(PAGERDUTY, ORIGIN, 0);
      const receiver = openReceiver();
      change(parts, vismaAlert({ id: 'alr_1', account: 'ola@example.com', severity: 'high' }));
      alerts.eraseAccount('ola@example.com');
      await courier.deliver();
      expect(channels.get(PAGERDUTY.name)?.cursor).toBe(1);
      change(parts, vismaAlert({ id: 'alr_2', severity: 'high' }));
      await courier.deliver();
      expect(receiver.requests).toHaveLength(1);
      expect(channels.get(PAGERDUTY.name)?.cursor).toBe(2);
    }));
});

it('no more channels are called at once than there are connections', () =>
  couriered('courier-many', async (parts) => {
    for (let index = 0; index < 15; index += 1)
      parts.desk.create({ ...PAGERDUTY, name: `on-call-${index}` }, ORIGIN, 0);
    let [open, most] = [0, 0];
    const receiver = openReceiver();
    receiver.answer = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return new Response();
    };
    change(parts, vismaAlert({ severity: 'high' }));
    await parts.courier.deliver();
    expect(receiver.requests).toHaveLength(15);
    expect(most).toBe(6);
  }));

it('an incident of several alerts ends with the last of them', () =>
  couriered('courier', async (parts) => {
    const { alerts, courier } = parts;
    parts.desk.create(PAGERDUTY, ORIGIN, 0);
    const receiver = openReceiver();
    const told = async (alert: Alert | undefined, status: Alert['status']) => {
      if (alert === undefined) throw new Error('no such member');
      change(parts, { ...alert, status });
      await courier.deliver();
      const { event_action, dedup_key } = JSON.parse(receiver.requests.at(-1)?.body ?? '{}');
      return [event_action, dedup_key];
    };
    alerts.putCampaign(aCampaign({ id: 'cmp_1', alerts: members.map(({ id }) => id) }));
    expect(await told(members[0], 'open')).toEqual(['trigger', 'cmp_1']);
    expect(await told(members[1], 'open')).toEqual(['trigger', 'cmp_1']);
    expect(await told(members[0], 'acknowledged')).toEqual(['acknowledge', 'alr_1']);
    expect(await told(members[1], 'acknowledged')).toEqual(['acknowledge', 'cmp_1']);
    expect(await told(members[0], 'resolved')).toEqual(['resolve', 'alr_1']);
    expect(await told(members[1], 'false-positive')).toEqual(['resolve', 'cmp_1']);
    expect(receiver.requests).toHaveLength(6);
    expect(courier.nextMs(Date.now())).toBeUndefined();
  }));
