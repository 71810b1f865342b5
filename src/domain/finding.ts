import * as v from 'valibot';
import { RfcTime } from './event.ts';
import { Evidence } from './evidence.ts';
import { Severity } from './severity.ts';

export const DETECTION_IDS = [
  'new-time-zone',
  'impossible-travel',
  'operator-zone-shift',
  'new-country',
  'new-network',
  'new-client',
  'rare-hour',
  'upload-burst',
  'upload-drip',
  'mass-download',
  'new-destination',
  'external-share',
  'automation-client',
  'archive-parts',
  'takeover-then-exfiltration',
  'campaign',
] as const;
export const DetectionId = v.picklist(DETECTION_IDS);
export type DetectionId = v.InferOutput<typeof DetectionId>;

/** Where the day of the hours lies: an estimate over UTC offsets, never an attribution. */
export const OperatorZone = v.object({
  /** The offset that is most often right within an hour, and how often it is. */
  utcOffsetMinutes: v.number(),
  probability: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** From and to, minutes of offset, eastward: the shortest arc that holds 90% of the probability. Over the date line `to` is the smaller. */
  credible: v.tuple([v.number(), v.number()]),
  sessions: v.number(),
  /** Examples of where people live by it, or by the clock an hour beside it; the likeliest first. */
  cities: v.array(v.string()),
});
export type OperatorZone = v.InferOutput<typeof OperatorZone>;

/** What one detection says of one event or session. */
export const Finding = v.object({
  /** Derives from what raised it, so that the same event raises the same finding wherever it is folded. */
  id: v.string(),
  /** The episode that it belongs to. */
  alert: v.string(),
  detection: DetectionId,
  account: v.string(),
  severity: Severity,
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  /** Time of the event that raised it. */
  time: RfcTime,
  summary: v.string(),
  techniques: v.array(v.string()),
  operatorZone: v.optional(OperatorZone),
  evidence: Evidence,
  eventIds: v.array(v.string()),
});
export type Finding = v.InferOutput<typeof Finding>;
