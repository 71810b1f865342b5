import type { NormalEvent } from '../../domain/event.ts';
import type { Normalised } from '../../domain/reject.ts';
import { DAY_MS, parseInstant } from '../../domain/time.ts';
import { isPacked, jsonValues, type RecordContext, recogniseSource } from '../../sources/index.ts';
import { readBody } from './body.ts';
import { MAX_ENVELOPE_BYTES, MAX_RECORD_BYTES } from './constants.ts';
import type { Piece } from './json-splitter.ts';
import type { Tally } from './tally.ts';

/** An event with the place of its record in the body. */
export interface Placed {
  readonly index: number;
  readonly event: NormalEvent;
}

/** As much of a source as reads records: a vendor's own, or one with the mapping of its settings, which answers later. */
export interface RecordReader {
  /** Absent for a mapping, which has no vendor. */
  readonly vendor?: string;
  recognises?(record: unknown): boolean;
  unwrap(value: unknown): readonly unknown[];
  normalise(record: unknown, context?: RecordContext): Normalised | Promise<Normalised>;
}

/** A sender's clock may be ahead by this much (the contract); more is a mistake of units or year. */
const AHEAD_MS = DAY_MS;

/** Turns the pieces of a body into events of one source; counts what is none. Never throws. */
export async function eventsOf(
  piece: Piece,
  source: RecordReader,
  tally: Tally,
  receivedMs: number,
): Promise<Placed[]> {
  if (piece.kind === 'too-long') {
    tally.reject(tally.records, { path: '', reason: `longer than ${MAX_ENVELOPE_BYTES} bytes` }, '');
    tally.records += 1;
    return [];
  }
  if (piece.kind === 'broken') {
    tally.reject(tally.records, { path: '', reason: `not JSON: ${piece.reason}` }, piece.text);
    tally.records += 1;
    return [];
  }
  const placed: Placed[] = [];
  const records = await unwrapped(piece.value, source);
  for (const record of records) {
    const index = tally.records;
    tally.records += 1;
    const isWhole = records.length === 1 && record === piece.value;
    const raw = () => (isWhole ? piece.text : (JSON.stringify(record) ?? ''));
    if (isWhole && piece.text.length > MAX_RECORD_BYTES) {
      tally.reject(index, { path: '', reason: `longer than ${MAX_RECORD_BYTES} bytes` }, piece.text);
      continue;
    }
    const read = source.normalise(record, { receivedMs });
    // Awaited only where it must be: most sources answer at once, a hundred thousand times a request.
    const outcome = read instanceof Promise ? await read : read;
    if (outcome.kind === 'not-ours') tally.passOver(strayOf(record, source) ?? outcome.why);
    else for (const event of accepted(outcome, index, raw, tally, receivedMs)) placed.push({ index, event });
  }
  return placed;
}

/** A record that another vendor's source knows for its own: the sender has the wrong address. The collector's has none of its own. */
function strayOf(record: unknown, { vendor, recognises }: RecordReader): string | undefined {
  if (vendor === undefined || vendor === 'hec' || recognises === undefined || recognises(record)) return undefined;
  const other = recogniseSource(record)?.vendor;
  return other === undefined || other === vendor ? undefined : `a record of ${other}`;
}

function accepted(
  outcome: Exclude<Normalised, { kind: 'not-ours' }>,
  index: number,
  raw: () => string,
  tally: Tally,
  receivedMs: number,
): readonly NormalEvent[] {
  if (outcome.kind === 'reject') {
    tally.reject(index, outcome.reject, raw());
    return [];
  }
  const latestMs = receivedMs + AHEAD_MS;
  if (outcome.events.every((event) => (parseInstant(event.time) ?? latestMs) <= latestMs)) return outcome.events;
  tally.reject(index, { path: '/time', reason: 'more than 1 day ahead of now' }, raw());
  return [];
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
