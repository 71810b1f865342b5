import { AlertStore } from './alert-store.ts';
import { ChannelDesk } from './channel-desk.ts';
import { ChannelStore } from './channel-store.ts';
import { Courier } from './courier.ts';
import { FindingInbox } from './finding-inbox.ts';
import { IntakeDesk } from './intake-desk.ts';
import { IntakeStore } from './intake-store.ts';
import { MetaStore } from './meta-store.ts';
import { NoticeStore } from './notice-store.ts';
import { RejectStore } from './reject-store.ts';
import { SourceDesk } from './source-desk.ts';
import { SourceStore } from './source-store.ts';
import { SourceWatch } from './source-watch.ts';
import { TenantJobStore } from './tenant-jobs.ts';
import { TokenDesk } from './token-desk.ts';
import { TokenStore } from './token-store.ts';

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
    inbox: new FindingInbox(sql, alerts, meta),
    courier: new Courier({ channels, alerts, notices, meta }, (write) => storage.transactionSync(write)),
    tokenDesk: new TokenDesk(tokens, sources, meta),
    sourceDesk: new SourceDesk({ sources, intake, rejects, notices, watch }),
    channelDesk: new ChannelDesk(channels, meta),
    intakeDesk: new IntakeDesk({ sources, intake, rejects, watch, alerts, notices }),
  };
}
