import type { Normalised } from '../../domain/reject.ts';
import { DAY_MS, parseInstant } from '../../domain/time.ts';
import {
  type Attributed,
  isPacked,
  type PackedRecord,
  type RecordContext,
  recogniseSource,
} from '../../sources/index.ts';
import { MAX_ENVELOPE_BYTES, MAX_RECORD_BYTES } from './constants.ts';
import { piecesOfPack } from './packs.ts';
import type { Piece } from './piece.ts';
import type { Placed } from './placed.ts';
import type { Tally } from './tally.ts';

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
/** Years of history may be imported; what is older than any log is a clock that was never set. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/**
 * Turns a piece of a body into events of one source, a run at a time where records came packed; counts what is none, and reads no
 * more records than a request may hold. Never throws.
 */
export async function* eventsOf(
  piece: Piece,
  source: RecordReader,
  tally: Tally,
  receivedMs: number,
): AsyncGenerator<readonly Placed[], void> {
  if (piece.kind !== 'value') return countUnreadable(piece, tally);
  const records = unwrapped(piece, source);
  if (!records.some(isPacked)) {
    const text = records.length === 1 && records[0] === piece.value ? piece.text : undefined;
    yield await readAll(records, text, source, tally, receivedMs);
    return;
  }
  for (const record of records) {
    if (isPacked(record)) yield* eventsOfPack(record, source, tally, receivedMs);
    else yield await readAll([record], undefined, source, tally, receivedMs);
    if (tally.isOver) return;
  }
}

async function* eventsOfPack(
  { gzipBase64 }: PackedRecord,
  source: RecordReader,
  tally: Tally,
  receivedMs: number,
): AsyncGenerator<readonly Placed[], void> {
  for await (const read of piecesOfPack(gzipBase64, source.lists, tally)) {
    if (!read.ok) {
      const { error } = read;
      countUnreadable(
        error.kind === 'corrupt' ? { ...error, kind: 'unpackable', text: gzipBase64 } : TOO_LONG_PACK,
        tally,
      );
      return;
    }
    for (const piece of read.value) {
      if (piece.kind !== 'value') countUnreadable(piece, tally);
      // A pack inside a pack is nobody's format.
      else yield await readAll(unwrapped(piece, source).filter(isRecord), undefined, source, tally, receivedMs);
      if (tally.isOver) return;
    }
  }
}

const isRecord = (value: unknown): boolean => !isPacked(value);

/** @param text of a record that came by itself */
async function readAll(
  records: readonly unknown[],
  text: string | undefined,
  source: RecordReader,
  tally: Tally,
  receivedMs: number,
): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const record of records) {
    const index = tally.next();
    if (index === undefined) break;
    const read = readRecord(record, text, source, receivedMs);
    // Awaited only where it must be: most sources answer at once, a hundred thousand times a request.
    const { vendor = tally.vendor, outcome } = read instanceof Promise ? await read : read;
    if (outcome.kind === 'events') {
      for (const event of outcome.events) placed.push({ index, vendor, event });
      if (outcome.datedByArrival !== undefined) tally.dateByArrival(outcome.datedByArrival, vendor);
    } else countUnread(outcome, record, text, { index, vendor }, source, tally);
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

/** What never came to be a record, with its text where that is known. */
type Unreadable = Exclude<Piece, { kind: 'value' }> | { kind: 'unpackable'; reason: string; text: string };

const TOO_LONG_PACK: Unreadable = { kind: 'too-long', bytes: MAX_ENVELOPE_BYTES };
const WHAT = { broken: 'not JSON', unpackable: 'cannot be unpacked' };

function countUnreadable(piece: Unreadable, tally: Tally): void {
  const index = tally.next();
  if (index === undefined) return;
  const [reason, text] =
    piece.kind === 'too-long'
      ? [`longer than ${MAX_ENVELOPE_BYTES} bytes`, '']
      : [`${WHAT[piece.kind]}: ${piece.reason}`, piece.text];
  tally.reject(index, { path: '', reason }, text);
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
  try {
    if (source.attribute !== undefined) {
      const { outcome, vendor } = source.attribute(record, { receivedMs });
      return read(outcome, vendor);
    }
    const outcome = source.normalise(record, { receivedMs });
    return outcome instanceof Promise ? outcome.then((settled) => read(settled)).catch(unread) : read(outcome);
  } catch (error) {
    return unread(error);
  }
}

/** A source never throws by its contract, but runs out of stack where a record is nested deep enough. */
const unread = (error: unknown): Attributed => ({
  vendor: undefined,
  outcome: { kind: 'reject', reject: { path: '', reason: `cannot be read: ${String(error)}` } },
});

function inTime(outcome: Normalised, receivedMs: number): Normalised {
  if (outcome.kind !== 'events') return outcome;
  for (const event of outcome.events) {
    const atMs = parseInstant(event.time) ?? receivedMs;
    if (atMs > receivedMs + AHEAD_MS) return notInTime('more than 1 day ahead of now');
    if (atMs < EARLIEST_MS) return notInTime('before the year 2000');
  }
  return outcome;
}

const notInTime = (reason: string): Normalised => ({ kind: 'reject', reject: { path: '/time', reason } });

/** A record that another vendor's source knows for its own: the sender has the wrong address. The collector's has none of its own. */
function strayOf(record: unknown, { vendor, recognises }: RecordReader): string | undefined {
  if (vendor === undefined || vendor === 'hec' || recognises === undefined || recognises(record)) return undefined;
  const other = recogniseSource(record)?.vendor;
  return other === undefined || other === vendor ? undefined : `a record of ${other}`;
}

/** The records in an envelope, packs among them. What nobody can take apart is a record itself, whose source says what is wrong. */
function unwrapped({ value }: Extract<Piece, { kind: 'value' }>, source: RecordReader): readonly unknown[] {
  try {
    return source.unwrap(value);
  } catch {
    return [value];
  }
}
