import type { Context } from 'hono';
import { Hono } from 'hono';
import { ALERT_ACTIONS, alertPage, errorPage } from '../../dashboard/index.ts';
import { isOvertaken, type TypedNote } from '../../domain/note.ts';
import type { AppEnv, Form, Session } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { say } from '../verdicts.ts';
import { pathOf } from './alert-path.ts';
import { decisionOf } from './decision.ts';
import { notDecided, typedNote } from './note.ts';
import { answerPage, expiredPage, html, notFoundPage, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const OVERTAKEN =
  'Nothing was decided: somebody else changed the note meanwhile. Both are below; what you send next stands.';

export const alertRoutes = new Hono<AppEnv>()
  .get('/alerts/:id', html('An alert with its story and pictures'), pageHeaders(), signedIn(), (context) =>
    answerAlert(context, context.get('session'), context.req.param('id')),
  )
  .post(
    '/alerts/:id/status',
    describe({
      summary:
        'Decides on an alert: acknowledge, resolve, reopen, false-positive, expected, intrusion; or keeps a note only',
      tag: 'page',
      door: 'session',
      responses: {
        303: { description: 'Done; back to the alert' },
        400: textResponse('text/html', 'No such action, or a day that is past; the alert, with what was typed'),
        401: textResponse('text/html', 'The sign-in form'),
        403: textResponse('text/html', 'The form is of an earlier session; the alert, with the note that was typed'),
        409: textResponse('text/html', 'Somebody else changed the note meanwhile; the alert, with both notes'),
      },
    }),
    ownPost(({ req }) => pathOf(req.param('id') ?? ''), keepNote),
    async (context) => {
      const session = context.get('session');
      const { env } = context;
      const viewer = viewerOf(session);
      const form = context.get('form');
      const action = ALERT_ACTIONS.find((known) => known === form.action);
      if (action === undefined)
        return answerPage(context, errorPage({ status: 400, title: 'No such action', viewer }), 400);
      const alert = await onTenant(env, session.tenant, (stub) => stub.alert(context.req.param('id')));
      if (alert === undefined) return notFoundPage(context, viewer);
      const draft = typedNote(form);
      const again = (problem: string, status: 400 | 409) =>
        answerAlert(context, session, alert.id, { problem, ...(draft && { draft }) }, status);
      const decided = decisionOf(action, form.until ?? '', viewer.nowMs);
      if (!decided.ok) return again(decided.error, 400);
      if (draft !== undefined && isOvertaken(draft, alert.note)) return again(OVERTAKEN, 409);
      await say(env, session, alert, { ...decided.value, note: draft?.note }, viewer.nowMs);
      return context.redirect(pathOf(alert.id), 303);
    },
  );

/** A form of an earlier session is not taken, but what was typed into it is not lost: a reload, as others are told, would empty it. */
function keepNote(context: Context<AppEnv>, form: Form): Response | Promise<Response> {
  const draft = typedNote(form);
  if (draft === undefined) return expiredPage(context);
  const said = { problem: notDecided('This form was of an earlier session', draft), draft };
  return answerAlert(context, context.get('session'), context.req.param('id') ?? '', said, 403);
}

/** What is said above an alert. */
export interface AlertSaid {
  readonly problem?: string;
  /** A note that was typed and is not stored. */
  readonly draft?: TypedNote;
}

/** The page of an alert; with a problem where a form was not taken. */
export async function answerAlert(
  context: Context<AppEnv>,
  session: Session,
  id: string,
  said: AlertSaid = {},
  status: 200 | 400 | 403 | 409 = 200,
): Promise<Response> {
  const viewer = viewerOf(session);
  const alert = await onTenant(context.env, session.tenant, (stub) => stub.alert(id));
  if (alert === undefined) return notFoundPage(context, viewer);
  const of = alert.campaign;
  const campaign =
    of === undefined ? undefined : await onTenant(context.env, session.tenant, (stub) => stub.campaign(of));
  return answerPage(context, alertPage({ viewer, alert, ...said, ...(campaign && { campaign }) }), status);
}
