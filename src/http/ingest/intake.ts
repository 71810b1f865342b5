import type { Result } from '../../domain/result.ts';
import type { BodyFailure } from './body.ts';
import { MAX_ENVELOPE_BYTES, MAX_EVENTS, MAX_RECORD_BYTES, SPLIT_SLICE_BYTES } from './constants.ts';
import type { Dispatcher, DispatchFailure } from './dispatch.ts';
import { createJsonSplitter, type Piece } from './json-splitter.ts';
import { eventsOf, type RecordReader } from './records.ts';
import type { Tally } from './tally.ts';

/** Why a body was not taken to its end. What was counted until then is durable all the same. */
export type IngestFailure = BodyFailure | DispatchFailure | { readonly kind: 'too-many'; readonly limit: number };

/** A body's records, a few at a time; the last item is the failure, if there is one. */
export type Pieces = AsyncIterable<Result<readonly Piece[], BodyFailure>>;

/** @param lists names under which an envelope holds its records */
export async function* piecesOf(
  chunks: AsyncIterable<Result<Uint8Array, BodyFailure>>,
  lists: readonly string[],
): AsyncGenerator<Result<readonly Piece[], BodyFailure>, void> {
  const splitter = createJsonSplitter(MAX_ENVELOPE_BYTES, { lists, wholeBytes: MAX_RECORD_BYTES });
  for await (const chunk of chunks) {
    if (!chunk.ok) {
      yield chunk;
      return;
    }
    for (let at = 0; at < chunk.value.byteLength; at += SPLIT_SLICE_BYTES) {
      const pieces = splitter.push(chunk.value.subarray(at, at + SPLIT_SLICE_BYTES));
      if (pieces.length > 0) yield { ok: true, value: pieces };
    }
  }
  const rest = splitter.end();
  if (rest.length > 0) yield { ok: true, value: rest };
}

/** Takes all records of a body in: reads, normalises, sends to the shards. Waits until what was sent is durable, whatever failed. */
export async function takeIn(
  pieces: Pieces,
  source: RecordReader,
  dispatcher: Dispatcher,
  tally: Tally,
  receivedMs: number,
): Promise<IngestFailure | undefined> {
  const failure = await readAll(pieces, source, dispatcher, tally, receivedMs);
  return (await dispatcher.finish()) ?? failure;
}

async function readAll(
  pieces: Pieces,
  source: RecordReader,
  dispatcher: Dispatcher,
  tally: Tally,
  receivedMs: number,
): Promise<IngestFailure | undefined> {
  for await (const read of pieces) {
    if (!read.ok) return read.error;
    for (const piece of read.value) {
      await dispatcher.add(await eventsOf(piece, source, tally, receivedMs));
      if (dispatcher.failure() !== undefined) return undefined;
      if (tally.isOver) return { kind: 'too-many', limit: MAX_EVENTS };
    }
  }
  return undefined;
}
