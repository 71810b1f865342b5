import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { aCampaign, vismaAlert } from '../../../test/support/alerts.ts';
import { openReceiver } from '../../../test/support/worker/receiver.ts';
import type { Alert } from '../../domain/alert.ts';
import { AlertStore } from '../alerts/alert-store.ts';
import { MetaStore } from '../meta-store.ts';
import { migrateTenant } from '../migrations.ts';
import { NEWS_SEQUENCE } from '../news.ts';
import { NoticeStore } from '../sources/notice-store.ts';
import { ChannelDesk } from './channel-desk.ts';
import { ChannelStore } from './channel-store.ts';
import { Courier } from './courier.ts';

afterEach(() => void vi.restoreAllMocks());

const ORIGIN = 'https://meridian.example.com';
const PAGERDUTY = {
  kind: 'pagerduty',
  name: 'on-call',
  routingKey: 'k'.repeat(32),
  region: 'us',
  severity: 'high',
} as const;
const members = ['alr_1', 'alr_2'].map((id) =>
  vismaAlert({ id, account: `${id}@example.com`, campaign: 'cmp_1', severity: 'high' }),
);

it('an incident of several alerts ends with the last of them', () =>
  runInDurableObject(env.TENANTS.getByName('courier'), async (_, { storage }) => {
    migrateTenant(storage);
    const { sql } = storage;
    const [meta, alerts, channels] = [new MetaStore(sql), new AlertStore(sql), new ChannelStore(sql)];
    const courier = new Courier({ meta, alerts, channels, notices: new NoticeStore(sql) }, (write) =>
      storage.transactionSync(write),
    );
    new ChannelDesk(channels, meta).create(PAGERDUTY, ORIGIN, 0);
    const receiver = openReceiver();
    const change = async (alert: Alert | undefined, status: Alert['status']) => {
      if (alert === undefined) throw new Error('no such member');
      alerts.put({ ...alert, status }, { change: 'edited', sequence: meta.next(NEWS_SEQUENCE) });
      await courier.deliver();
      const { event_action, dedup_key } = JSON.parse(receiver.requests.at(-1)?.body ?? '{}');
      return [event_action, dedup_key];
    };
    alerts.putCampaign(aCampaign({ id: 'cmp_1', alerts: members.map(({ id }) => id) }));
    expect(await change(members[0], 'open')).toEqual(['trigger', 'cmp_1']);
    expect(await change(members[1], 'open')).toEqual(['trigger', 'cmp_1']);
    expect(await change(members[0], 'acknowledged')).toEqual(['acknowledge', 'alr_1']);
    expect(await change(members[1], 'acknowledged')).toEqual(['acknowledge', 'cmp_1']);
    expect(await change(members[0], 'resolved')).toEqual(['resolve', 'alr_1']);
    expect(await change(members[1], 'false-positive')).toEqual(['resolve', 'cmp_1']);
    expect(receiver.requests).toHaveLength(6);
    expect(courier.nextMs(Date.now())).toBeUndefined();
  }));
