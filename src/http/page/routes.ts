import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { objectNameOf, shardTable } from '../../accounts/routing.ts';
import {
  ALERT_ACTIONS,
  type AlertAction,
  accountPage,
  alertPage,
  alertsPage,
  campaignsPage,
  errorPage,
  ICON,
  readAlertFilter,
  STYLESHEET,
} from '../../dashboard/index.ts';
import type { AlertStatus, Verdict } from '../../domain/alert.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import type { AlertOrder } from '../../tenants/alerts/alert-store.ts';
import { listCursor, readCursor } from '../admin/lists.ts';
import type { AppEnv } from '../context.ts';
import { onShard, onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { teach } from '../verdicts.ts';
import { accountView } from './account-view.ts';
import { answerPage, html, notFoundPage, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const PAGE_ALERTS = 50;
const PAGE_CAMPAIGNS = 20;
const ASSET_SECONDS = 300;

const asset = (summary: string, mediaType: string) =>
  describe({ summary, tag: 'page', door: 'none', responses: { 200: textResponse(mediaType, 'The file') } });

export const pageRoutes = new Hono<AppEnv>()
  .get('/', html('The list of alerts, or the sign-in form'), pageHeaders(), signedIn(), async (context) => {
    const session = context.get('session');
    const { env } = context;
    const url = new URL(context.req.url);
    const { cursor, ...filter } = readAlertFilter(url.searchParams);
    const order: AlertOrder = filter.order ?? 'gravest';
    const list = `alerts ${order}` as const;
    const query = { ...filter, order, limit: PAGE_ALERTS, after: readCursor(list, cursor ?? '') };
    const [page, overview] = await Promise.all([
      onTenant(env, session.tenant, (stub) => stub.alerts(query)),
      onTenant(env, session.tenant, (stub) => stub.overview()),
    ]);
    const nextCursor = listCursor(list, page.next);
    const open = Object.fromEntries(
      overview.openBySeverity.map(({ rank, count }) => [SEVERITIES[rank] ?? 'info', count]),
    );
    const { accepted, duplicates } = overview.events;
    return answerPage(
      context,
      alertsPage({
        viewer: viewerOf(session),
        filter: { ...filter, ...(cursor !== undefined && { cursor }) },
        alerts: page.items,
        open,
        ...(nextCursor !== undefined && { nextCursor }),
        eventsReceived: accepted + duplicates,
        notices: overview.notices,
        failingChannels: overview.failingChannels,
        origin: url.origin,
      }),
    );
  })
  .get('/alerts/:id', html('An alert with its story and pictures'), pageHeaders(), signedIn(), async (context) => {
    const session = context.get('session');
    const alert = await onTenant(context.env, session.tenant, (stub) => stub.alert(context.req.param('id')));
    if (alert === undefined) return notFoundPage(context, viewerOf(session));
    const id = alert.campaign;
    const campaign =
      id === undefined ? undefined : await onTenant(context.env, session.tenant, (stub) => stub.campaign(id));
    return answerPage(context, alertPage({ viewer: viewerOf(session), alert, ...(campaign && { campaign }) }));
  })
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
    ownPost(),
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
      const note = (form.note ?? '').trim().slice(0, 4_000);
      const edit = { status, ...(note !== '' && { note }) };
      await onTenant(env, session.tenant, (stub) => stub.editAlert(alert.id, edit));
      return context.redirect(`/alerts/${encodeURIComponent(alert.id)}`, 303);
    },
  )
  .get('/accounts/:account', html('What is known of an account'), pageHeaders(), signedIn(), async (context) => {
    const session = context.get('session');
    const account = context.req.param('account').toLowerCase();
    const name = objectNameOf(session.tenant, shardTable(session.access.settings.shards), account);
    const [known, page] = await Promise.all([
      onShard(context.env, name, (stub) => stub.account(account)),
      onTenant(context.env, session.tenant, (stub) => stub.alerts({ account, limit: PAGE_ALERTS })),
    ]);
    if (known === undefined && page.items.length === 0) return notFoundPage(context, viewerOf(session));
    return answerPage(context, accountPage(accountView(viewerOf(session), account, known?.baseline, page.items)));
  })
  .get('/campaigns', html('Campaigns'), pageHeaders(), signedIn(), async (context) => {
    const { env } = context;
    const session = context.get('session');
    const after = readCursor('campaigns', context.req.query('cursor') ?? '');
    const page = await onTenant(env, session.tenant, (stub) => stub.campaigns(PAGE_CAMPAIGNS, after));
    const ids = [...new Set(page.items.flatMap((campaign) => campaign.alerts))].slice(0, PAGE_ALERTS);
    const alerts = await onTenant(env, session.tenant, (stub) => stub.alertsById(ids));
    const nextCursor = listCursor('campaigns', page.next);
    const view = {
      viewer: viewerOf(session),
      campaigns: page.items,
      alerts,
      ...(nextCursor !== undefined && { nextCursor }),
    };
    return answerPage(context, campaignsPage(view));
  })
  .get('/assets/meridian.css', asset('The stylesheet', 'text/css'), pageHeaders(), etag(), (context) =>
    context.body(STYLESHEET, 200, cached('text/css; charset=utf-8')),
  )
  .get('/assets/meridian.svg', asset('The icon', 'image/svg+xml'), pageHeaders(), etag(), (context) =>
    context.body(ICON, 200, cached('image/svg+xml')),
  );

const cached = (mediaType: string) => ({
  'Content-Type': mediaType,
  'Cache-Control': `public, max-age=${ASSET_SECONDS}`,
});

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
