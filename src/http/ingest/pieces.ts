import type { Result } from '../../domain/result.ts';
import type { BodyFailure } from './body.ts';
import { MAX_ENVELOPE_BYTES, MAX_RECORD_BYTES, SPLIT_SLICE_BYTES } from './constants.ts';
import { createJsonSplitter } from './json-splitter.ts';
import type { Piece } from './piece.ts';

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
