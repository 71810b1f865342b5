import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { Failure, messageOf } from '../shared/failure.ts';
import { readChunks } from './reading.ts';
import { CHUNKS_AHEAD, type ReadingMessage } from './reading-ahead.ts';

/** The thread that reads ahead: see reading-ahead.ts. */
if (parentPort === null) throw new Error('reading-thread.ts is a worker thread');
const port = parentPort;
const say = (message: ReadingMessage, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);
const buffersOf = (chunk: object): ArrayBuffer[] =>
  Object.values(chunk).flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );

let ahead = 0;
port.on('message', () => {
  ahead -= 1;
});
try {
  for await (const chunk of readChunks(workerData.files)) {
    say({ chunk }, buffersOf(chunk.events));
    ahead += 1;
    while (ahead >= CHUNKS_AHEAD) await once(port, 'message');
  }
  say({ ended: true });
} catch (error) {
  say({ failure: messageOf(error), isTheirs: error instanceof Failure });
}
port.close();
