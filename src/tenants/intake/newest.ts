import type { Newest } from '../../domain/newest.ts';

/** From the columns of those names. */
export const readNewest = (row: {
  readonly last_event_ms: number | null;
  readonly last_received_ms: number | null;
}): Newest => ({
  ...(row.last_event_ms !== null && { lastEventMs: row.last_event_ms }),
  ...(row.last_received_ms !== null && { lastReceivedMs: row.last_received_ms }),
});
