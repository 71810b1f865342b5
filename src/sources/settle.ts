import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Geo, NormalEvent } from '../domain/event.ts';
import type { Normalised } from '../domain/reject.ts';
import { formatInstant } from '../domain/time.ts';
import type { Draft, DraftGeo, Reading } from './draft.ts';
import type { Notes } from './fields.ts';
import { isSound } from './sound.ts';
import type { RecordContext } from './source.ts';

/** The longest that the normal event takes; longer names are cut, not refused. */
const MAX = { id: 256, userAgent: 2_048, app: 256, device: 256, place: 128, asOrg: 256, object: 1_024 };
/** Ids that we derive: 96 bits in hexadecimal. */
const DERIVED_ID_HEX = 24;
/** Nothing keeps more than this of one record; what a hostile one says beyond it is dropped. In UTF-16 units, of which one is three bytes at most. */
const MAX_KEPT_LENGTH = 20_000;

export const NO_USER = 'no real user';

/** What comes of one draft. */
type Outcome =
  | Exclude<Normalised, { kind: 'events' }>
  | { readonly kind: 'event'; readonly event: NormalEvent; readonly isDatedByArrival: boolean };

/** Makes valid events of what a vendor's file read, or says why not. */
export function settle(reading: Reading, notes: Notes, context: RecordContext): Normalised {
  if ('notOurs' in reading) return { kind: 'not-ours', why: reading.notOurs };
  if (isList(reading)) return settleAll(reading, notes, context);
  const only = settleOne(reading, notes, context, undefined);
  return only.kind === 'event' ? asEvents([only.event], only.isDatedByArrival ? 1 : 0) : only;
}

function settleAll(reading: readonly Draft[], notes: Notes, context: RecordContext): Normalised {
  const events: NormalEvent[] = [];
  let other: Exclude<Normalised, { kind: 'events' }> = { kind: 'not-ours', why: 'nothing in it' };
  let kept = 0;
  let datedByArrival = 0;
  for (const [index, draft] of reading.entries()) {
    const outcome = settleOne(draft, notes, context, reading.length === 1 ? undefined : index);
    if (outcome.kind === 'event') {
      kept += JSON.stringify(outcome.event).length;
      if (kept > MAX_KEPT_LENGTH) break;
      events.push(outcome.event);
      if (outcome.isDatedByArrival) datedByArrival += 1;
    } else if (other.kind !== 'reject') other = outcome;
  }
  return events.length > 0 ? asEvents(events, datedByArrival) : other;
}

const asEvents = (events: readonly NormalEvent[], datedByArrival: number): Normalised =>
  datedByArrival === 0 ? { kind: 'events', events } : { kind: 'events', events, datedByArrival };

const isList = (reading: Draft | readonly Draft[]): reading is readonly Draft[] => Array.isArray(reading);

function settleOne(draft: Draft, notes: Notes, context: RecordContext, index: number | undefined): Outcome {
  if (draft.account === undefined) return { kind: 'not-ours', why: NO_USER };
  if (draft.time === undefined && notes.timeUnreadable) return reject(notes.timePath, 'not a time');
  const ownMs = draft.time ?? context.envelopeMs ?? draft.localTime;
  const timeMs = ownMs ?? context.receivedMs;
  if (timeMs === undefined) return reject(notes.timePath, 'no time');
  const isDatedByArrival = ownMs === undefined;
  const event = eventOf(draft, draft.account, { timeMs, ownMs }, index);
  if (isSound(event)) return { kind: 'event', event, isDatedByArrival };
  // Rare, and the schema finds the words for it.
  const parsed = v.safeParse(NormalEvent, event);
  if (parsed.success) return { kind: 'event', event: parsed.output, isDatedByArrival };
  const [issue] = parsed.issues;
  const field = issue.path?.[0]?.key;
  return reject(
    field === 'account' ? notes.accountPath : field === 'time' ? notes.timePath : '',
    `${String(field)}: ${issue.message}`,
  );
}

const reject = (path: string, reason: string): Outcome => ({ kind: 'reject', reject: { path, reason } });

/** When an act was; `ownMs` is absent where only its arrival says so. */
interface Dated {
  readonly timeMs: number;
  readonly ownMs: number | undefined;
}

/** The event of a draft, each text cut to what the schema takes. What is absent is undefined, which JSON leaves out. */
function eventOf(draft: Draft, account: string, { timeMs, ownMs }: Dated, index: number | undefined): NormalEvent {
  const own = draft.id === undefined ? derived(draft, ownMs) : draft.id.trim();
  const id = own.length > MAX.id - 8 ? derivedFrom(own) : own;
  const common = {
    id: index === undefined ? id : `${id}/${index}`,
    time: formatInstant(timeMs),
    account,
    ip: draft.ip,
    userAgent: cut(draft.userAgent, MAX.userAgent),
    app: cut(draft.app, MAX.app),
    device: cut(draft.device, MAX.device),
    geo: geoOf(draft.geo),
  };
  const anonymizer = draft.anonymizer === true ? true : undefined;
  if (draft.type === 'login') {
    const { outcome = 'success', interactive, factor } = draft;
    const failure = outcome === 'failure' ? draft.failure : undefined;
    return { ...common, type: 'login', outcome, failure, interactive, factor, anonymizer };
  }
  const { service, operation, bytes, count, external } = draft;
  const object = cut(draft.object, MAX.object);
  return {
    ...common,
    type: 'storage',
    service: typeof service === 'string' ? service.toLowerCase() : '',
    operation,
    bytes,
    count,
    object,
    external,
    anonymizer,
  };
}

function geoOf(geo: DraftGeo | undefined): Geo | undefined {
  if (geo === undefined) return undefined;
  const { country, lat, lon, timeZone, asn } = geo;
  const region = cut(geo.region, MAX.place);
  const city = cut(geo.city, MAX.place);
  const asOrg = cut(geo.asOrg, MAX.asOrg);
  const isEmpty = (country ?? region ?? city ?? lat ?? lon ?? timeZone ?? asn ?? asOrg) === undefined;
  return isEmpty ? undefined : { country, region, city, lat, lon, timeZone, asn, asOrg };
}

/** Shortened to whole UTF-16 units, never between the halves of a pair. */
function cut(text: string | undefined, length: number): string | undefined {
  if (text === undefined || text === '' || typeof text !== 'string') return undefined;
  return text.length <= length ? text : text.slice(0, length).toWellFormed();
}

/**
 * Same act, same id: a record without an id that is sent again counts once. Hashed is what tells acts of one account apart: when,
 * from which address, in which app, with which client, and what came of it. When a collector's envelope says so counts too, for it
 * comes again as it was; the time of receipt is no part of it, nor is the place, which follows from the address and may come with one
 * delivery only. Of the user agent it is the length: two clients of one account in the same instant differ in that, and 2,048
 * characters would cost more to hash than all the rest of the record.
 */
function derived(draft: Draft, ownMs: number | undefined): string {
  const what =
    draft.type === 'login'
      ? [draft.outcome, draft.failure, draft.factor]
      : [draft.service, draft.operation, draft.object, draft.bytes, draft.count];
  return derivedFrom(
    JSON.stringify([
      draft.type,
      ownMs,
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
