import { Hono } from 'hono';
import * as v from 'valibot';
import { exactly } from '../../domain/exact.ts';
import { DatedByArrival, Reasons, RejectedRecord } from '../../domain/intake.ts';
import { SourceName } from '../../domain/tenant.ts';
import { REJECTS_KEPT } from '../../tenants/constants.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { dispatchProblem } from '../ingest/answers.ts';
import { replayRejects } from '../ingest/replay-rejects.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { encodeCursor, exactQuery, Limit, NoQuery, nextLink, PlaceCursor } from './lists.ts';

const RejectList = v.object({ rejects: v.array(RejectedRecord), next: v.optional(v.string()) });

/** Which rejects; all of them without a word. */
const ReplayFilter = exactly({
  source: v.optional(SourceName),
  ids: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(REJECTS_KEPT))),
});

const ReplayAnswer = v.object({
  /** Rejects that were tried. */
  replayed: v.number(),
  accepted: v.number(),
  duplicates: v.number(),
  passedOver: v.number(),
  passedOverReasons: Reasons,
  datedByArrival: v.optional(DatedByArrival),
  /** Those that still cannot be read, with the reason of now. */
  left: v.array(v.object({ id: v.string(), path: v.string(), reason: v.string() })),
  alerts: v.array(v.string()),
});

export const rejects = new Hono<AppEnv>()
  .get(
    '/v1/rejects',
    describe({
      summary: 'The newest records that could not be read, and why',
      description: 'The newest 1,000 are kept, at most 8 KB of each.',
      tag: 'sources',
      door: 'admin',
      responses: { 200: jsonResponse(RejectList, 'A page of rejects, newest first') },
    }),
    admin(),
    valid('query', exactQuery({ source: v.optional(SourceName), limit: Limit, cursor: PlaceCursor })),
    async (context) => {
      const { source, limit, cursor } = context.req.valid('query');
      const { tenant } = context.get('identity');
      const options = {
        limit,
        ...(source !== undefined && { source }),
        ...(cursor !== undefined && { before: cursor }),
      };
      const page = await onTenant(context.env, tenant, (stub) => stub.rejects(options));
      const next = page.next && encodeCursor('rejects', [page.next.sequence, page.next.place]);
      const body = { rejects: page.rejects, ...(next !== undefined && { next }) };
      return context.json(body, 200, nextLink(context.req.url, next));
    },
  )
  .post(
    '/v1/rejects/replay',
    describe({
      summary: 'Reads rejects again, after a fix',
      description:
        'They go through the vendor’s adapter, or the mapping, as it is now. What can be read is folded once, is durable when this answers, and leaves the list; the others stay with their reason of now.',
      tag: 'sources',
      door: 'admin',
      problems: ['overloaded'],
      responses: { 200: jsonResponse(ReplayAnswer, 'What became of them') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', ReplayFilter),
    async (context) => {
      const { tenant, access } = context.get('identity');
      const { source, ids } = context.req.valid('json');
      const filter = { ...(source !== undefined && { source }), ...(ids !== undefined && { ids }) };
      const replayed = await replayRejects(context.env, tenant, access.settings, filter);
      return replayed.ok ? context.json(replayed.value) : dispatchProblem(context, replayed.error);
    },
  );
