import type { BodyFailure } from './body.ts';
import { MAX_BODY_BYTES, MAX_EVENTS } from './constants.ts';
import type { Dispatcher, DispatchFailure } from './dispatch.ts';
import type { Pieces } from './pieces.ts';
import { eventsOf, type RecordReader } from './records.ts';
import type { Tally } from './tally.ts';

/** Why a body was not taken to its end. What was counted until then is durable all the same. */
export type IngestFailure = BodyFailure | DispatchFailure | { readonly kind: 'too-many'; readonly limit: number };

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
      for await (const events of eventsOf(piece, source, tally, receivedMs)) {
        await dispatcher.add(events);
        if (dispatcher.failure() !== undefined) return undefined;
      }
      if (tally.isOver) return limitOf(tally);
    }
  }
  return undefined;
}

const limitOf = ({ unpackedBytes }: Tally): IngestFailure =>
  unpackedBytes > MAX_BODY_BYTES
    ? { kind: 'too-large', limitBytes: MAX_BODY_BYTES }
    : { kind: 'too-many', limit: MAX_EVENTS };
