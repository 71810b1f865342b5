import type { Context } from 'hono';
import { Hono } from 'hono';
import { ALERT_ACTIONS, alertPage, errorPage } from '../../dashboard/index.ts';
import type { AppEnv, Form, Session } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { say } from '../verdicts.ts';
import { decisionOf } from './decision.ts';
import { answerPage, html, noteOf, notFoundPage, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const pathOf = (id: string): string => `/alerts/${encodeURIComponent(id)}`;

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
      },
    }),
    ownPost(({ req }) => pathOf(req.param('id') ?? '')),
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
      const decided = decisionOf(action, form.until ?? '', viewer.nowMs);
      if (!decided.ok)
        return answerAlert(context, session, alert.id, { problem: decided.error, draft: noteOf(form) }, 400);
      await say(env, session, alert, { ...decided.value, ...newNote(form) }, viewer.nowMs);
      return context.redirect(pathOf(alert.id), 303);
    },
  );

/** The note, if it was changed in this form: a form that was opened before somebody else wrote one does not take it away. */
function newNote(form: Form): { readonly note?: string } {
  const { note, noteBefore = '' } = form;
  const isChanged = note !== undefined && noteOf({ note }) !== noteOf({ note: noteBefore });
  return isChanged ? { note: noteOf(form) } : {};
}

/** What is said above an alert. */
export interface AlertSaid {
  readonly problem?: string;
  /** A note that was typed and is not stored. */
  readonly draft?: string;
}

/** The page of an alert; with a problem where a form was not taken. */
export async function answerAlert(
  context: Context<AppEnv>,
  session: Session,
  id: string,
  said: AlertSaid = {},
  status: 200 | 400 = 200,
): Promise<Response> {
  const viewer = viewerOf(session);
  const alert = await onTenant(context.env, session.tenant, (stub) => stub.alert(id));
  if (alert === undefined) return notFoundPage(context, viewer);
  const of = alert.campaign;
  const campaign =
    of === undefined ? undefined : await onTenant(context.env, session.tenant, (stub) => stub.campaign(of));
  return answerPage(context, alertPage({ viewer, alert, ...said, ...(campaign && { campaign }) }), status);
}
