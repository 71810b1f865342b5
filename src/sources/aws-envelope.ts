import { answerText, type Handshake } from './handshake.ts';
import { isObject, parsedJson } from './pointer.ts';
import { isSnsConfirmation, isSnsMessage } from './signature.ts';
import { unwrapBase64 } from './unwrap.ts';

/** What Amazon wraps records in: files of CloudTrail, SNS, EventBridge, Firehose, CloudWatch Logs subscriptions. */

/** A Firehose record of a CloudWatch subscription that comes through SNS is four deep. */
const MAX_DEPTH = 5;

export function unwrapAws(value: unknown, depth = 0): readonly unknown[] {
  const inner = depth < MAX_DEPTH ? contentOf(value) : undefined;
  return inner === undefined ? [value] : inner.flatMap((member) => unwrapAws(member, depth + 1));
}

/** What an envelope holds; undefined for a record itself. */
function contentOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  // First of all, since SNS signs nothing of its message but named fields: whatever else stands in it may be forged.
  if (isSnsMessage(value)) return value.Type === 'Notification' ? fromText(value.Message) : NO_RECORD;
  const { Records: files, records: firehose, detail, logEvents } = value;
  if (Array.isArray(files)) return files;
  if (Array.isArray(firehose)) return firehose.flatMap(fromFirehose);
  if (isObject(detail) && ('detail-type' in value || 'eventName' in detail)) return [detail];
  if (Array.isArray(logEvents)) return logEvents.flatMap((event) => (isObject(event) ? fromText(event.message) : []));
  return undefined;
}

/** A confirmation that was not followed is passed over as one record without fields. */
const NO_RECORD = [{}];

const fromText = (text: unknown): readonly unknown[] =>
  typeof text === 'string' ? [parsedJson(text) ?? text] : [text];

function fromFirehose(record: unknown): readonly unknown[] {
  if (!isObject(record) || typeof record.data !== 'string') return [record];
  return unwrapBase64(record.data) ?? [record];
}

/** SNS asks once whether the address wants the topic: answered by a GET of the address it gives, if that is Amazon's. */
export const snsHandshake: Handshake = (request) => {
  if (!isObject(request.body)) return undefined;
  const { Type: type, SubscribeURL: url } = request.body;
  if (type === 'UnsubscribeConfirmation') return answerText('');
  return type === 'SubscriptionConfirmation' && isSnsConfirmation(url) ? { kind: 'confirm', url } : undefined;
};

/** Firehose takes a 200 as delivered only if the body names its request. */
export function acknowledgeFirehose(
  body: unknown,
  receivedMs: number,
): { contentType: string; body: string } | undefined {
  if (!isObject(body) || typeof body.requestId !== 'string') return undefined;
  const requestId = body.requestId.slice(0, 256);
  return { contentType: 'application/json', body: JSON.stringify({ requestId, timestamp: receivedMs }) };
}
