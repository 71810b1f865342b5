import type { TenantChange } from '../../tenants/alerts/tenant-fold.ts';
import { createBatchReader } from './batch-reader.ts';
import type { Backtest } from './engine.ts';
import type { ReadChunk } from './reading.ts';
import type { Reading } from './reading-ahead.ts';

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

/**
 * Folds what files hold in the order given, as a server would take it, and closes the reading. Events that an engine has from elsewhere are not looked
 * at: ids are compared over these files.
 */
export async function foldReading({ chunks, close }: Reading, engine: Backtest, watch: Watch): Promise<Run> {
  return await foldChunks(chunks, engine, watch).finally(close);
}

async function foldChunks(chunks: AsyncIterable<ReadChunk>, engine: Backtest, watch: Watch): Promise<Run> {
  const readBatch = createBatchReader(engine.enrich);
  let events = 0;
  let duplicates = 0;
  let firstTime = '';
  let lastTime = '';
  for await (const chunk of chunks) {
    const changes: TenantChange[] = [];
    readBatch(chunk.events, (event) => {
      for (const change of engine.fold(event)) changes.push(change);
    });
    events += chunk.events.count;
    duplicates += chunk.duplicates;
    if (chunk.lastTime > lastTime) lastTime = chunk.lastTime;
    if (firstTime === '' || (chunk.firstTime !== '' && chunk.firstTime < firstTime)) firstTime = chunk.firstTime;
    tell(chunk, watch);
    if (changes.length > 0) await watch.onChanges(changes);
  }
  return { events, duplicates, ...(firstTime === '' ? {} : { firstTime, lastTime }) };
}

function tell({ bytes, badLines }: ReadChunk, watch: Watch): void {
  for (const { place, reason } of badLines) watch.onBadLine(place, reason);
  watch.onBytes?.(bytes);
}
