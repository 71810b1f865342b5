import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import * as v from 'valibot';
import { accounts } from './admin/accounts.ts';
import { alerts } from './admin/alerts.ts';
import { campaigns } from './admin/campaigns.ts';
import { channels } from './admin/channels.ts';
import { notices } from './admin/notices.ts';
import { rejects } from './admin/rejects.ts';
import { settings } from './admin/settings.ts';
import { sources } from './admin/sources.ts';
import { stream } from './admin/stream.ts';
import { tenants } from './admin/tenants.ts';
import { tokens } from './admin/tokens.ts';
import { vendors } from './admin/vendors.ts';
import { limitBody } from './body-limit.ts';
import type { AppEnv } from './context.ts';
import { openApiDocument } from './document.ts';
import { onError } from './errors.ts';
import { hecRoutes } from './ingest/hec.ts';
import { ingestRoutes } from './ingest/routes.ts';
import { noStore } from './no-store.ts';
import { describe, jsonResponse } from './openapi.ts';
import { channelRoutes } from './page/channels.ts';
import { answerLost } from './page/lost.ts';
import { rejectRoutes } from './page/rejects.ts';
import { pageRoutes } from './page/routes.ts';
import { signIn } from './page/sign-in.ts';
import { sourceRoutes } from './page/sources.ts';
import { VERSION } from './version.ts';

const Health = v.object({ status: v.literal('ok'), version: v.string() });

/** Everything that Meridian answers over HTTP. */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  let document: unknown;

  app.use(requestId());
  app.use(noStore());
  // Not `no-referrer`, which would make browsers send forms with `Origin: null`.
  app.use(secureHeaders({ referrerPolicy: 'same-origin', xFrameOptions: 'DENY' }));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) =>
        answerLost(context, 'method-not-allowed', { headers: { Allow: methods.join(', ') } }),
    }),
  );
  app.use(limitBody());
  app.onError(onError);
  app.notFound((context) => answerLost(context, 'not-found'));

  app.get(
    '/healthz',
    describe({
      summary: 'Tells that it is up, and its version',
      tag: 'service',
      door: 'none',
      responses: { 200: jsonResponse(Health, 'It is') },
    }),
    (context) => context.json({ status: 'ok' as const, version: VERSION }),
  );
  for (const routes of [
    ingestRoutes,
    hecRoutes,
    tenants,
    alerts,
    campaigns,
    accounts,
    rejects,
    notices,
    sources,
    vendors,
    tokens,
    channels,
    settings,
    stream,
    pageRoutes,
    rejectRoutes,
    sourceRoutes,
    channelRoutes,
    signIn,
  ]) {
    app.route('/', routes);
  }
  app.get(
    '/openapi.json',
    describe({
      summary: 'This description',
      tag: 'service',
      door: 'none',
      responses: {
        200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
      },
    }),
    async (context) => {
      document ??= await openApiDocument(app);
      return context.json(document);
    },
  );
  return app;
}
