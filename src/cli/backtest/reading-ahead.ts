import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Failure } from '../shared/failure.ts';
import { STANDARD_INPUT, sizesOf } from '../shared/lines.ts';
import { type ReadChunk, readChunks } from './reading.ts';

/** Chunks that the reading thread may be ahead of who takes them: some megabytes. */
export const CHUNKS_AHEAD = 4;

/** What the reading thread says; it is told `more` for each chunk that was taken. */
export type ReadingMessage =
  | { readonly chunk: ReadChunk }
  | { readonly failure: string /** Whether it is one that the user can act on. */; readonly isTheirs: boolean }
  | { readonly ended: true };

/** From so many bytes on it pays to read in a thread of its own: to start one takes as long as to read a megabyte or two. */
const AHEAD_BYTES = 1_000_000;

export interface Reading {
  /** What the files hold, in order; to be taken once. */
  readonly chunks: AsyncIterable<ReadChunk>;
  /** Ends the reading, done or not. */
  readonly close: () => Promise<unknown>;
}

/**
 * Begins to read files, in a thread of its own where they are long. What it reads does not depend on that.
 * @param isAhead whether a thread reads while the chunks before are worked on
 */
export function openReading(
  files: readonly string[],
  isAhead: boolean = !files.includes(STANDARD_INPUT) && sizesOf(files) >= AHEAD_BYTES,
): Reading {
  if (!isAhead) return { chunks: readChunks(files), close: async () => {} };
  const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), { workerData: { files } });
  return { chunks: chunksOf(thread, on(thread, 'message')), close: () => thread.terminate() };
}

async function* chunksOf(thread: Worker, messages: AsyncIterable<unknown[]>): AsyncGenerator<ReadChunk> {
  for await (const [message] of messages) {
    if (!isReadingMessage(message)) throw new Error('the reading thread says what nobody knows');
    if ('ended' in message) return;
    if ('failure' in message) throw message.isTheirs ? new Failure(message.failure) : new Error(message.failure);
    yield message.chunk;
    thread.postMessage('more');
  }
}

/** A codec: the thread is our own, so what it says is trusted. */
function isReadingMessage(message: unknown): message is ReadingMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    ('chunk' in message || 'failure' in message || 'ended' in message)
  );
}
