import type { Context } from 'hono';
import { Hono } from 'hono';
import { ALERT_ACTIONS, type AlertAction, alertPage, errorPage } from '../../dashboard/index.ts';
import type { AlertStatus, Verdict } from '../../domain/alert.ts';
import type { AppEnv, Session } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { teach } from '../verdicts.ts';
import { answerPage, html, noteOf, notFoundPage, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const pathOf = (id: string): string => `/alerts/${encodeURIComponent(id)}`;

export const alertRoutes = new Hono<AppEnv>()
  .get('/alerts/:id', html('An alert with its story and pictures'), pageHeaders(), signedIn(), (context) =>
    answerAlert(context, context.get('session'), context.req.param('id')),
  )
  .post(
    '/alerts/:id/status',
    describe({
      summary: 'Decides on an alert: acknowledge, resolve, reopen, false-positive, expected, intrusion',
      tag: 'page',
      door: 'session',
      responses: {
        303: { description: 'Done; back to the alert' },
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
      const { verdict, status } = decision(action, form.until);
      if (verdict !== undefined) await teach(env, session.tenant, session.access.settings, alert, verdict);
      const note = noteOf(form);
      const edit = { status, ...(note !== '' && { note }) };
      await onTenant(env, session.tenant, (stub) => stub.editAlert(alert.id, edit));
      return context.redirect(pathOf(alert.id), 303);
    },
  );

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

/** What an action of the form does to the status, and what it teaches. */
function decision(action: AlertAction, until: string | undefined): { status: AlertStatus; verdict?: Verdict } {
  switch (action) {
    case 'acknowledge':
      return { status: 'acknowledged' };
    case 'resolve':
      return { status: 'resolved' };
    case 'reopen':
      return { status: 'open' };
    case 'false-positive':
      return { status: 'false-positive' };
    case 'expected': {
      const isDay = until !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(Date.parse(until));
      return { status: 'resolved', verdict: { verdict: 'expected', ...(isDay && { until: `${until}T23:59:59Z` }) } };
    }
    case 'intrusion':
      return { status: 'acknowledged', verdict: { verdict: 'intrusion' } };
  }
}
