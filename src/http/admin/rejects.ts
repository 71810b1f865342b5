import { Hono } from 'hono';
import * as v from 'valibot';
import { RejectedRecord } from '../../domain/intake.ts';
import { SourceName } from '../../domain/tenant.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { encodeCursor, Limit, nextLink, PlaceCursor } from './lists.ts';

const RejectList = v.object({ rejects: v.array(RejectedRecord), next: v.optional(v.string()) });

export const rejects = new Hono<AppEnv>().get(
  '/v1/rejects',
  describe({
    summary: 'The newest records that could not be read, and why',
    description: 'The newest 1,000 are kept, at most 8 KB of each.',
    tag: 'sources',
    door: 'admin',
    problems: ['invalid-request'],
    responses: { 200: jsonResponse(RejectList, 'A page of rejects, newest first') },
  }),
  admin(),
  valid('query', v.object({ source: v.optional(SourceName), limit: Limit, cursor: PlaceCursor })),
  async (context) => {
    const { source, limit, cursor } = context.req.valid('query');
    const { tenant } = context.get('identity');
    const options = { limit, ...(source !== undefined && { source }), ...(cursor !== undefined && { before: cursor }) };
    const page = await onTenant(context.env, tenant, (stub) => stub.rejects(options));
    const next = page.next && encodeCursor([page.next.sequence, page.next.place]);
    const body = { rejects: page.rejects, ...(next !== undefined && { next }) };
    return context.json(body, 200, nextLink(context.req.url, next));
  },
);
