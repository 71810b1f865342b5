import { Hono } from 'hono';
import { sourcesPage } from '../../dashboard/index.ts';
import { SOURCES } from '../../sources/index.ts';
import type { AppEnv } from '../context.ts';
import { freshCounters } from '../counters.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { answerPage, html, notFoundPage, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const VENDORS = SOURCES.map(({ vendor, title, wayIn, metadata }) => ({ vendor, title, wayIn, ...metadata }));

export const sourceRoutes = new Hono<AppEnv>()
  .get('/sources', html('What sends logs, and how each fares'), pageHeaders(), signedIn(), async (context) => {
    const session = context.get('session');
    await freshCounters(context.env, session.tenant, session.access.settings);
    const sources = await onTenant(context.env, session.tenant, (stub) => stub.sources());
    const { origin } = new URL(context.req.url);
    return answerPage(context, sourcesPage({ viewer: viewerOf(session), sources, vendors: VENDORS, origin }));
  })
  .post(
    '/notices/:id/dismiss',
    describe({
      summary: 'Dismisses a notice',
      tag: 'page',
      door: 'session',
      responses: {
        303: { description: 'Done; back to the sources' },
        401: textResponse('text/html', 'The sign-in form'),
      },
    }),
    ownPost('/sources'),
    async (context) => {
      const session = context.get('session');
      const id = context.req.param('id');
      const isDismissed = await onTenant(context.env, session.tenant, (stub) => stub.dismissNotice(id));
      return isDismissed ? context.redirect('/sources', 303) : notFoundPage(context, viewerOf(session));
    },
  );
