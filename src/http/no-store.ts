import type { MiddlewareHandler } from 'hono';

/** Answers are for who asked, and hold tokens and people: nobody on the way keeps one that does not say itself that he may. */
export const noStore = (): MiddlewareHandler => async (context, next) => {
  await next();
  if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
};
