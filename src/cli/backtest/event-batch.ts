import type { LineValues } from './line-memory.ts';

/**
 * Events on their way from the thread that reads to the one that folds. Objects would have to be copied one by one, which costs
 * as much as parsing; so an event goes as the number of a line that was sent before and as its own values, in a few arrays.
 */
export interface EventBatch {
  readonly count: number;
  /** By event: the number of the line that it is like, or one of `WHOLE`, `KEPT` and `FIRST`. */
  readonly likes: Int32Array;
  readonly timesMs: Float64Array;
  /** `bytes` and `count` of each event, NaN where it has none. */
  readonly sizes: Float64Array;
  /** By event; empty where it has none, or where its line is sent whole. Strings of their own: findings keep them for long. */
  readonly ids: readonly string[];
  readonly objects: readonly string[];
  /** Lines that are sent whole, in the order of their events. */
  readonly lines: readonly string[];
}

/** The line is sent whole; it is; and it is to be kept under the next number; and it is kept as number 0, for all others are forgotten. */
export const WHOLE = -1;
export const KEPT = -2;
export const FIRST = -3;

/** Puts batches together. */
export interface BatchWriter {
  readonly addLike: (line: number, values: LineValues) => void;
  readonly addWhole: (line: string, how: typeof WHOLE | typeof KEPT | typeof FIRST) => void;
  /** What was added, and begins anew. */
  readonly take: () => EventBatch;
}

export function createBatchWriter(): BatchWriter {
  let likes: number[] = [];
  let timesMs: number[] = [];
  let sizes: number[] = [];
  let ids: string[] = [];
  let objects: string[] = [];
  let lines: string[] = [];

  return {
    addLike: (line, { id, timeMs, bytes, count, object }) => {
      likes.push(line);
      timesMs.push(timeMs);
      sizes.push(bytes ?? Number.NaN, count ?? Number.NaN);
      ids.push(id);
      objects.push(object ?? '');
    },
    addWhole: (line, how) => {
      likes.push(how);
      timesMs.push(0);
      sizes.push(Number.NaN, Number.NaN);
      ids.push('');
      objects.push('');
      lines.push(line);
    },
    take: () => {
      const batch: EventBatch = {
        count: likes.length,
        likes: Int32Array.from(likes),
        timesMs: Float64Array.from(timesMs),
        sizes: Float64Array.from(sizes),
        ids,
        objects,
        lines,
      };
      [likes, timesMs, sizes] = [[], [], []];
      [ids, objects, lines] = [[], [], []];
      return batch;
    },
  };
}
