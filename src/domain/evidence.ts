import * as v from 'valibot';
import { RfcTime } from './event.ts';

/** Evidence: the numbers behind a finding, enough to draw its picture from. Local hours are those of `homeZone`. */

const hourly = v.pipe(v.array(v.number()), v.length(24));

/** A fingerprint as people read it. */
export const FingerprintSeen = v.object({
  network: v.string(),
  client: v.string(),
  firstSeen: v.optional(RfcTime),
});

/** The account's usual hours against those of the suspicious sessions. */
export const HoursEvidence = v.object({
  kind: v.literal('hours'),
  homeZone: v.string(),
  homeUtcOffsetMinutes: v.number(),
  /** Share of the account's sessions that begin in each local hour; sums to 1. */
  usual: hourly,
  /** Suspicious sessions that began in each local hour. */
  suspicious: hourly,
  /** Probability of each UTC offset. */
  posterior: v.array(v.object({ utcOffsetMinutes: v.number(), probability: v.number() })),
  since: RfcTime,
  sessions: v.number(),
  /** How many times better the operator's zone explains the sessions than the account's own habit does. */
  likelihoodRatio: v.number(),
  fingerprints: v.array(FingerprintSeen),
});

/** Bytes and objects against the account's habit with that store and direction. */
export const BytesEvidence = v.object({
  kind: v.literal('bytes'),
  service: v.string(),
  operation: v.string(),
  windowMinutes: v.number(),
  bytes: v.number(),
  count: v.number(),
  /** What the account moves in such a window on a busy day of its own; 0 where it never did. */
  usualBytes: v.number(),
  usualCount: v.number(),
  /** UTC days, oldest first, at most 30. */
  days: v.array(v.object({ day: v.string(), service: v.string(), uploadBytes: v.number(), downloadBytes: v.number() })),
  client: v.optional(v.string()),
  objects: v.optional(v.array(v.string())),
});

const Stop = v.object({
  time: RfcTime,
  place: v.string(),
  utcOffsetMinutes: v.optional(v.number()),
  network: v.string(),
  client: v.string(),
  device: v.optional(v.string()),
});

/** Two logins and the way between them, or a login far from every habitual zone. */
export const TravelEvidence = v.object({
  kind: v.literal('travel'),
  from: v.optional(Stop),
  to: Stop,
  distanceKm: v.optional(v.number()),
  speedKmh: v.optional(v.number()),
  homeZones: v.array(v.string()),
});

/** Something that the account never (or hardly ever) showed before. */
export const NoveltyEvidence = v.object({
  kind: v.literal('novelty'),
  what: v.picklist(['country', 'network', 'client', 'hour', 'store', 'tool', 'archive', 'share']),
  value: v.string(),
  usual: v.array(v.string()),
  fingerprint: v.optional(FingerprintSeen),
  /** Session start that the finding speaks of; the Tenant pools these over accounts. */
  sessionStart: v.optional(RfcTime),
  objects: v.optional(v.array(v.string())),
});

/** A suspicious session and the bytes that followed it. */
export const ChainEvidence = v.object({
  kind: v.literal('chain'),
  suspicion: v.array(v.object({ detection: v.string(), time: RfcTime, summary: v.string() })),
  bytes: BytesEvidence,
  fingerprint: v.optional(FingerprintSeen),
});

/** Accounts of the tenant that one operator seems to use. */
export const CampaignEvidence = v.object({
  kind: v.literal('campaign'),
  accounts: v.array(v.string()),
  shared: v.array(FingerprintSeen),
  hours: HoursEvidence,
});

export const Evidence = v.variant('kind', [
  HoursEvidence,
  BytesEvidence,
  TravelEvidence,
  NoveltyEvidence,
  ChainEvidence,
  CampaignEvidence,
]);
export type Evidence = v.InferOutput<typeof Evidence>;
export type FingerprintSeen = v.InferOutput<typeof FingerprintSeen>;
export type HoursEvidence = v.InferOutput<typeof HoursEvidence>;
export type BytesEvidence = v.InferOutput<typeof BytesEvidence>;
export type TravelEvidence = v.InferOutput<typeof TravelEvidence>;
export type NoveltyEvidence = v.InferOutput<typeof NoveltyEvidence>;
export type ChainEvidence = v.InferOutput<typeof ChainEvidence>;
export type CampaignEvidence = v.InferOutput<typeof CampaignEvidence>;

/** The networks and clients that a finding is about. */
export function fingerprintsOf(evidence: Evidence): readonly FingerprintSeen[] {
  switch (evidence.kind) {
    case 'hours':
      return evidence.fingerprints;
    case 'campaign':
      return evidence.shared;
    case 'travel':
      return [{ network: evidence.to.network, client: evidence.to.client }];
    case 'novelty':
    case 'chain':
      return evidence.fingerprint === undefined ? [] : [evidence.fingerprint];
    case 'bytes':
      return [];
  }
}
