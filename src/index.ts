import { Hono } from 'hono';
import type { Env } from './env.ts';

export { AccountShard } from './accounts/account-shard.ts';
export { Tenant } from './tenants/tenant.ts';

const app = new Hono<{ Bindings: Env }>();
app.get('/healthz', (context) => context.json({ status: 'ok' }));

export default app;
