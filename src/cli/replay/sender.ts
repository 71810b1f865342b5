import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { Failure, messageOf } from '../shared/command.ts';

/** What ingest answers to a batch. */
export const IngestAnswer = v.object({
  accepted: v.number(),
  duplicates: v.number(),
  rejected: v.array(v.object({ index: v.number(), reason: v.string() })),
  alerts: v.array(v.string()),
});
export type IngestAnswer = v.InferOutput<typeof IngestAnswer>;

export interface SenderOptions {
  /** Address of the Meridian, e.g. http://127.0.0.1:8787 */
  readonly url: string;
  /** An ingest token. */
  readonly token: string;
  readonly fetch?: typeof fetch;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** In [0, 1). */
  readonly random?: () => number;
  /** Told of each wait before a further attempt. */
  readonly onRetry?: (reason: string, waitMs: number) => void;
  /** Told once a batch where nobody seems to be at this address: a sentence for people. */
  readonly onNobody?: (words: string) => void;
}

/** Sends a batch of lines; resolves when it is taken, and rejects with a Failure when it never will be. */
export type Sender = (lines: readonly string[]) => Promise<IngestAnswer>;

/** About a minute, where each fails at once. */
export const ATTEMPTS = 10;
/** So many connections refused one after the other are no restart. */
const REFUSALS_TOLD_AFTER = 3;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const RETRIED = new Set([408, 429, 500, 502, 503, 504]);

/** What is said where nobody listens, or the host is unknown. */
const NOBODY: Readonly<Record<string, (address: URL) => string>> = {
  ECONNREFUSED: ({ origin }) => `is Meridian running at ${origin}?`,
  EHOSTUNREACH: ({ hostname }) => `there is no way to the host ${hostname}`,
  ENOTFOUND: ({ hostname }) => `there is no host of the name ${hostname}`,
  EAI_AGAIN: ({ hostname }) => `the name ${hostname} cannot be looked up now`,
};
/** What fetch says of ports that it never connects to, those of other protocols. */
const BAD_PORT = 'bad port';

type Attempt = { readonly answer: IngestAnswer } | { readonly retry: string; readonly afterMs?: number };

/**
 * A batch is sent until it is answered with a 2xx: events are de-duplicated, so that sending again is safe.
 * Waits grow twofold from a quarter of a second, half of each at random (so that many senders part), or are what Retry-After says.
 */
export function createSender({
  url,
  token,
  fetch: request = fetch,
  wait = sleep,
  random = Math.random,
  onRetry = () => {},
  onNobody = () => {},
}: SenderOptions): Sender {
  const address = new URL('/v1/events', url);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
  const attempt = async (body: string): Promise<Attempt> => {
    let response: Response;
    try {
      response = await request(address, { method: 'POST', headers, body });
    } catch (error) {
      const cause = causeOf(error);
      if (cause === BAD_PORT)
        throw new Failure(`${address.origin}: port ${address.port} is reserved for another protocol`);
      return { retry: cause };
    }
    const text = await response.text().catch(() => '');
    if (RETRIED.has(response.status)) {
      const afterMs = retryAfterMs(response.headers.get('retry-after'), Date.now());
      return { retry: `${response.status} ${response.statusText}`, ...(afterMs === undefined ? {} : { afterMs }) };
    }
    if (!response.ok) throw new Failure(`${address.origin} refused the events: ${response.status} ${problemOf(text)}`);
    const answer = v.safeParse(IngestAnswer, jsonOf(text));
    if (!answer.success) throw new Failure(`${address.origin} does not answer like a Meridian: ${text.slice(0, 200)}`);
    return { answer: answer.output };
  };

  return async (lines) => {
    const body = lines.join('\n');
    let reason = '';
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      const made = await attempt(body);
      if ('answer' in made) return made.answer;
      reason = made.retry;
      const backOffMs = Math.min(FIRST_WAIT_MS * 2 ** tried, LONGEST_WAIT_MS);
      const waitMs = made.afterMs ?? backOffMs / 2 + (backOffMs / 2) * random();
      if (tried + 1 === ATTEMPTS) break;
      onRetry(reason, waitMs);
      const nobody = NOBODY[reason];
      if (tried + 1 === REFUSALS_TOLD_AFTER && nobody !== undefined) onNobody(nobody(address));
      await wait(waitMs);
    }
    throw new Failure(`${address.origin} did not take the events in ${ATTEMPTS} attempts: ${reason}`);
  };
}

/** Retry-After: seconds, or a date. Undefined where it says nothing; never longer than a wait of ours may be. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), LONGEST_WAIT_MS);
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : messageOf(cause);
}

const Problem = v.object({ title: v.optional(v.string(), ''), detail: v.optional(v.string(), '') });

/** The words of a problem details answer (RFC 9457). */
function problemOf(text: string): string {
  const problem = v.safeParse(Problem, jsonOf(text));
  return problem.success ? [problem.output.title, problem.output.detail].filter(Boolean).join(': ') : '';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
