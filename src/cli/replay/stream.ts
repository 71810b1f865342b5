import { setTimeout as sleep } from 'node:timers/promises';
import { readEvent } from '../backtest/quick-event.ts';
import { readLines } from '../shared/lines.ts';
import type { Sender } from './sender.ts';

export interface ReplayOptions {
  /** Recorded seconds a second; as fast as it goes where it is left out. */
  readonly speed?: number;
  /** Events a request. */
  readonly batchEvents: number;
  readonly onBytes?: (bytes: number) => void;
  readonly onSent?: (events: number) => void;
  readonly onBadLine: (place: string, reason: string) => void;
}

export interface Replayed {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly alerts: ReadonlySet<string>;
}

interface Line {
  readonly place: string;
  readonly text: string;
}

/** With a speed, a batch is closed when the next event is due later than this. */
const LONGEST_HOLD_MS = 200;

/** Sends recorded events in the order of the files; lines that are no event are named and left out. */
export async function replayFiles(files: readonly string[], send: Sender, options: ReplayOptions): Promise<Replayed> {
  const counts = { accepted: 0, duplicates: 0, rejected: 0 };
  const alerts = new Set<string>();
  let batch: Line[] = [];
  const clock = options.speed === undefined ? undefined : new Clock(options.speed);

  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const sent = batch;
    batch = [];
    const answer = await send(sent.map(({ text }) => text));
    counts.accepted += answer.accepted;
    counts.duplicates += answer.duplicates;
    for (const { index, reason } of answer.rejected) {
      counts.rejected += 1;
      options.onBadLine(sent[index]?.place ?? '', reason);
    }
    for (const alert of answer.alerts) alerts.add(alert);
    options.onSent?.(sent.length);
  };

  for await (const { file, firstLine, lines } of readLines(files, options.onBytes)) {
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const place = `${file}:${firstLine + index}`;
      const read = readEvent(text);
      if ('reason' in read) {
        counts.rejected += 1;
        options.onBadLine(place, read.reason);
        continue;
      }
      const dueInMs = clock?.dueInMs(Date.parse(read.event.time)) ?? 0;
      if (dueInMs > LONGEST_HOLD_MS) {
        await flush();
        await sleep(clock?.dueInMs(Date.parse(read.event.time)));
      }
      batch.push({ place, text });
      if (batch.length >= options.batchEvents) await flush();
    }
  }
  await flush();
  return { ...counts, alerts };
}

/** Recorded time, scaled: the first event is due now. */
class Clock {
  readonly #speed: number;
  #recordedMs: number | undefined;
  #startMs = 0;

  constructor(speed: number) {
    this.#speed = speed;
  }

  /** Milliseconds until an event of this recorded time is due; 0 where it is due already. */
  dueInMs(recordedMs: number): number {
    if (this.#recordedMs === undefined) {
      this.#recordedMs = recordedMs;
      this.#startMs = performance.now();
    }
    const dueMs = this.#startMs + (recordedMs - this.#recordedMs) / this.#speed;
    return Math.max(0, dueMs - performance.now());
  }
}
