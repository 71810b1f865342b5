import { DurableObject } from 'cloudflare:workers';
import { Hono } from 'hono';
import type { Env } from './env.ts';

/** Stands in until src/accounts brings the real one. */
export class AccountShard extends DurableObject<Env> {}

export { Tenant } from './tenants/tenant.ts';

const app = new Hono<{ Bindings: Env }>();
app.get('/healthz', (context) => context.json({ status: 'ok' }));

export default app;
