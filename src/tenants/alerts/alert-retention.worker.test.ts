import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aCampaign, vismaAlert } from '../../../test/support/alerts.ts';
import type { AlertStatus } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';
import { DAY_MS } from '../../domain/time.ts';
import { ChannelStore } from '../channels/channel-store.ts';
import type { Tenant } from '../tenant.ts';
import { AlertStore } from './alert-store.ts';

/** Ahead of the clock of the runtime, which would ring by itself otherwise. */
const START_MS = Math.ceil(Date.now() / DAY_MS) * DAY_MS + DAY_MS;
type Stub = DurableObjectStub<Tenant>;

const on = (day: number): number => START_MS + day * DAY_MS;
const setClock = (day: number) => void vi.useFakeTimers({ toFake: ['Date'], now: on(day) });

beforeEach(() => setClock(0));
afterEach(() => void vi.useRealTimers());

async function created(name: string): Promise<Stub> {
  const tenant = env.TENANTS.getByName(name);
  await tenant.create(name);
  return tenant;
}

/** @param day when it happened */
const context = (id: string, day: number, more: Partial<Finding> = {}): Finding => ({
  id: `fnd_${id}`,
  alert: `alr_${id}`,
  detection: 'rare-hour',
  account: `${id}@example.com`,
  severity: 'info',
  score: 10,
  time: new Date(on(day)).toISOString(),
  summary: 'A session at an odd hour.',
  techniques: ['T1078'],
  evidence: { kind: 'novelty', what: 'hour', value: '03:00', usual: ['09:00'] },
  eventIds: [id],
  ...more,
});

const rows = (tenant: Stub, query: string) =>
  runInDurableObject(tenant, (_, { storage }) => [...storage.sql.exec(query).raw()].flat());
const alertsOf = (tenant: Stub) => rows(tenant, 'SELECT id FROM alerts ORDER BY id');
const alarmOf = (tenant: Stub) => runInDurableObject(tenant, (_, { storage }) => storage.getAlarm());

/** Lets the alarm ring on a day. */
async function ringOn(tenant: Stub, day: number): Promise<void> {
  setClock(day);
  await runDurableObjectAlarm(tenant);
}

describe('context that never became an alert', () => {
  it('goes when nothing can join it any more, with its detections, and then the alarm rests', async () => {
    const tenant = await created('context-goes');
    await tenant.receiveFindings([context('a', 0)]);
    expect(await alarmOf(tenant)).toBe(on(1));
    await ringOn(tenant, 37);
    expect(await alertsOf(tenant)).toEqual(['alr_a']);
    expect(await alarmOf(tenant)).toBe(on(38));
    await ringOn(tenant, 38);
    expect(await alertsOf(tenant)).toEqual([]);
    expect(await rows(tenant, 'SELECT alert FROM alert_detections')).toEqual([]);
    expect(await alarmOf(tenant)).toBeNull();
  });

  it('stays while something joins it, or makes an alert of it', async () => {
    const tenant = await created('context-stays');
    await tenant.receiveFindings([context('a', 0), context('b', 0)]);
    setClock(30);
    await tenant.receiveFindings([
      context('a2', 3, { alert: 'alr_a', account: 'a@example.com' }),
      context('b2', 3, { alert: 'alr_b', account: 'b@example.com', severity: 'high' }),
    ]);
    await ringOn(tenant, 60);
    expect(await alertsOf(tenant)).toEqual(['alr_a', 'alr_b']);
    await ringOn(tenant, 68);
    expect(await alertsOf(tenant)).toEqual(['alr_b']);
    expect(await tenant.alert('alr_b')).toMatchObject({ findingCount: 2 });
  });

  it('of logs of long ago is as old as its coming', async () => {
    const tenant = await created('context-old');
    await tenant.receiveFindings([context('a', -3_000)]);
    await ringOn(tenant, 30);
    expect(await alertsOf(tenant)).toEqual(['alr_a']);
    await ringOn(tenant, 38);
    expect(await alertsOf(tenant)).toEqual([]);
  });

  it('goes in turns where there is much of it', async () => {
    const tenant = await created('context-much');
    await tenant.receiveFindings(Array.from({ length: 1_100 }, (_, index) => context(`a${index}`, 0)));
    await ringOn(tenant, 38);
    expect(await alertsOf(tenant)).toHaveLength(100);
    expect(await alarmOf(tenant)).toBe(on(38));
    await ringOn(tenant, 38);
    expect(await alertsOf(tenant)).toEqual([]);
  });
});

describe('a closed alert', () => {
  /** One alert of each status, all of one campaign, told to a channel. */
  async function withAlerts(name: string, statuses: readonly AlertStatus[]): Promise<Stub> {
    const tenant = await created(name);
    await tenant.receiveFindings([context('last', 0)]);
    await runInDurableObject(tenant, (_, { storage }) => {
      const [alerts, channels] = [new AlertStore(storage.sql), new ChannelStore(storage.sql)];
      const openedAt = new Date(on(0)).toISOString();
      for (const status of statuses) {
        const account = `${status}@example.com`;
        alerts.put(vismaAlert({ id: status, account, status, openedAt, lastSeenAt: openedAt, campaign: 'cmp_1' }));
        channels.putTold('chat', status, { rank: 3, status, incident: 'cmp_1' });
      }
      const accounts = statuses.map((status) => `${status}@example.com`);
      alerts.putCampaign(aCampaign({ id: 'cmp_1', accounts, alerts: [...statuses] }));
      alerts.putCampaign(aCampaign({ id: 'cmp_2', accounts: ['resolved@example.com'], alerts: ['resolved'] }));
    });
    return tenant;
  }
  const ALL = ['acknowledged', 'false-positive', 'open', 'resolved'] as const;

  it('goes 400 days after its last change, with what was told of it and campaigns of which nothing is left', async () => {
    const tenant = await withAlerts('closed-goes', ALL);
    await ringOn(tenant, 399);
    expect(await alertsOf(tenant)).toEqual(ALL);
    await ringOn(tenant, 401);
    expect(await alertsOf(tenant)).toEqual(['acknowledged', 'open']);
    expect(await rows(tenant, 'SELECT subject FROM told ORDER BY subject')).toEqual(['acknowledged', 'open']);
    expect(await rows(tenant, 'SELECT DISTINCT alert FROM alert_detections ORDER BY alert')).toEqual([
      'acknowledged',
      'open',
    ]);
    expect((await tenant.campaigns(10)).items.map(({ id }) => id)).toEqual(['cmp_1']);
    await tenant.editAlert('open', { status: 'resolved' });
    await tenant.editAlert('acknowledged', { status: 'false-positive' });
    await ringOn(tenant, 800);
    expect(await alertsOf(tenant)).toEqual(['acknowledged', 'open']);
    await ringOn(tenant, 802);
    expect(await alertsOf(tenant)).toEqual([]);
    expect((await tenant.campaigns(10)).items).toEqual([]);
  });

  it('keeps its campaign while an earlier alert of a member leads to it', async () => {
    const tenant = await withAlerts('closed-campaign', ['resolved']);
    await runInDurableObject(tenant, (_, { storage }) => {
      const openedAt = new Date(on(0)).toISOString();
      const account = 'resolved@example.com';
      new AlertStore(storage.sql).put(vismaAlert({ id: 'earlier', account, openedAt, campaign: 'cmp_1' }));
    });
    await ringOn(tenant, 401);
    expect(await alertsOf(tenant)).toEqual(['earlier']);
    expect((await tenant.campaigns(10)).items.map(({ id }) => id)).toEqual(['cmp_1']);
  });

  it('goes when the tenant says', async () => {
    const tenant = await withAlerts('closed-setting', ALL);
    const admin = (await tenant.tokens()).find(({ kind }) => kind === 'admin');
    await tenant.patchSettings({ alertRetentionDays: 60 }, admin?.id ?? '');
    await tenant.patchSettings({ detection: { sanctionedStores: ['box.com'] } }, admin?.id ?? '');
    expect(await tenant.settings()).toMatchObject({ alertRetentionDays: 60 });
    await ringOn(tenant, 59);
    expect(await alertsOf(tenant)).toEqual(ALL);
    await ringOn(tenant, 61);
    expect(await alertsOf(tenant)).toEqual(['acknowledged', 'open']);
  });
});
