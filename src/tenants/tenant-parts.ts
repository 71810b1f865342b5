import { AlertRetention } from './alerts/alert-retention.ts';
import { AlertStore } from './alerts/alert-store.ts';
import { FindingInbox } from './alerts/finding-inbox.ts';
import { ChannelDesk } from './channels/channel-desk.ts';
import { ChannelStore } from './channels/channel-store.ts';
import { Courier } from './channels/courier.ts';
import { IntakeDesk } from './intake/intake-desk.ts';
import { IntakeStore } from './intake/intake-store.ts';
import { RejectStore } from './intake/reject-store.ts';
import { MetaStore } from './meta-store.ts';
import { SettingsDesk } from './settings-desk.ts';
import { NoticeStore } from './sources/notice-store.ts';
import { SourceDesk } from './sources/source-desk.ts';
import { SourceStore } from './sources/source-store.ts';
import { SourceWatch } from './sources/source-watch.ts';
import { TenantJobStore } from './tenant-jobs.ts';
import { TokenDesk } from './tokens/token-desk.ts';
import { TokenStore } from './tokens/token-store.ts';

/** All that a tenant holds, opened from storage: stores of rows, and desks that do an admin's work on them. */
export type TenantParts = ReturnType<typeof openTenantParts>;

export function openTenantParts(storage: DurableObjectStorage) {
  const { sql } = storage;
  const meta = new MetaStore(sql);
  const sources = new SourceStore(sql);
  const tokens = new TokenStore(sql);
  const alerts = new AlertStore(sql);
  const rejects = new RejectStore(sql);
  const intake = new IntakeStore(sql);
  const notices = new NoticeStore(sql);
  const channels = new ChannelStore(sql);
  const watch = new SourceWatch(sql, intake, notices, meta);
  const tokenDesk = new TokenDesk(tokens, sources, meta);
  const intakeDesk = new IntakeDesk({ sources, intake, rejects, watch, alerts, notices });
  return {
    meta,
    sources,
    tokens,
    alerts,
    rejects,
    notices,
    channels,
    watch,
    jobs: new TenantJobStore(sql),
    retention: new AlertRetention(sql, channels, meta),
    inbox: new FindingInbox(sql, alerts, meta),
    courier: new Courier({ channels, alerts, notices, meta }, (write) => storage.transactionSync(write)),
    tokenDesk,
    intakeDesk,
    settingsDesk: new SettingsDesk(meta, tokenDesk),
    sourceDesk: new SourceDesk({ sources, intake, rejects, notices, watch, tokens: tokenDesk }),
    channelDesk: new ChannelDesk(channels, meta),
  };
}
