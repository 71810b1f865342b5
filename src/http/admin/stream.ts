import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import * as v from 'valibot';
import { SECOND_MS } from '../../domain/time.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import type { Env } from '../env.ts';
import { ACCESS_MEMORY_MS } from '../ingest/constants.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse, valid } from '../openapi.ts';
import { exactQuery } from './lists.ts';

/** How often the Tenant is asked for news: a call a second while somebody watches, and none otherwise. */
const POLL_MS = SECOND_MS;
/** Something is sent at least this often, so that nothing on the way takes the stream for dead. */
const HEARTBEAT_MS = 15 * SECOND_MS;
const NEWS_AT_ONCE = 100;
/** How often the Tenant is asked whether the token is there still: as long as any other call would be let in by memory. */
const IDENTIFY_MS = ACCESS_MEMORY_MS;

const Sequence = v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'not an event id of this stream'), v.toNumber()));

export const stream = new Hono<AppEnv>().get(
  '/v1/stream',
  describe({
    summary: 'New and changed alerts and notices, live',
    description:
      'Server-sent events: `event` is opened, raised, updated or edited, `data` the alert; or notice-raised, notice-cleared or notice-dismissed, `data` the notice; `id` its place. After a break `Last-Event-ID` (or `?after=`) goes on behind it: whatever changed meanwhile comes once, as it stands. It ends within 30 seconds of the revocation of its token.',
    tag: 'alerts',
    door: 'admin',
    parameters: [{ in: 'header', name: 'Last-Event-ID', schema: { type: 'string' } }],
    responses: { 200: textResponse('text/event-stream', 'The stream; it ends with its token') },
  }),
  admin(),
  valid('query', exactQuery({ after: Sequence })),
  async (context) => {
    const { env } = context;
    const { tenant, access } = context.get('identity');
    const last = v.safeParse(Sequence, context.req.header('last-event-id'));
    const after = (last.success ? last.output : undefined) ?? context.req.valid('query').after;
    const from = after ?? (await onTenant(env, tenant, (stub) => stub.newsSequence()));
    return streamSSE(context, async (out) => {
      let sequence = from;
      let spokenMs = Date.now();
      const isRevoked = tokenWatch(env, tenant, access.id);
      await out.write(': connected\n\n');
      while (!(out.aborted || out.closed || (await isRevoked()))) {
        const news = await newsAfter(env, tenant, sequence);
        for (const each of news) {
          const data = JSON.stringify('alert' in each ? each.alert : each.notice);
          await out.writeSSE({ id: String(each.sequence), event: each.change, data });
          sequence = each.sequence;
        }
        if (news.length > 0) spokenMs = Date.now();
        else if (Date.now() - spokenMs >= HEARTBEAT_MS) {
          await out.write(': still here\n\n');
          spokenMs = Date.now();
        }
        if (news.length < NEWS_AT_ONCE) await out.sleep(POLL_MS);
      }
    });
  },
);

const newsAfter = (env: Env, tenant: string, sequence: number) =>
  onTenant(env, tenant, (stub) => stub.newsAfter(sequence, NEWS_AT_ONCE));

/** Whether the token that opened the stream is gone. */
function tokenWatch(env: Env, tenant: string, id: string): () => Promise<boolean> {
  let askedMs = 0;
  return async () => {
    if (Date.now() - askedMs < IDENTIFY_MS) return false;
    askedMs = Date.now();
    return !(await onTenant(env, tenant, (stub) => stub.isAdmin(id)));
  };
}
