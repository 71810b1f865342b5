import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Failure } from '../shared/failure.ts';
import type { ReadChunk } from './reading.ts';

/** Chunks that the reading thread may be ahead of who takes them: some megabytes. */
export const CHUNKS_AHEAD = 4;

/** What the reading thread says; it is told `more` for each chunk that was taken. */
export type ReadingMessage =
  | { readonly chunk: ReadChunk }
  | { readonly failure: string /** Whether it is one that the user can act on. */; readonly isTheirs: boolean }
  | { readonly ended: true };

/** The same as `readChunks`, read by a thread of its own while the chunks before are worked on. */
export async function* readChunksAhead(files: readonly string[]): AsyncGenerator<ReadChunk> {
  const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), { workerData: { files } });
  try {
    for await (const [message] of on(thread, 'message')) {
      if (!isReadingMessage(message)) throw new Error('the reading thread says what nobody knows');
      if ('ended' in message) return;
      if ('failure' in message) throw message.isTheirs ? new Failure(message.failure) : new Error(message.failure);
      yield message.chunk;
      thread.postMessage('more');
    }
  } finally {
    await thread.terminate();
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
