import * as v from 'valibot';

/** What a tenant tells the detections of itself. It travels with each batch, so that a journal replays with the settings of its time. */
export const DetectionSettings = v.object({
  /** The company's own exits (VPN gateways, proxies) in CIDR notation: nobody travels by using them. */
  egressRanges: v.optional(v.array(v.pipe(v.string(), v.maxLength(64))), []),
  /** Stores that the company sanctions: a first use of them is no news. */
  sanctionedStores: v.optional(v.array(v.pipe(v.string(), v.maxLength(253), v.toLowerCase())), []),
});
export type DetectionSettings = v.InferOutput<typeof DetectionSettings>;
export const DEFAULT_DETECTION_SETTINGS: DetectionSettings = { egressRanges: [], sanctionedStores: [] };
