import type { ChannelReport } from '../domain/channel.ts';
import type { IntakeCounts, RejectedRecord, SourceReport } from '../domain/intake.ts';
import type { Notice } from '../domain/notice.ts';
import type { SourceConfig, TenantSettings } from '../domain/tenant.ts';
import type { Unread } from './intake/intake-store.ts';
import type { TokenRecord } from './tokens/token-store.ts';

/** What the calls of the Tenant object take and answer. */

/** What a valid token opens, and what the Worker needs to know on the way of its events. */
export interface Access extends TokenRecord {
  readonly settings: TenantSettings;
  /** Until then the number of shards may be another a moment later: it is not to be remembered. */
  readonly hasSettledShards: boolean;
  /** The source that an ingest token speaks for. */
  readonly sender?: SourceConfig;
}

/** A token that was just made: the only time that it is told. */
export interface MintedToken {
  readonly id: string;
  readonly token: string;
}

export interface CreatedTenant {
  readonly tenant: string;
  readonly adminToken: string;
  readonly ingestToken: string;
}

/** What never reached a shard. */
export interface IntakeReport {
  readonly counts: readonly ({ readonly source: string } & Unread)[];
  readonly rejects: readonly RejectedRecord[];
}

/** What an admin is told of a channel that was just made; the secret only then. */
export interface CreatedChannel {
  readonly channel: ChannelReport;
  readonly secret?: string;
}

/** A source that was just made, with its first ingest token. */
export interface CreatedSource {
  readonly source: SourceReport;
  readonly token: MintedToken;
}

/** Rejects to try again, with the sources that they came from as these are configured now. */
export interface Replayable {
  readonly rejects: readonly RejectedRecord[];
  readonly senders: readonly SourceConfig[];
}

/** What the page's head shows. */
export interface Overview {
  readonly openBySeverity: readonly { readonly rank: number; readonly count: number }[];
  readonly events: IntakeCounts;
  readonly notices: readonly Notice[];
  /** Channels that cannot be reached. */
  readonly failingChannels: readonly ChannelReport[];
}
