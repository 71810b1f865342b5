import type { NormalEvent } from '../../domain/event.ts';
import type { Normalised } from '../../domain/reject.ts';
import { DAY_MS, parseInstant } from '../../domain/time.ts';
import { type Attributed, isPacked, jsonValues, type RecordContext, recogniseSource } from '../../sources/index.ts';
import { readBody } from './body.ts';
import { MAX_ENVELOPE_BYTES, MAX_RECORD_BYTES } from './constants.ts';
import type { Piece } from './json-splitter.ts';
import type { Tally } from './tally.ts';

/** An event with the place of its record in the body, and the vendor whose source knew it. */
export interface Placed {
  readonly index: number;
  readonly vendor: string;
  readonly event: NormalEvent;
}

/** As much of a source as reads records: a vendor's own, or one with the mapping of its settings, which answers later. */
export interface RecordReader {
  /** Absent for a mapping, which has no vendor. */
  readonly vendor?: string;
  recognises?(record: unknown): boolean;
  /** Members of an envelope that hold its records. */
  readonly lists: readonly string[];
  unwrap(value: unknown): readonly unknown[];
  normalise(record: unknown, context?: RecordContext): Normalised | Promise<Normalised>;
  /** In the place of `normalise` where records of several vendors come the same way. */
  attribute?(record: unknown, context?: RecordContext): Attributed;
}

/** A sender's clock may be ahead by this much (the contract); more is a mistake of units or year. */
const AHEAD_MS = DAY_MS;

/** Turns a piece of a body into events of one source; counts what is none, and reads no more records than a request may hold. Never throws. */
export async function eventsOf(
  piece: Piece,
  source: RecordReader,
  tally: Tally,
  receivedMs: number,
): Promise<Placed[]> {
  if (piece.kind !== 'value') return countUnreadable(piece, tally);
  const placed: Placed[] = [];
  const records = await unwrapped(piece.value, source);
  for (const record of records) {
    const index = tally.next();
    if (index === undefined) break;
    const text = records.length === 1 && record === piece.value ? piece.text : undefined;
    const read = readRecord(record, text, source, receivedMs);
    // Awaited only where it must be: most sources answer at once, a hundred thousand times a request.
    const { vendor = tally.vendor, outcome } = read instanceof Promise ? await read : read;
    if (outcome.kind === 'events') for (const event of outcome.events) placed.push({ index, vendor, event });
    else countUnread(outcome, record, text, { index, vendor }, source, tally);
  }
  return placed;
}

function countUnread(
  outcome: Exclude<Normalised, { kind: 'events' }>,
  record: unknown,
  text: string | undefined,
  { index, vendor }: Pick<Placed, 'index' | 'vendor'>,
  source: RecordReader,
  tally: Tally,
): void {
  if (outcome.kind === 'not-ours') tally.passOver(strayOf(record, source) ?? outcome.why, vendor);
  else tally.reject(index, outcome.reject, text ?? textOf(record), vendor);
}

/** Of what is nested so deep that it cannot be written, nothing. */
function textOf(record: unknown): string {
  try {
    return JSON.stringify(record) ?? '';
  } catch {
    return '';
  }
}

function countUnreadable(piece: Exclude<Piece, { kind: 'value' }>, tally: Tally): [] {
  const index = tally.next();
  const [reason, text] =
    piece.kind === 'broken'
      ? [`not JSON: ${piece.reason}`, piece.text]
      : [`longer than ${MAX_ENVELOPE_BYTES} bytes`, ''];
  if (index !== undefined) tally.reject(index, { path: '', reason }, text);
  return [];
}

const TOO_LONG: Attributed = {
  vendor: undefined,
  outcome: { kind: 'reject', reject: { path: '', reason: `longer than ${MAX_RECORD_BYTES} bytes` } },
};

/**
 * What comes of a record. Without a vendor it is that of the way by which it came.
 * @param text of a record that came by itself
 */
function readRecord(
  record: unknown,
  text: string | undefined,
  source: RecordReader,
  receivedMs: number,
): Attributed | Promise<Attributed> {
  if (text !== undefined && text.length > MAX_RECORD_BYTES) return TOO_LONG;
  const read = (outcome: Normalised, vendor?: string) => ({ vendor, outcome: inTime(outcome, receivedMs) });
  if (source.attribute !== undefined) {
    const { outcome, vendor } = source.attribute(record, { receivedMs });
    return read(outcome, vendor);
  }
  const outcome = source.normalise(record, { receivedMs });
  return outcome instanceof Promise ? outcome.then((settled) => read(settled)) : read(outcome);
}

function inTime(outcome: Normalised, receivedMs: number): Normalised {
  const latestMs = receivedMs + AHEAD_MS;
  const isPossible = (event: NormalEvent) => (parseInstant(event.time) ?? latestMs) <= latestMs;
  if (outcome.kind !== 'events' || outcome.events.every(isPossible)) return outcome;
  return { kind: 'reject', reject: { path: '/time', reason: 'more than 1 day ahead of now' } };
}

/** A record that another vendor's source knows for its own: the sender has the wrong address. The collector's has none of its own. */
function strayOf(record: unknown, { vendor, recognises }: RecordReader): string | undefined {
  if (vendor === undefined || vendor === 'hec' || recognises === undefined || recognises(record)) return undefined;
  const other = recogniseSource(record)?.vendor;
  return other === undefined || other === vendor ? undefined : `a record of ${other}`;
}

/** The records in an envelope, those that were packed in gzip and base64 among them. */
async function unwrapped(value: unknown, source: RecordReader): Promise<readonly unknown[]> {
  const records = source.unwrap(value);
  if (!records.some(isPacked)) return records;
  const all: unknown[] = [];
  for (const record of records) {
    if (!isPacked(record)) all.push(record);
    else for (const inner of await unpacked(record.gzipBase64)) all.push(...source.unwrap(inner).filter(isRecord));
  }
  return all;
}

/** A pack inside a pack is nobody's format. */
const isRecord = (value: unknown): boolean => !isPacked(value);

/** What cannot be unpacked stays one record, so that it is rejected with the text that came. */
async function unpacked(gzipBase64: string): Promise<readonly unknown[]> {
  try {
    const bytes = Uint8Array.from(atob(gzipBase64), (char) => char.charCodeAt(0));
    const text = await readText(new Blob([bytes]).stream());
    return (text === undefined ? undefined : jsonValues(text)) ?? [gzipBase64];
  } catch {
    return [gzipBase64];
  }
}

async function readText(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of readBody(stream, 'gzip', MAX_ENVELOPE_BYTES)) {
    if (!chunk.ok) return undefined;
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}
