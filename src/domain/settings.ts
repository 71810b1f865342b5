import * as v from 'valibot';

/** What a tenant tells the detections of itself. It travels with each batch, so that a journal replays with the settings of its time. */
export const DetectionSettings = v.object({
  /** The company's own exits (VPN gateways, proxies) in CIDR notation: nobody travels by using them. */
  egressRanges: v.optional(v.array(v.pipe(v.string(), v.maxLength(64))), []),
  /** Stores that the company sanctions: a first use of them is no news. Measured as they are kept, for they are read by this again. */
  sanctionedStores: v.optional(v.array(v.pipe(v.string(), v.toLowerCase(), v.maxLength(253))), []),
});
export type DetectionSettings = v.InferOutput<typeof DetectionSettings>;
export const DEFAULT_DETECTION_SETTINGS: DetectionSettings = { egressRanges: [], sanctionedStores: [] };
