import type { NormalEvent } from '../../domain/event.ts';
import { formatInstant } from '../../domain/time.ts';
import type { MappedSource, Source } from '../../sources/index.ts';

/** What turns a record into events: a source as it is, or with a mapping. */
export type Reader = Source | MappedSource;

/** Any other moment would do. */
const ANOTHER_MS = 1_000;

/**
 * How many of a record's events have no time of their own and were dated by when the record came: those that are dated
 * otherwise if it had come at another moment.
 * @param receivedMs when it came, as the events were made with
 */
export async function countUndated(
  reader: Reader,
  record: unknown,
  events: readonly NormalEvent[],
  receivedMs: number,
): Promise<number> {
  const arrival = formatInstant(receivedMs);
  if (!events.some(({ time }) => time === arrival)) return 0;
  const again = await reader.normalise(record, { receivedMs: receivedMs + ANOTHER_MS });
  const times = again.kind === 'events' ? again.events.map(({ time }) => time) : [];
  return events.filter(({ time }, index) => time !== times[index]).length;
}
