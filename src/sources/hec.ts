import type { Normalised } from '../domain/reject.ts';
import { isObject, parsedJson } from './pointer.ts';
import type { Attributed, RecordContext, Source } from './source.ts';
import { asInstant } from './times.ts';
import { isPacked } from './unwrap.ts';
import { VENDORS } from './vendors.ts';

/**
 * Splunk's HTTP Event Collector: `{time, host, source, sourcetype, event, fields}`, one object after another.
 * The event is a normal event or a vendor's record, told by the sourcetype, else by its fields. `/raw` has no envelope.
 */

/** Keys of an envelope (some forwarders add a version). A record that has others is no envelope, even with an `event` of its own. */
const ENVELOPE_KEYS = new Set([
  'time',
  'host',
  'source',
  'sourcetype',
  'index',
  'event',
  'fields',
  'version',
  'channel',
]);

const isEnvelope = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && 'event' in value && Object.keys(value).every((key) => ENVELOPE_KEYS.has(key));

/** The source whose forwarders use this sourcetype. */
function bySourcetype(sourcetype: unknown): Source | undefined {
  if (typeof sourcetype !== 'string') return undefined;
  const name = sourcetype.toLowerCase();
  return VENDORS.find((source) => source.sourcetypes.some((prefix) => name.startsWith(prefix)));
}

/** The source that a bare record belongs to, told by its fields. */
export const recogniseSource = (record: unknown): Source | undefined =>
  VENDORS.find((source) => source.recognises(record));

/** The vendor's record in an envelope; forwarders write it as an object or as a string of JSON. */
function inner(envelope: Readonly<Record<string, unknown>>): unknown {
  const event = fromText(envelope.event);
  if (!isObject(event) || !('message' in event && 'severity' in event)) return event;
  // Splunk's own logging clients put what they are given into `message`, beside a severity.
  const message = fromText(event.message);
  return isObject(message) || Array.isArray(message) ? message : event;
}

const fromText = (value: unknown): unknown => (typeof value === 'string' ? (parsedJson(value.trim()) ?? value) : value);

/** Lists of envelopes are one deep. */
const MAX_LISTS = 4;

/** Takes the event of an envelope apart, or what came without one. */
type Opener = (event: unknown, sourcetype?: unknown) => readonly unknown[];

const asItsVendor: Opener = (event, sourcetype) =>
  (bySourcetype(sourcetype) ?? batchOwner(event))?.unwrap(event) ?? [event];

/** One envelope a record: a vendor's batch inside an event becomes as many envelopes. */
function unwrap(value: unknown, open: Opener, depth = 0): readonly unknown[] {
  if (Array.isArray(value))
    return depth < MAX_LISTS ? value.flatMap((member) => unwrap(member, open, depth + 1)) : [value];
  if (!isEnvelope(value)) return open(value);
  return open(inner(value), value.sourcetype).map((record) =>
    isPacked(record) ? record : { ...value, event: record },
  );
}

/** The source that finds records it knows inside this envelope. */
function batchOwner(value: unknown): Source | undefined {
  if (recogniseSource(value) !== undefined) return undefined;
  return VENDORS.find((source) => {
    const [first] = source.unwrap(value);
    return first !== value && source.recognises(first);
  });
}

function owner(
  record: unknown,
  own?: Source,
): {
  readonly source: Source | undefined;
  readonly event: unknown;
  readonly time: number | undefined;
} {
  const knownBy = (event: unknown) => (own?.recognises(event) ? own : recogniseSource(event));
  if (!isEnvelope(record)) return { source: knownBy(record), event: record, time: undefined };
  const event = inner(record);
  return {
    source: bySourcetype(record.sourcetype) ?? knownBy(event),
    event,
    time: asInstant(record.time),
  };
}

/** A normal event may leave its time to the envelope, as the collector's own events do, and that to the moment at which it came. */
function withTime(source: Source, event: unknown, { envelopeMs, receivedMs }: RecordContext): unknown {
  const timeMs = envelopeMs ?? receivedMs;
  return isTimeless(source, event) && timeMs !== undefined ? { ...event, time: new Date(timeMs).toISOString() } : event;
}

const isTimeless = (source: Source, event: unknown): event is Readonly<Record<string, unknown>> =>
  source.vendor === 'events' && isObject(event) && !('time' in event);

/** Says so of a normal event that was dated by its arrival, whose source cannot know. */
function dated(outcome: Normalised, source: Source, event: unknown, { envelopeMs }: RecordContext): Normalised {
  const isByArrival = outcome.kind === 'events' && envelopeMs === undefined && isTimeless(source, event);
  return isByArrival ? { ...outcome, datedByArrival: outcome.events.length } : outcome;
}

const within = (time: number | undefined, context: RecordContext): RecordContext =>
  time === undefined ? context : { ...context, envelopeMs: time };

/** Splunk's own words for envelopes that carry nothing. A bare record has other keys, so that it is no such envelope. */
export const NO_EVENT = 'Event field is required';
export const BLANK_EVENT = 'Event field cannot be blank';

const NESTED: Normalised = { kind: 'reject', reject: { path: '', reason: 'lists nested too deep' } };

function faultOf(record: unknown): Normalised | undefined {
  // `unwrap` leaves no list but one that it did not follow.
  if (Array.isArray(record)) return NESTED;
  if (!isObject(record) || !Object.keys(record).every((key) => ENVELOPE_KEYS.has(key))) return undefined;
  const { event } = record;
  if (event !== undefined && event !== null && event !== '') return undefined;
  return { kind: 'reject', reject: { path: '/event', reason: 'event' in record ? BLANK_EVENT : NO_EVENT } };
}

const UNKNOWN: Normalised = { kind: 'not-ours', why: 'no known vendor' };

function attribute(record: unknown, context: RecordContext = {}, own?: Source): Attributed {
  const fault = faultOf(record);
  if (fault !== undefined) return { vendor: undefined, outcome: fault };
  const { source, event, time } = owner(record, own);
  if (source === undefined) return { vendor: undefined, outcome: UNKNOWN };
  const inside = within(time, context);
  const outcome = source.normalise(withTime(source, event, inside), inside);
  return { vendor: source.vendor, outcome: dated(outcome, source, event, inside) };
}

/** As much of a source as reads records. */
type Reader = Pick<Source, 'lists' | 'unwrap'> & {
  normalise(record: unknown, context?: RecordContext): Normalised | Promise<Normalised>;
};

/** Envelopes whose events are all read by one source, whatever their sourcetype: a mapping knows no vendor by its fields. */
export const enveloped = (inside: Reader): Reader => ({
  lists: inside.lists,
  unwrap: (value) => unwrap(value, (event) => inside.unwrap(event)),
  normalise(record, context = {}) {
    const fault = faultOf(record);
    if (fault !== undefined) return fault;
    if (!isEnvelope(record)) return inside.normalise(record, context);
    return inside.normalise(inner(record), within(asInstant(record.time), context));
  },
});

export const hec: Source = {
  vendor: 'hec',
  aliases: ['splunk'],
  title: 'HTTP Event Collector (Splunk)',
  wayIn: '`/services/collector/event`, `/services/collector/raw`',
  metadata: {
    whatToConfigure: [
      'Point the forwarder at `/services/collector/event` with `Authorization: Splunk <ingest token>`.',
      'Keep the sourcetype that its add-on sets (`OktaIM2:log`, `aws:cloudtrail`, …): it names the vendor; without one the fields do.',
    ],
    canTell: ['what the vendor inside tells'],
    cannotTell: ['lines of plain text, but for those of PingFederate and Keycloak (passed over)'],
    docs: 'https://docs.splunk.com/Documentation/Splunk/latest/Data/FormateventsforHTTPEventCollector',
  },
  sampleRecord: {
    time: 1_772_439_249,
    host: 'forwarder.example.com',
    sourcetype: 'meridian',
    event: { id: 'f3a1', type: 'login', account: 'ola@example.com', ip: '192.0.2.10', outcome: 'success' },
  },
  sourcetypes: [],
  lists: [...new Set(VENDORS.flatMap(({ lists }) => lists))],
  recognises: isEnvelope,
  unwrap: (value) => unwrap(value, asItsVendor),
  normalise: (record, context) => attribute(record, context).outcome,
  attribute,
  explain(record, context = {}) {
    const fault = faultOf(record);
    if (fault !== undefined) return { outcome: fault, fields: [] };
    const { source, event, time } = owner(record);
    if (source === undefined) return { outcome: UNKNOWN, fields: [] };
    const inside = within(time, context);
    const { outcome, fields } = source.explain(withTime(source, event, inside), inside);
    return { outcome: dated(outcome, source, event, inside), fields };
  },
};
