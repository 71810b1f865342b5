import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { AppEnv } from './context.ts';
import { RETRY_AFTER_SECONDS } from './ingest/constants.ts';
import { isPlatformFailure } from './platform-failure.ts';
import { PROBLEMS, type ProblemName, problem } from './problem.ts';

/** Problems that middleware raises as an HTTPException, by status; anything else that is thrown is ours: 500 without details. */
export const onError: ErrorHandler<AppEnv> = (error, context) => {
  if (error instanceof HTTPException) return fromException(error, context);
  if (isPlatformFailure(error)) {
    return problem(context, 'unavailable', { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } });
  }
  console.error(
    JSON.stringify({ requestId: context.get('requestId'), path: context.req.path, error: describe(error) }),
  );
  return problem(context, 'internal-error');
};

const BY_STATUS: Readonly<Record<number, ProblemName>> = {
  400: 'malformed-request',
  401: 'unauthorized',
  403: 'cross-site',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
};

function fromException(error: HTTPException, context: Context<AppEnv>): Response {
  const name = BY_STATUS[error.status] ?? (error.status < 500 ? 'invalid-request' : 'internal-error');
  const challenge = error.res?.headers.get('WWW-Authenticate');
  const inWords = PROBLEMS[name].status === 400 ? error.message : '';
  const detail = challenge ? howToComeIn(challenge) : inWords;
  return problem(context, name, {
    ...(detail !== '' && { detail }),
    ...(challenge && { headers: { 'WWW-Authenticate': challenge } }),
  });
}

/** For who comes without a token, or with Authorization of another kind; of a token that is not valid nothing more is said. */
const howToComeIn = (challenge: string): string =>
  challenge.includes('invalid_token') ? '' : 'Send a token of Meridian as Authorization: Bearer.';

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).slice(0, 4_000) : String(error);
