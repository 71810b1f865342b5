/** What is newest of a stream, an hour of it, or a source. */
export interface Newest {
  /** Time of the newest event, by the clock of who wrote it: up to a day ahead of ours. */
  readonly lastEventMs?: number;
  /** When something last came, by our clock, whatever became of it; absent for what came before this was kept. */
  readonly lastReceivedMs?: number;
}

/** The newest of several, in each regard. */
export function newestOf(several: readonly (Newest | undefined)[]): Newest {
  return newestFrom(latest(several.map((one) => one?.lastEventMs)), latest(several.map((one) => one?.lastReceivedMs)));
}

/** From the columns of those names. */
export const readNewest = (row: {
  readonly last_event_ms: number | null;
  readonly last_received_ms: number | null;
}): Newest => newestFrom(row.last_event_ms ?? undefined, row.last_received_ms ?? undefined);

const newestFrom = (lastEventMs: number | undefined, lastReceivedMs: number | undefined): Newest => ({
  ...(lastEventMs !== undefined && { lastEventMs }),
  ...(lastReceivedMs !== undefined && { lastReceivedMs }),
});

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
