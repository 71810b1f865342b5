import * as v from 'valibot';
import { Alert } from '../domain/alert.ts';
import { RfcTime } from '../domain/event.ts';
import { Notice } from '../domain/notice.ts';
import { ALERT_TOPICS, NOTICE_TOPICS } from './message.ts';

/** What a channel of the kind `webhook` is sent: what is written, and what /openapi.json says of it, are of these schemas. */

const timestamp = v.pipe(RfcTime, v.description('When it was sent'));

export const AlertBody = v.object({
  type: v.picklist(ALERT_TOPICS.map((topic) => `alert.${topic}` as const)),
  timestamp,
  data: v.object({ alert: Alert, url: v.pipe(v.string(), v.url(), v.description('The page of the alert')) }),
});

export const NoticeBody = v.object({
  type: v.picklist(NOTICE_TOPICS.map((topic) => `notice.${topic}` as const)),
  timestamp,
  data: v.object({ notice: Notice }),
});

/** What an admin sends to see whether it arrives. */
export const TestBody = v.object({ type: v.literal('test'), timestamp, data: v.object({}) });

export type WebhookBody = v.InferOutput<typeof AlertBody | typeof NoticeBody | typeof TestBody>;
