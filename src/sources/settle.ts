import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { NormalEvent } from '../domain/event.ts';
import type { Normalised } from '../domain/reject.ts';
import { formatInstant } from '../domain/time.ts';
import type { Draft, DraftGeo, Reading } from './draft.ts';
import type { Notes } from './fields.ts';
import type { RecordContext } from './source.ts';

/** The longest that the normal event takes; longer names are cut, not refused. */
const MAX = { id: 256, userAgent: 2_048, app: 256, device: 256, place: 128, asOrg: 256, object: 1_024 };
/** Ids that we derive: 96 bits in hexadecimal. */
const DERIVED_ID_HEX = 24;
/** Nothing keeps more than this of one record; what a hostile one says beyond it is dropped. In UTF-16 units, of which one is three bytes at most. */
const MAX_KEPT_LENGTH = 20_000;

export const NO_USER = 'no real user';

type Outcome = Normalised | { readonly kind: 'event'; readonly event: NormalEvent };

/** Makes valid events of what a vendor's file read, or says why not. */
export function settle(reading: Reading, notes: Notes, context: RecordContext): Normalised {
  if ('notOurs' in reading) return { kind: 'not-ours', why: reading.notOurs };
  if (!isList(reading)) {
    const only = settleOne(reading, notes, context, undefined);
    return only.kind === 'event' ? { kind: 'events', events: [only.event] } : only;
  }
  const events: NormalEvent[] = [];
  let other: Normalised = { kind: 'not-ours', why: 'nothing in it' };
  let kept = 0;
  for (const [index, draft] of reading.entries()) {
    const outcome = settleOne(draft, notes, context, reading.length === 1 ? undefined : index);
    if (outcome.kind === 'event') {
      kept += JSON.stringify(outcome.event).length;
      if (kept > MAX_KEPT_LENGTH) break;
      events.push(outcome.event);
    } else if (other.kind !== 'reject') other = outcome;
  }
  return events.length > 0 ? { kind: 'events', events } : other;
}

const isList = (reading: Draft | readonly Draft[]): reading is readonly Draft[] => Array.isArray(reading);

function settleOne(draft: Draft, notes: Notes, context: RecordContext, index: number | undefined): Outcome {
  if (draft.account === undefined) return { kind: 'not-ours', why: NO_USER };
  if (draft.time === undefined && (notes.timeUnreadable || context.receivedMs === undefined))
    return reject(notes.timePath, notes.timeUnreadable ? 'not a time' : 'no time');
  const parsed = v.safeParse(NormalEvent, candidate(draft, draft.time ?? context.receivedMs ?? 0, index));
  if (parsed.success) return { kind: 'event', event: parsed.output };
  const [issue] = parsed.issues;
  const field = issue.path?.[0]?.key;
  return reject(
    field === 'account' ? notes.accountPath : field === 'time' ? notes.timePath : '',
    `${String(field)}: ${issue.message}`,
  );
}

const reject = (path: string, reason: string): Normalised => ({ kind: 'reject', reject: { path, reason } });

/** The draft without what is absent, each text cut to what the schema takes. */
function candidate(draft: Draft, timeMs: number, index: number | undefined): Record<string, unknown> {
  const own = draft.id === undefined ? derived(draft) : draft.id.trim();
  const id = own.length > MAX.id - 8 ? derivedFrom(own) : own;
  const event: Record<string, unknown> = {
    id: index === undefined ? id : `${id}/${index}`,
    time: formatInstant(timeMs),
    type: draft.type,
    account: draft.account,
  };
  put(event, 'ip', draft.ip);
  put(event, 'userAgent', cut(draft.userAgent, MAX.userAgent));
  put(event, 'app', cut(draft.app, MAX.app));
  put(event, 'device', cut(draft.device, MAX.device));
  put(event, 'geo', geoOf(draft.geo));
  if (draft.anonymizer === true) event.anonymizer = true;
  if (draft.type === 'login') {
    put(event, 'outcome', draft.outcome);
    if (draft.outcome === 'failure') put(event, 'failure', draft.failure);
    put(event, 'interactive', draft.interactive);
    put(event, 'factor', draft.factor);
  } else {
    put(event, 'service', draft.service);
    put(event, 'operation', draft.operation);
    put(event, 'bytes', draft.bytes);
    put(event, 'count', draft.count);
    put(event, 'object', cut(draft.object, MAX.object));
    put(event, 'external', draft.external);
  }
  return event;
}

function geoOf(geo: DraftGeo | undefined): Record<string, unknown> | undefined {
  if (geo === undefined) return undefined;
  const place: Record<string, unknown> = {};
  put(place, 'country', geo.country);
  put(place, 'region', cut(geo.region, MAX.place));
  put(place, 'city', cut(geo.city, MAX.place));
  put(place, 'lat', geo.lat);
  put(place, 'lon', geo.lon);
  put(place, 'timeZone', geo.timeZone);
  put(place, 'asn', geo.asn);
  put(place, 'asOrg', cut(geo.asOrg, MAX.asOrg));
  for (const _ in place) return place;
  return undefined;
}

function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== undefined) target[key] = value;
}

/** Shortened to whole UTF-16 units, never between the halves of a pair. */
function cut(text: string | undefined, length: number): string | undefined {
  if (text === undefined || text === '') return undefined;
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}

/**
 * Same act, same id: a record without an id that is sent again counts once. The time of receipt is not part of it,
 * nor is what says where and how, which follows from the address and the client.
 */
function derived(draft: Draft): string {
  const what =
    draft.type === 'login'
      ? [draft.outcome, draft.failure, draft.factor]
      : [draft.service, draft.operation, draft.object, draft.bytes, draft.count];
  return derivedFrom(
    JSON.stringify([
      draft.type,
      draft.time,
      draft.account,
      draft.ip,
      draft.app,
      draft.device,
      draft.userAgent?.length,
      ...what,
    ]),
  );
}

const derivedFrom = (text: string): string => `h_${bytesToHex(sha256(utf8ToBytes(text))).slice(0, DERIVED_ID_HEX)}`;
