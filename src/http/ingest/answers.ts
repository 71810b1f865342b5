import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { problem } from '../problem.ts';
import { OVERLOADED_RETRY_AFTER_SECONDS, RETRY_AFTER_SECONDS } from './constants.ts';
import type { DispatchFailure } from './dispatch.ts';
import type { IngestFailure } from './intake.ts';
import type { Received } from './receive.ts';
import type { Tally } from './tally.ts';

/** How `/v1` answers what became of a request: what was taken is told in every case, since it is durable in every case. */
export function answer(context: Context<AppEnv>, received: Exclude<Received, { kind: 'handshake' }>): Response {
  switch (received.kind) {
    case 'unsupported':
      return problem(context, 'unsupported-media-type', {
        detail: `${received.what} ${received.value} is not taken here: send JSON as it is, or by gzip or deflate.`,
        headers: { 'Accept-Encoding': 'gzip, deflate' },
      });
    case 'bad-signature':
      return problem(context, 'bad-signature');
    case 'taken':
      return received.failure === undefined
        ? answerTally(context, received.tally)
        : answerFailure(context, received.failure, received.tally);
  }
}

function answerTally(context: Context<AppEnv>, tally: Tally): Response {
  const counts = tally.answer();
  const isReadable = tally.rejectedCount < tally.records || (tally.records === 0 && tally.hasBody);
  if (isReadable) return context.json(counts);
  const detail = tally.records === 0 ? 'The body is empty.' : 'No record could be read.';
  return problem(context, 'nothing-readable', { detail, members: counts });
}

function answerFailure(context: Context<AppEnv>, failure: IngestFailure, tally: Tally): Response {
  const members = tally.answer();
  switch (failure.kind) {
    case 'too-large':
      return problem(context, 'too-large', { detail: `More than ${failure.limitBytes} bytes.`, members });
    case 'too-many':
      return problem(context, 'too-large', { detail: `More than ${failure.limit} events.`, members });
    case 'corrupt':
      return problem(context, 'malformed-request', { detail: `The body broke off: ${failure.reason}`, members });
    case 'overloaded':
    case 'unavailable':
      return dispatchProblem(context, failure, members);
  }
}

/** Some shard could not take its events right now. */
export function dispatchProblem(context: Context<AppEnv>, { kind }: DispatchFailure, members: object = {}): Response {
  const seconds = kind === 'overloaded' ? OVERLOADED_RETRY_AFTER_SECONDS : RETRY_AFTER_SECONDS;
  return problem(context, kind, { headers: retryAfter(seconds), members: { ...members } });
}

export const retryAfter = (seconds: number) => ({ 'Retry-After': String(seconds) });
