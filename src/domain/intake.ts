import * as v from 'valibot';
import { RfcTime } from './event.ts';
import { Notice } from './notice.ts';
import { Signing } from './tenant.ts';

/** What came in: counters by source and hour, and the records that could not be read. */

/** Records of one source in one hour. */
export const IntakeCounts = v.object({
  accepted: v.number(),
  duplicates: v.number(),
  passedOver: v.number(),
  rejected: v.number(),
});
export type IntakeCounts = v.InferOutput<typeof IntakeCounts>;

export const NO_INTAKE: IntakeCounts = { accepted: 0, duplicates: 0, passedOver: 0, rejected: 0 };

export function addIntake(one: IntakeCounts, other: IntakeCounts): IntakeCounts {
  return {
    accepted: one.accepted + other.accepted,
    duplicates: one.duplicates + other.duplicates,
    passedOver: one.passedOver + other.passedOver,
    rejected: one.rejected + other.rejected,
  };
}

/** Records that were passed over, counted by the reason that their source gave: a few words of ours, never of the record. */
export const Reasons = v.record(v.string(), v.number());
export type Reasons = v.InferOutput<typeof Reasons>;

/** Reasons told apart in one place; adapters have a few each, so that more are nobody's mistake but a hostile mapping's. */
const REASONS_KEPT = 32;
export const OTHER_REASONS = 'other reasons';

/** The sum, most frequent first. */
export function addReasons(one: Reasons, other: Reasons): Reasons {
  const sum = new Map(Object.entries(one));
  for (const [reason, count] of Object.entries(other)) {
    const key = sum.has(reason) || sum.size < REASONS_KEPT ? reason : OTHER_REASONS;
    sum.set(key, (sum.get(key) ?? 0) + count);
  }
  return Object.fromEntries([...sum].toSorted((left, right) => right[1] - left[1]));
}

export const DatedByArrival = v.pipe(
  v.number(),
  v.description(
    'events (duplicates among them) whose records have no time of their own, so that they are dated by when they came and their hours are those of the delivery; absent where there is none',
  ),
);

/** A record that could not be read, kept for the admin. */
export const RejectedRecord = v.object({
  id: v.string(),
  source: v.string(),
  vendor: v.string(),
  receivedAt: RfcTime,
  /** Position in its request, from 0. */
  index: v.number(),
  /** JSON Pointer to the field at fault; empty for the record as a whole. */
  path: v.string(),
  reason: v.string(),
  /** The record as it came, at most 8 KB of it. */
  raw: v.string(),
});
export type RejectedRecord = v.InferOutput<typeof RejectedRecord>;

/** A request of a source that was turned away as a whole, with the reason that only its admin is told. */
export const Refusal = v.object({ at: RfcTime, reason: v.string() });
export type Refusal = v.InferOutput<typeof Refusal>;

/** waiting: nothing yet; silent: quiet against its own habit (see its notices); rejecting: most of what came could not be read. */
export const SOURCE_HEALTH = ['waiting', 'healthy', 'rejecting', 'silent'] as const;
export const SourceHealth = v.picklist(SOURCE_HEALTH);
export type SourceHealth = v.InferOutput<typeof SourceHealth>;

/** A source with what came from it. Hours are of the clock, oldest first; the last one is running. */
export const SourceReport = v.object({
  name: v.string(),
  vendor: v.string(),
  createdAt: RfcTime,
  hasSigningSecret: v.boolean(),
  signing: v.optional(Signing),
  mapping: v.optional(v.record(v.string(), v.unknown())),
  health: SourceHealth,
  /** Why it is silent: open notices, one for each vendor whose records are missed. */
  notices: v.array(Notice),
  lastEventAt: v.optional(
    v.pipe(
      RfcTime,
      v.description(
        'time of the newest event, by the clock of who wrote it, which may be a day ahead of ours: no sign of life',
      ),
    ),
  ),
  lastReceivedAt: v.optional(
    v.pipe(
      RfcTime,
      v.description(
        'when records last came, by our clock, whatever became of them (duplicates and records passed over or unreadable count too; a replay of rejects does not)',
      ),
    ),
  ),
  eventsPerHour: v.array(v.number()),
  rejectsPerHour: v.array(v.number()),
  /** Share of the records of these hours that were none of ours, 0 to 1. */
  passedOverShare: v.number(),
  /** Why, with how many of each in these hours; most frequent first. */
  passedOverReasons: Reasons,
  datedByArrival: v.optional(DatedByArrival),
  newestReject: v.optional(RejectedRecord),
  /** The newest request that was turned away: a signature that does not fit, a body that cannot be undone, another vendor's address. */
  newestRefusal: v.optional(Refusal),
});
export type SourceReport = v.InferOutput<typeof SourceReport>;

export const TenantStats = v.object({
  /** Counts of the last 48 hours. */
  total: IntakeCounts,
  hours: v.array(v.object({ hour: RfcTime, ...IntakeCounts.entries })),
  sources: v.record(v.string(), IntakeCounts),
  alerts: v.object({ open: v.number(), acknowledged: v.number(), resolved: v.number(), 'false-positive': v.number() }),
  campaigns: v.number(),
  /** Open ones: see /v1/notices. */
  notices: v.number(),
});
export type TenantStats = v.InferOutput<typeof TenantStats>;
