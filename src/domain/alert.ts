import * as v from 'valibot';
import { RfcTime } from './event.ts';
import { exactly } from './exact.ts';
import { type DetectionId, Finding, OperatorZone } from './finding.ts';
import { Severity } from './severity.ts';
import { parseInstant } from './time.ts';

export const ALERT_STATUSES = ['open', 'acknowledged', 'resolved', 'false-positive'] as const;
export const AlertStatus = v.picklist(ALERT_STATUSES);
export type AlertStatus = v.InferOutput<typeof AlertStatus>;

/** Whether nobody has anything to do about it any more: it was dealt with, or was nothing. */
export const isClosed = (status: AlertStatus): boolean => status === 'resolved' || status === 'false-positive';

/** An admin's word on an alert, taught back to the baseline. */
export const Verdict = exactly({
  /** expected: the account's own doing, the like stays quiet from now on (until `until`, if given); intrusion: its sessions are purged from the baseline. */
  verdict: v.picklist(['expected', 'intrusion']),
  until: v.optional(v.pipe(RfcTime, v.description('RFC 3339 date-time; only for what is expected'))),
});
export type Verdict = v.InferOutput<typeof Verdict>;

/** Whether a verdict is good for anything after a moment; one without an end is. */
export const holdsAt = ({ until }: Verdict, atMs: number): boolean =>
  until === undefined || (parseInstant(until) ?? atMs) > atMs;

/** The latest word on an alert, and when it was said. */
export const VerdictSaid = v.object({ ...Verdict.entries, at: RfcTime });
export type VerdictSaid = v.InferOutput<typeof VerdictSaid>;

/** Longest note of an admin, in characters. */
export const NOTE_LIMIT = 4_000;

/** An episode of one account: findings that belong together. */
export const Alert = v.object({
  id: v.string(),
  account: v.string(),
  status: AlertStatus,
  severity: Severity,
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  openedAt: RfcTime,
  lastSeenAt: RfcTime,
  title: v.string(),
  summary: v.string(),
  techniques: v.array(v.string()),
  operatorZone: v.optional(OperatorZone),
  findings: v.array(v.omit(Finding, ['alert', 'account'])),
  /** How many findings there were in all; `findings` keeps the weightiest and newest. */
  findingCount: v.number(),
  campaign: v.optional(v.string()),
  note: v.optional(v.string()),
  verdict: v.optional(
    v.pipe(
      VerdictSaid,
      v.description('the latest verdict of an admin, and when it was said; absent where there was none'),
    ),
  ),
});
export type Alert = v.InferOutput<typeof Alert>;

/** Alerts and suspicious sessions of several accounts that share fingerprint or operator. */
export const Campaign = v.object({
  id: v.string(),
  severity: Severity,
  openedAt: RfcTime,
  lastSeenAt: RfcTime,
  title: v.string(),
  summary: v.string(),
  accounts: v.array(v.string()),
  alerts: v.array(v.string()),
  operatorZone: v.optional(OperatorZone),
  evidence: v.optional(Finding.entries.evidence),
});
export type Campaign = v.InferOutput<typeof Campaign>;

export type { DetectionId };
