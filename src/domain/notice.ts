import * as v from 'valibot';
import { RfcTime } from './event.ts';

/** Something about Meridian's own working that an admin should see; no word on any account. */
export const NOTICE_STATUSES = ['open', 'cleared', 'dismissed'] as const;
export const NoticeStatus = v.picklist(NOTICE_STATUSES);
export type NoticeStatus = v.InferOutput<typeof NoticeStatus>;

/** A source brings nothing at hours at which it usually does: its forwarder may be broken, and that is not peace. */
export const Notice = v.object({
  id: v.string(),
  kind: v.literal('source-silent'),
  /** open: it goes on; cleared: something came again; dismissed: an admin does not miss it. */
  status: NoticeStatus,
  source: v.string(),
  /** Which vendor's records are missed, where the source brings those of several. */
  vendor: v.optional(v.string()),
  /** Nothing came since. */
  since: RfcTime,
  raisedAt: RfcTime,
  endedAt: v.optional(RfcTime),
  /** Hours that had passed when it was raised; and how many of them would have brought something by the source's own habit. */
  quietHours: v.number(),
  missedHours: v.number(),
  /** The longest pause that was usual before, in such hours. */
  usualHours: v.number(),
  /** One or two sentences for people. */
  summary: v.string(),
});
export type Notice = v.InferOutput<typeof Notice>;

export const NOTICE_CHANGES = ['notice-raised', 'notice-cleared', 'notice-dismissed'] as const;
export type NoticeChange = (typeof NOTICE_CHANGES)[number];
