import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import type { AppEnv } from '../context.ts';

const Said = v.object({ title: v.string(), detail: v.optional(v.string()) });

/**
 * Amazon Data Firehose takes every answer that does not name its request for a broken endpoint, and its log then says that instead of
 * what is wrong. So a refusal is told in its form as well. (A 200 is `acknowledge` of the source: it needs the body.)
 * https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
 */
export const inFirehoseForm = (): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (context, next) => {
    await next();
    const requestId = context.req.header('x-amz-firehose-request-id')?.slice(0, 256);
    if (requestId === undefined || context.res.ok) return;
    const { status, headers } = context.res;
    const said = v.safeParse(Said, await context.res.json().catch(() => undefined));
    const errorMessage = said.success ? [said.output.title, said.output.detail ?? []].flat().join(': ') : 'Not taken';
    const body = JSON.stringify({ requestId, timestamp: Date.now(), errorMessage });
    const answer = new Response(body, { status, headers });
    answer.headers.set('Content-Type', 'application/json');
    context.res = answer;
  });
