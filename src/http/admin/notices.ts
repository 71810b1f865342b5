import { Hono } from 'hono';
import * as v from 'valibot';
import { Notice, NoticeStatus } from '../../domain/notice.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { cursorOf, exactQuery, Limit, listCursor, NoQuery, nextLink } from './lists.ts';

const NoticeList = v.object({ notices: v.array(Notice), next: v.optional(v.string()) });

export const notices = new Hono<AppEnv>()
  .get(
    '/v1/notices',
    describe({
      summary: 'Sources that brought nothing at hours at which they usually do',
      description:
        'Looked for once an hour, against the hours of the week at which each source sent in the last eight weeks. A notice ends by itself when something comes again. Ended ones are kept for 90 days.',
      tag: 'sources',
      door: 'admin',
      responses: { 200: jsonResponse(NoticeList, 'A page of notices, newest first') },
    }),
    admin(),
    valid('query', exactQuery({ status: v.optional(NoticeStatus), limit: Limit, cursor: cursorOf('notices') })),
    async (context) => {
      const { status, limit, cursor } = context.req.valid('query');
      const { tenant } = context.get('identity');
      const page = await onTenant(context.env, tenant, (stub) => stub.notices(limit, status, cursor));
      const next = listCursor('notices', page.next);
      const body = { notices: page.items, ...(next !== undefined && { next }) };
      return context.json(body, 200, nextLink(context.req.url, next));
    },
  )
  .delete(
    '/v1/notices/:id',
    describe({
      summary: 'Dismisses an open notice: nobody misses that source',
      description: 'It is watched again from its next record on, as if it were new.',
      tag: 'sources',
      door: 'admin',
      problems: ['not-found'],
      responses: { 204: { description: 'It is dismissed' } },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      const id = context.req.param('id');
      const isDismissed = await onTenant(context.env, tenant, (stub) => stub.dismissNotice(id));
      return isDismissed ? context.body(null, 204) : problem(context, 'not-found');
    },
  );
