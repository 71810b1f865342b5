import { Hono } from 'hono';
import * as v from 'valibot';
import { errorPage, rejectsPage } from '../../dashboard/index.ts';
import { encodeCursor, PlaceCursor } from '../admin/lists.ts';
import type { AppEnv } from '../context.ts';
import { retryAfter } from '../ingest/answers.ts';
import { RETRY_AFTER_SECONDS } from '../ingest/constants.ts';
import { replayRejects } from '../ingest/replay-rejects.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { answerPage, html, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const PAGE_REJECTS = 50;

/** How a replay went, in the address that the form leads back to. */
const Outcome = v.object({
  read: v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.toNumber()),
  left: v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.toNumber()),
});

export const rejectRoutes = new Hono<AppEnv>()
  .get('/rejects', html('Records that could not be read'), pageHeaders(), signedIn(), async (context) => {
    const session = context.get('session');
    const before = v.safeParse(PlaceCursor, context.req.query('cursor'));
    const options = {
      limit: PAGE_REJECTS,
      ...(before.success && before.output !== undefined && { before: before.output }),
    };
    const { rejects, next } = await onTenant(context.env, session.tenant, (stub) => stub.rejects(options));
    const nextCursor = next && encodeCursor('rejects', [next.sequence, next.place]);
    const replayed = v.safeParse(Outcome, context.req.query());
    return answerPage(
      context,
      rejectsPage({
        viewer: viewerOf(session),
        rejects,
        ...(nextCursor !== undefined && { nextCursor }),
        ...(replayed.success && { replayed: replayed.output }),
      }),
    );
  })
  .post(
    '/rejects/replay',
    describe({
      summary: 'Reads rejects again: that of the field `id`, or all',
      tag: 'page',
      door: 'session',
      responses: {
        303: { description: 'Done; back to the rejects' },
        401: textResponse('text/html', 'The sign-in form'),
      },
    }),
    ownPost('/rejects'),
    async (context) => {
      const session = context.get('session');
      const viewer = viewerOf(session);
      const form = context.get('form');
      const filter = form.id === undefined ? {} : { ids: [form.id] };
      const replayed = await replayRejects(context.env, session.tenant, session.access.settings, filter);
      if (!replayed.ok) {
        context.header('Retry-After', retryAfter(RETRY_AFTER_SECONDS)['Retry-After']);
        const busy = {
          status: 503,
          title: 'Busy right now',
          detail: 'Nothing is lost: try again in a minute.',
          viewer,
        };
        return answerPage(context, errorPage(busy), 503);
      }
      const left = replayed.value.left.length;
      return context.redirect(`/rejects?read=${replayed.value.replayed - left}&left=${left}`, 303);
    },
  );
