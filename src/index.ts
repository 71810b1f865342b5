import { createApp } from './http/app.ts';
import type { Env } from './http/env.ts';

export { AccountShard } from './accounts/account-shard.ts';
export { Tenant } from './tenants/tenant.ts';

export default createApp() satisfies ExportedHandler<Env>;
