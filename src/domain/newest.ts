/** What is newest of a stream, an hour of it, or a source. */
export interface Newest {
  /** Time of the newest event, by the clock of who wrote it: up to a day ahead of ours. */
  readonly lastEventMs?: number;
  /** When something last came, by our clock, whatever became of it; absent for what came before this was kept. */
  readonly lastReceivedMs?: number;
}

/** The newest of several, in each regard. */
export function newestOf(several: readonly (Newest | undefined)[]): Newest {
  const lastEventMs = latest(several.map((one) => one?.lastEventMs));
  const lastReceivedMs = latest(several.map((one) => one?.lastReceivedMs));
  return {
    ...(lastEventMs !== undefined && { lastEventMs }),
    ...(lastReceivedMs !== undefined && { lastReceivedMs }),
  };
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
