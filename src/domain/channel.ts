import * as v from 'valibot';
import { RfcTime } from './event.ts';
import { exactly } from './exact.ts';
import { Severity } from './severity.ts';
import { SourceName } from './tenant.ts';

/** Where alerts are told to people and programs who do not look at the page. */

export const CHANNEL_KINDS = ['slack', 'teams', 'pagerduty', 'webhook'] as const;
export const ChannelKind = v.picklist(CHANNEL_KINDS);
export type ChannelKind = v.InferOutput<typeof ChannelKind>;

export const ChannelName = SourceName;

/** Whether an address may be called is asked where a channel is made; see http/admin/channels.ts. */
const ADDRESS_LIMIT = 2_048;
const Address = v.pipe(
  v.string('is missing'),
  v.maxLength(ADDRESS_LIMIT, `longer than ${ADDRESS_LIMIT} characters`),
  v.url('not an address such as https://example.com/hook'),
);

const isOfTheWeb = (address: string): boolean => /^https?:$/.test(URL.parse(address)?.protocol ?? '');

/** Only its origin is used. */
const PageAddress = v.pipe(Address, v.check(isOfTheWeb, 'not http or https'));

/** What notifies: info and low are context and never do. */
const NotifyingSeverity = v.picklist(['medium', 'high', 'critical'], 'not medium, high or critical');

const COMMON = {
  name: ChannelName,
  /** This and above. */
  severity: v.optional(NotifyingSeverity, 'medium'),
  /** Whether it hears of silent sources, too; by default all do but PagerDuty. */
  notices: v.optional(v.boolean()),
  /** Origin of this Meridian for links; by default the one at which the channel was made. */
  page: v.optional(PageAddress),
};

export const NewChannel = v.variant(
  'kind',
  [
    /** An incoming webhook of Slack, or of what speaks its format. */
    exactly({ kind: v.literal('slack'), url: Address, ...COMMON }),
    /** A workflow of Teams that "posts to a channel when a webhook request is received". */
    exactly({ kind: v.literal('teams'), url: Address, ...COMMON }),
    /** An integration of the Events API v2. */
    exactly({
      kind: v.literal('pagerduty'),
      routingKey: v.pipe(
        v.string('is missing'),
        v.regex(/^[A-Za-z0-9]{32}$/, 'not an integration key of 32 letters and digits'),
      ),
      region: v.optional(v.picklist(['us', 'eu']), 'us'),
      ...COMMON,
    }),
    /** Any receiver, signed as Standard Webhooks says: the answer holds the secret, shown once. */
    exactly({ kind: v.literal('webhook'), url: Address, ...COMMON }),
  ],
  'not slack, teams, pagerduty or webhook',
);
export type NewChannel = v.InferOutput<typeof NewChannel>;

export const ChannelPatch = exactly({
  severity: v.optional(NotifyingSeverity),
  notices: v.optional(v.boolean()),
  page: v.optional(PageAddress),
});
export type ChannelPatch = v.InferOutput<typeof ChannelPatch>;

/** A channel as it is stored. */
export type ChannelConfig = NewChannel & {
  readonly notices: boolean;
  readonly page: string;
  /** `whsec_…`; a webhook has one. */
  readonly secret?: string;
};

/** A channel as it is listed: never an address in full, since whoever knows it can post there. */
export const ChannelReport = v.object({
  name: v.string(),
  kind: ChannelKind,
  severity: Severity,
  notices: v.boolean(),
  page: v.string(),
  /** Enough of the address or key to know it by. */
  target: v.string(),
  createdAt: RfcTime,
  lastDeliveredAt: v.optional(RfcTime),
  /** Set while deliveries fail: since when, why, how often, and when the next attempt is due. Nothing is lost meanwhile. */
  failure: v.optional(
    v.object({ since: RfcTime, at: RfcTime, reason: v.string(), attempts: v.number(), nextAt: RfcTime }),
  ),
  /** Messages that the receiver would never take, and the newest reason; they are left out. */
  refused: v.optional(v.object({ count: v.number(), at: RfcTime, reason: v.string() })),
});
export type ChannelReport = v.InferOutput<typeof ChannelReport>;
