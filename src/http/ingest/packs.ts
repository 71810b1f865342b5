import { fail, type Result } from '../../domain/result.ts';
import { type BodyFailure, readBody } from './body.ts';
import { MAX_ENVELOPE_BYTES } from './constants.ts';
import type { Piece } from './piece.ts';
import { piecesOf } from './pieces.ts';
import type { Tally } from './tally.ts';

/**
 * What came packed, gzip in base64, as the pieces of a body of its own. A pack grows a thousandfold and an envelope holds many, so each
 * is read as it is unpacked, up to what a request may unpack in all; then it breaks off, and the tally is over.
 */
export async function* piecesOfPack(
  gzipBase64: string,
  lists: readonly string[],
  tally: Tally,
): AsyncGenerator<Result<readonly Piece[], BodyFailure>, void> {
  const bytes = bytesOf(gzipBase64);
  if (bytes === undefined) yield fail({ kind: 'corrupt', reason: 'no base64' });
  else yield* piecesOf(counted(readBody(new Blob([bytes]).stream(), 'gzip', MAX_ENVELOPE_BYTES), tally), lists);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

async function* counted(
  chunks: AsyncIterable<Result<Uint8Array, BodyFailure>>,
  tally: Tally,
): AsyncGenerator<Result<Uint8Array, BodyFailure>, void> {
  for await (const chunk of chunks) {
    if (chunk.ok) tally.unpack(chunk.value.byteLength);
    if (tally.isOver) return;
    yield chunk;
  }
}
