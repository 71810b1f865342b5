import * as v from 'valibot';
import type { EnrichedEvent } from '../domain/enriched-event.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { DetectionSettings } from '../domain/settings.ts';
import { MAX_BATCH_CHARS, MAX_BATCH_EVENTS } from './constants.ts';

/**
 * What the Worker sends to a shard. The events travel as JSON text: over RPC that costs no more than structured
 * cloning, and the text goes into the journal as it is.
 */
export interface Batch {
  readonly tenant: string;
  /** Name of the source; an event id is unique within it. */
  readonly source: string;
  readonly settings: DetectionSettings;
  /** JSON text of an array of EnrichedEvent, at most 10,000 of them and 8 million characters. */
  readonly events: string;
  /** Whether it comes of a replay of rejects: no sign of life of its source. */
  readonly isReplay?: boolean | undefined;
}

/** An event that was not taken, or, without `index`, the whole batch. */
export interface Refusal {
  readonly index?: number;
  readonly reason: string;
}

export interface Accepted {
  readonly accepted: number;
  readonly duplicates: number;
  /** Alerts that these events touched with a finding at low or above. */
  readonly alerts: readonly string[];
  /** Nothing of these is stored. Empty for whatever the Worker has validated. */
  readonly refused: readonly Refusal[];
}

/** A batch as the shard works on it: `events` stands in the order of `text`, undefined where it is unreadable. */
export interface ReadBatch {
  readonly tenant: string;
  readonly source: string;
  readonly settings: DetectionSettings;
  readonly text: string;
  readonly events: readonly (EnrichedEvent | undefined)[];
  readonly isReplay: boolean;
}

/** @param events each an EnrichedEvent in JSON: whoever fills a batch must know how long they are */
export function encodeBatch(
  tenant: string,
  source: string,
  settings: DetectionSettings,
  events: readonly string[],
  isReplay = false,
): Batch {
  return { tenant, source, settings, events: `[${events.join()}]`, ...(isReplay && { isReplay }) };
}

const name = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));
const Envelope = v.object({
  tenant: name(128),
  source: name(256),
  settings: DetectionSettings,
  events: v.pipe(v.string(), v.maxLength(MAX_BATCH_CHARS)),
  isReplay: v.optional(v.boolean(), false),
});

/** Reads what came over RPC. Never throws; the error says what is wrong with the batch as a whole. */
export function readBatch(input: unknown): Result<ReadBatch, string> {
  const envelope = v.safeParse(Envelope, input);
  if (!envelope.success) return fail(`not a batch: ${v.getDotPath(envelope.issues[0]) ?? 'input'}`);
  const { tenant, source, settings, isReplay } = envelope.output;
  const text = envelope.output.events.toWellFormed();
  const events = readEvents(text);
  if (events === undefined) return fail('events are not a JSON array');
  if (events.length > MAX_BATCH_EVENTS) return fail(`more than ${MAX_BATCH_EVENTS} events`);
  return ok({ tenant, source, settings, text, events, isReplay });
}

/** Events of a JSON array, undefined in the place of each that is none; undefined when the text is no JSON array. */
export function readEvents(text: string): readonly (EnrichedEvent | undefined)[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  return parsed.map((value: unknown) => (isEnrichedEvent(value) ? value : undefined));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, maxLength: number): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= maxLength;

/** The Worker has validated every field; this looks at those without which the fold or the shard could not work. */
function isEnrichedEvent(value: unknown): value is EnrichedEvent {
  if (!isObject(value) || !isObject(value.place) || !isObject(value.network) || !isObject(value.client)) return false;
  if (!isText(value.id, 256) || !isText(value.account, 320) || !Number.isSafeInteger(value.timeMs)) return false;
  if (!Array.isArray(value.place.timeZones) || typeof value.client.family !== 'string') return false;
  return value.type === 'login' || (value.type === 'storage' && isText(value.service, 253));
}
