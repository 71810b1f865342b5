import { objectNames, shardTable } from '../accounts/routing.ts';
import type { TenantSettings } from '../domain/tenant.ts';
import type { Env } from './env.ts';
import { tellWaiting } from './ingest/notes.ts';
import { onShard } from './objects.ts';

/** With more shards than this, counters are as fresh as the shards' own reports make them: 15 seconds. */
const ASKED_AT_MOST = 16;

/** Has the shards report what they counted, so that who has just sent sees it. What cannot be had is left out. */
export async function freshCounters(env: Env, tenant: string, settings: TenantSettings): Promise<void> {
  const names = objectNames(tenant, shardTable(settings.shards));
  const asked = names.length > ASKED_AT_MOST ? [] : names.map((name) => onShard(env, name, (stub) => stub.flush()));
  await Promise.allSettled([...asked, tellWaiting(env, tenant)]);
}
