import { type LineBatch, readLines } from '../shared/lines.ts';
import { createBatchWriter, type EventBatch, FIRST, KEPT, WHOLE } from './event-batch.ts';
import { createLineMemory, type MemoryLimits } from './line-memory.ts';
import { checkEvent, isFields, readJson } from './quick-event.ts';
import { createSeenIds } from './seen-ids.ts';

/** What was read of one chunk of a file. */
export interface ReadChunk {
  readonly events: EventBatch;
  readonly duplicates: number;
  readonly badLines: readonly BadLine[];
  /** Bytes of the files, as they lie on disk, since the chunk before. */
  readonly bytes: number;
  /** Least and greatest time of all that could be read, as sources wrote them; empty where there is none. */
  readonly firstTime: string;
  readonly lastTime: string;
}

export interface BadLine {
  /** `<file>:<line>` */
  readonly place: string;
  readonly reason: string;
}

/** Reads files in the order given, each from its first line to its last: the events that they hold, each once. */
export async function* readChunks(files: readonly string[]): AsyncGenerator<ReadChunk> {
  let bytes = 0;
  const read = createChunkReader();
  for await (const lines of readLines(files, (more) => {
    bytes += more;
  })) {
    yield { ...read(lines), bytes };
    bytes = 0;
  }
}

type Added = { readonly time: string; readonly isNew: boolean } | { readonly reason: string };

/** Reads lines one batch after the other, as strictly as `POST /v1/events` does. */
export function createChunkReader(limits?: MemoryLimits): (batch: LineBatch) => Omit<ReadChunk, 'bytes'> {
  const seen = createSeenIds();
  const writer = createBatchWriter();
  let next = 0;
  let isForgotten = true;
  const memory = createLineMemory<number>(() => {
    next = 0;
    isForgotten = true;
  }, limits);
  const number = (): number => {
    next += 1;
    return next - 1;
  };

  /** Adds the event of a line that is like one before. */
  function addLike(like: number): Added {
    const isNew = seen.add(memory.values.id);
    if (isNew) writer.addLike(like, memory.values);
    return { time: memory.values.time, isNew };
  }

  /** Parses a line and adds its event. */
  function addWhole(line: string): Added {
    const json = readJson(line);
    if ('reason' in json) return json;
    const checked = checkEvent(json.value);
    if ('reason' in checked) return checked;
    const { id, time } = checked.event;
    if (!seen.add(id)) return { time, isNew: false };
    const isKept = isFields(json.value) && memory.keep(line, json.value, number);
    writer.addWhole(line, !isKept ? WHOLE : isForgotten ? FIRST : KEPT);
    if (isKept) isForgotten = false;
    return { time, isNew: true };
  }

  function add(line: string): Added {
    const like = memory.find(line);
    return like === undefined ? addWhole(line) : addLike(like);
  }

  return ({ file, firstLine, lines }) => {
    const badLines: BadLine[] = [];
    let duplicates = 0;
    let firstTime = '';
    let lastTime = '';
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || isBlank(line)) continue;
      const added = add(line);
      if ('reason' in added) {
        badLines.push({ place: `${file}:${firstLine + index}`, reason: added.reason });
        continue;
      }
      const { time, isNew } = added;
      if (!isNew) duplicates += 1;
      if (time > lastTime) lastTime = time;
      if (firstTime === '' || time < firstTime) firstTime = time;
    }
    return { events: writer.take(), duplicates, badLines, firstTime, lastTime };
  };
}

const isBlank = (line: string): boolean => line === '' || line === '\r';
