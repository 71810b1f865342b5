import { ISSUER_PATIENCE_MS } from './constants.ts';

/** Questions to those who publish what signatures are checked with, which deliveries wait for. */

/** Fetches what lies at an address, until the signal; it may reject. */
export type Ask = (url: string, signal: AbortSignal) => Promise<Response>;

/** Follows no redirect: an address that was checked must not lead to one that was not. */
export const ask: Ask = (url, signal) => fetch(url, { redirect: 'manual', signal });

/** Nobody can tell yet whether a signature fits: the issuer does not say what it is checked with. */
export interface Unreachable {
  readonly kind: 'unreachable';
}
export const UNREACHABLE: Unreachable = { kind: 'unreachable' };

/** What is read of the answer; undefined where it does not come in time, or cannot be read. */
export async function heard<T>(
  asking: Ask,
  url: string,
  read: (response: Response) => Promise<T>,
): Promise<T | undefined> {
  // Not AbortSignal.timeout, which would go on after the answer.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), ISSUER_PATIENCE_MS);
  try {
    return await read(await asking(url, patience.signal));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** A question under way. */
interface Flight<T> {
  readonly sinceMs: number;
  readonly landed: Promise<T>;
}

/** Many who ask at once at one address ask one question. Undefined for whoever lost patience. */
export function createFlights<T>(fly: (url: string, nowMs: number) => Promise<T>) {
  const flights = new Map<string, Flight<T>>();

  return (url: string, nowMs: number): Promise<T | undefined> => within(flightTo(url, nowMs).landed);

  /** One that takes too long has died with the request that began it. */
  function flightTo(url: string, nowMs: number): Flight<T> {
    const underWay = flights.get(url);
    if (underWay !== undefined && nowMs - underWay.sinceMs <= ISSUER_PATIENCE_MS) return underWay;
    const landed = fly(url, nowMs).finally(() => {
      if (flights.get(url) === flight) flights.delete(url);
    });
    const flight = { sinceMs: nowMs, landed };
    flights.set(url, flight);
    return flight;
  }
}

/** Waits so long at most. What another request awaits never settles when that request is cancelled: each must have a clock of its own. */
function within<T>(landed: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ISSUER_PATIENCE_MS);
    const settle = (value?: T) => {
      clearTimeout(timer);
      resolve(value);
    };
    landed.then(settle, () => settle());
  });
}
