import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import { type ChannelRequest, clipped } from './message.ts';

/** What became of a request. */
export type Posted =
  | { readonly outcome: 'delivered' }
  /** The receiver does not take it now, or its address is wrong; it may be sent again, after so long if it said so. */
  | { readonly outcome: 'failed'; readonly reason: string; readonly afterMs?: number }
  /** The receiver will never take this message. */
  | { readonly outcome: 'refused'; readonly reason: string };

const PATIENCE_MS = 10 * SECOND_MS;
const MOST_REASON = 300;
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
/**
 * What says that the message is at fault. All else may be put right at the receiver's end: an address that is gone, a wrong key,
 * of which PagerDuty speaks with a 400.
 */
const REFUSING = new Set([400, 413, 422]);

/** Makes a request once. Follows no redirect: an address that was checked must not lead to one that was not. */
export async function post({ url, headers, body }: ChannelRequest): Promise<Posted> {
  // Not AbortSignal.timeout, which would keep the object awake for as long, whatever comes of the request.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: patience.signal });
    if (!response.ok) return failureOf(response, await firstWords(response));
    response.body?.cancel().catch(() => {});
    return { outcome: 'delivered' };
  } catch {
    const isLate = patience.signal.aborted;
    return { outcome: 'failed', reason: isLate ? `no answer in ${PATIENCE_MS / SECOND_MS} seconds` : 'no connection' };
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(response: Response, said: string): Posted {
  const reason = said === '' ? `HTTP ${response.status}` : `HTTP ${response.status}: ${said}`;
  if (REFUSING.has(response.status) && !/routing.?key/i.test(said)) return { outcome: 'refused', reason };
  const afterMs = retryAfter(response.headers.get('Retry-After'));
  return { outcome: 'failed', reason, ...(afterMs !== undefined && { afterMs }) };
}

/** The beginning of an answer, which says what is wrong; the rest of it is not read. */
async function firstWords(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  try {
    const { value } = await reader.read();
    const text = new TextDecoder().decode(value?.slice(0, 4 * MOST_REASON));
    return clipped(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), MOST_REASON);
  } catch {
    return '';
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Seconds, or a date, as RFC 9110 has it; an hour at most. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * SECOND_MS : Date.parse(header) - Date.now();
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS) : undefined;
}
