import { Hono } from 'hono';
import { signInPage } from '../../dashboard/index.ts';
import { forget, identify } from '../auth/identity.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { answerPage, formOf, localPath, pageHeaders, sameSite } from './pages.ts';
import { endSession, fitsSession, readSession, startSession } from './session.ts';

const WRONG_TOKEN = 'This is not a valid admin token.';

export const signIn = new Hono<AppEnv>()
  .post(
    '/sign-in',
    describe({
      summary: 'Signs in to the page with an admin token',
      tag: 'page',
      door: 'none',
      responses: { 303: { description: 'Signed in' }, 401: textResponse('text/html', 'Not a valid admin token') },
    }),
    pageHeaders(),
    sameSite(),
    async (context) => {
      const form = await formOf(context);
      const next = localPath(form.next);
      const wrong = () => answerPage(context, signInPage({ problem: WRONG_TOKEN, ...(next !== '/' && { next }) }), 401);
      const identity = await identify(context.env, (form.token ?? '').trim());
      if (identity?.access.kind !== 'admin') return wrong();
      const { tenant, access } = identity;
      const session = await onTenant(context.env, tenant, (stub) => stub.openSession(access.id));
      if (session === undefined) return wrong();
      startSession(context, session.token);
      return context.redirect(next, 303);
    },
  )
  .post(
    '/sign-out',
    describe({
      summary: 'Ends the session of the page',
      tag: 'page',
      door: 'session',
      responses: { 303: { description: 'Signed out' } },
    }),
    pageHeaders(),
    sameSite(),
    async (context) => {
      const session = await readSession(context);
      const form = await formOf(context);
      if (session !== undefined && (await fitsSession(session, form.csrf))) {
        await onTenant(context.env, session.tenant, (stub) => stub.closeSession(session.access.id));
        forget(session.tenant);
        endSession(context);
      }
      return context.redirect('/', 303);
    },
  );
