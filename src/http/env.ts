import type { AccountShard } from '../accounts/account-shard.ts';
import type { Tenant } from '../tenants/tenant.ts';

/** The Worker's bindings (`wrangler.toml`) and its one secret. */
export interface Env {
  readonly ACCOUNT_SHARDS: DurableObjectNamespace<AccountShard>;
  readonly TENANTS: DurableObjectNamespace<Tenant>;
  /** Creates tenants. `wrangler secret put ROOT_TOKEN`; `.dev.vars` locally. */
  readonly ROOT_TOKEN: string;
  /** The embedded tables (`assets/`); a deployment without them does without. */
  readonly ASSETS?: Fetcher;
}
