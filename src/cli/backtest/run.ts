import type { TenantChange } from '../../tenants/tenant-fold.ts';
import { readLines } from '../shared/lines.ts';
import type { Backtest } from './engine.ts';
import { createRecordReader } from './record-reader.ts';

export interface Watch {
  readonly onBytes?: (bytes: number) => void;
  /** Told after each chunk of a file, in the order of the events. */
  readonly onChanges: (changes: readonly TenantChange[]) => Promise<void> | undefined;
  readonly onBadLine: (place: string, reason: string) => void;
}

export interface Run {
  /** Events folded, duplicates apart. */
  readonly events: number;
  readonly duplicates: number;
  /** Times of the earliest and the latest event, as their sources wrote them. */
  readonly firstTime?: string;
  readonly lastTime?: string;
}

/** Folds files in the order given, each from its first line to its last, as a server would take them. */
export async function foldFiles(files: readonly string[], engine: Backtest, watch: Watch): Promise<Run> {
  const span = new Span();
  let events = 0;
  let duplicates = 0;
  const readRecord = createRecordReader(engine.enrich);
  for await (const { file, firstLine, lines } of readLines(files, watch.onBytes)) {
    const batch: TenantChange[] = [];
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || isBlank(line)) continue;
      const read = readRecord(line);
      if ('reason' in read) {
        watch.onBadLine(`${file}:${firstLine + index}`, read.reason);
        continue;
      }
      span.add(read.time);
      const changes = engine.takeEnriched(read.event);
      if (changes === undefined) duplicates += 1;
      else {
        events += 1;
        for (const change of changes) batch.push(change);
      }
    }
    if (batch.length > 0) await watch.onChanges(batch);
  }
  return { events, duplicates, ...span.ends() };
}

class Span {
  #first = '';
  #last = '';

  add(time: string): void {
    if (time > this.#last) this.#last = time;
    if (this.#first === '' || time < this.#first) this.#first = time;
  }

  ends(): Pick<Run, 'firstTime' | 'lastTime'> {
    return this.#first === '' ? {} : { firstTime: this.#first, lastTime: this.#last };
  }
}

const isBlank = (line: string): boolean => line === '' || line === '\r';

/** Counts lines that could not be read, and names the first of them on standard error. */
export class BadLines {
  static readonly NAMED = 20;
  count = 0;

  add(place: string, reason: string): void {
    this.count += 1;
    if (this.count <= BadLines.NAMED) process.stderr.write(`${place}: ${reason}\n`);
  }

  /** Says how many went unnamed. */
  report(): void {
    const unnamed = this.count - BadLines.NAMED;
    if (unnamed > 0) process.stderr.write(`and ${unnamed} more lines that could not be read\n`);
  }
}
