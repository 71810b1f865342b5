import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { objectNameOf, shardTable } from '../../accounts/routing.ts';
import { accountPage, alertsPage, campaignsPage, ICON, readAlertFilter, STYLESHEET } from '../../dashboard/index.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import type { AlertOrder } from '../../tenants/alerts/alert-store.ts';
import { listCursor, readCursor } from '../admin/lists.ts';
import type { AppEnv } from '../context.ts';
import { onShard, onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { accountView } from './account-view.ts';
import { alertRoutes } from './alert.ts';
import { answerPage, html, notFoundPage, pageHeaders, signedIn, viewerOf } from './pages.ts';

const PAGE_ALERTS = 50;
const PAGE_CAMPAIGNS = 20;
const ASSET_SECONDS = 300;

const asset = (summary: string, mediaType: string) =>
  describe({ summary, tag: 'page', door: 'none', responses: { 200: textResponse(mediaType, 'The file') } });

export const pageRoutes = new Hono<AppEnv>()
  .route('/', alertRoutes)
  .get('/', html('The list of alerts, or the sign-in form'), pageHeaders(), signedIn(), async (context) => {
    const session = context.get('session');
    const { env } = context;
    const url = new URL(context.req.url);
    const { cursor, ...filter } = readAlertFilter(url.searchParams);
    const { account: accountPrefix, refresh, ...rest } = filter;
    const order: AlertOrder = filter.order ?? 'gravest';
    const list = `alerts ${order}` as const;
    const query = { ...rest, accountPrefix, order, limit: PAGE_ALERTS, after: readCursor(list, cursor ?? '') };
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
