import type { EnrichedEvent, EnrichedStorage } from '../../domain/enriched-event.ts';
import type { NormalEvent } from '../../domain/event.ts';
import { type EventBatch, FIRST, KEPT } from './event-batch.ts';
import { checkEvent, readJson } from './quick-event.ts';

/**
 * Gives back the events of batches, enriched; the batches must come in the order in which they were made.
 * @returns calls `onEvent` for each event, in order. Throws for what is no batch of these.
 */
export function createBatchReader(
  enrich: (event: NormalEvent) => EnrichedEvent,
): (batch: EventBatch, onEvent: (event: EnrichedEvent) => void) => void {
  let kept: EnrichedEvent[] = [];

  function takeWhole(line: string | undefined, how: number): EnrichedEvent {
    const json = readJson(line ?? '');
    const read = 'reason' in json ? json : checkEvent(json.value);
    if ('reason' in read) throw new Error(`a batch holds what is no event: ${read.reason}`);
    const event = enrich(read.event);
    if (how === FIRST) kept = [event];
    else if (how === KEPT) kept.push(event);
    return event;
  }

  return (batch, onEvent) => {
    let nextLine = 0;
    for (let index = 0; index < batch.count; index += 1) {
      const like = batch.likes[index] as number;
      if (like < 0) {
        onEvent(takeWhole(batch.lines[nextLine], like));
        nextLine += 1;
        continue;
      }
      const body = kept[like];
      if (body === undefined) throw new Error(`a batch names line ${like}, which it never sent`);
      onEvent(eventAt(batch, index, body));
    }
  };
}

/** The event of a line that was read before, with its own values. What a field of the line is not to its type of event is passed over. */
function eventAt({ timesMs, sizes, ids, objects }: EventBatch, index: number, body: EnrichedEvent): EnrichedEvent {
  const id = ids[index] ?? '';
  const timeMs = timesMs[index] as number;
  if (body.type === 'login') return { ...body, id, timeMs };
  const event: EnrichedStorage = { ...body, id, timeMs };
  const bytes = sizes[2 * index] as number;
  const count = sizes[2 * index + 1] as number;
  const object = objects[index] ?? '';
  if (!Number.isNaN(bytes)) event.bytes = bytes;
  if (!Number.isNaN(count)) event.count = count;
  if (object !== '') event.object = object;
  return event;
}
