import { type Context, Hono } from 'hono';
import { signInPage } from '../../dashboard/index.ts';
import type { TypedNote } from '../../domain/note.ts';
import { forget, identify } from '../auth/identity.ts';
import type { AppEnv, Form } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { answerAlert } from './alert.ts';
import { alertAt, pathOf } from './alert-path.ts';
import { notDecided, typedNote } from './note.ts';
import { answerPage, formOf, localPath, pageHeaders, sameSite } from './pages.ts';
import { endSession, fitsSession, readSession, sessionOf, startSession } from './session.ts';

const WRONG_TOKEN = 'This is not a valid admin token.';

/** A page that answers a form stays at the form's address: whoever asks for that again is led to where the form stood. */
const standsAt = (summary: string) =>
  describe({ summary, tag: 'page', door: 'none', responses: { 303: { description: 'To the page' } } });

export const signIn = new Hono<AppEnv>()
  .get('/sign-in', standsAt('Leads to the list, or the sign-in form'), pageHeaders(), (context) =>
    context.redirect('/', 303),
  )
  .get('/alerts/:id/status', standsAt('Leads to the alert'), pageHeaders(), (context) =>
    context.redirect(pathOf(context.req.param('id')), 303),
  )
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
      return takeToken(context, form, localPath(form.next));
    },
  )
  .post(
    '/alerts/:id',
    describe({
      summary: 'Signs in to the page of an alert, with the note of a form that came after the end of its session',
      tag: 'page',
      door: 'none',
      responses: {
        200: textResponse('text/html', 'The alert, with the note in its field'),
        303: { description: 'Signed in; there was no note' },
        401: textResponse('text/html', 'Not a valid admin token'),
        404: textResponse('text/html', 'There is no such alert'),
      },
    }),
    pageHeaders(),
    sameSite(),
    async (context) => takeToken(context, await formOf(context), pathOf(context.req.param('id'))),
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

/** Opens a session for an admin token, and leads on: to `next`, or with the note of the form to the alert that it is for. */
async function takeToken(context: Context<AppEnv>, form: Form, next: string): Promise<Response> {
  const draft = alertAt(next) === undefined ? undefined : typedNote(form);
  const kept = { ...(next !== '/' && { next }), ...(draft && { draft }) };
  const wrong = () => answerPage(context, signInPage({ problem: WRONG_TOKEN, ...kept }), 401);
  const identity = await identify(context.env, (form.token ?? '').trim());
  if (identity?.access.kind !== 'admin') return wrong();
  const { tenant, access } = identity;
  const session = await onTenant(context.env, tenant, (stub) => stub.openSession(access.id));
  if (session === undefined) return wrong();
  startSession(context, session.token);
  return (await withNote(context, session.token, next, draft)) ?? context.redirect(next, 303);
}

/**
 * The alert that a note was typed for, with the note in its form: a note may name people, and an address, to which one would be
 * led on, stays in logs. Undefined where there is no note, or it is for no alert.
 */
async function withNote(context: Context<AppEnv>, token: string, next: string, draft: TypedNote | undefined) {
  const id = alertAt(next);
  if (draft === undefined || id === undefined) return undefined;
  const session = await sessionOf(context, token);
  if (session === undefined) return undefined;
  return answerAlert(context, session, id, { problem: notDecided('Your session had ended', draft), draft });
}
