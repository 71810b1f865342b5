import { objectNameOf, shardTable } from '../accounts/routing.ts';
import { verdictOn } from '../detection/verdict.ts';
import type { Alert, Verdict } from '../domain/alert.ts';
import type { TenantSettings } from '../domain/tenant.ts';
import type { Env } from './env.ts';
import { onShard } from './objects.ts';

/** Tells the account's baseline what an alert was. Taught twice it knows the same. */
export async function teach(
  env: Env,
  tenant: string,
  settings: TenantSettings,
  alert: Alert,
  said: Verdict,
): Promise<void> {
  const name = objectNameOf(tenant, shardTable(settings.shards), alert.account);
  await onShard(env, name, (stub) => stub.verdict(alert.account, verdictOn(alert, said)));
}
