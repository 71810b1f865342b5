import type { Env } from './env.ts';
import { createApp } from './http/app.ts';

export { AccountShard } from './accounts/account-shard.ts';
export { Tenant } from './tenants/tenant.ts';

export default createApp() satisfies ExportedHandler<Env>;
