import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppEnv } from './context.ts';
import { problem } from './problem.ts';

/** Largest body of a call that is no ingest. */
const ADMIN_BODY_BYTES = 1_048_576;

/** Whether the bodies of this path are streams with limits of their own. */
export const hasOwnLimit = (path: string): boolean =>
  /^\/(?:v1\/(?:events|ingest)|services\/collector)(?:\/|$)/.test(path);

/** 413 for a body that is too large, on every path but those. */
export function limitBody(): MiddlewareHandler<AppEnv> {
  const limit = bodyLimit({ maxSize: ADMIN_BODY_BYTES, onError: (context) => problem(context, 'too-large') });
  return (context, next) => (hasOwnLimit(context.req.path) ? next() : limit(context, next));
}
