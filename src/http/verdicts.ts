import * as v from 'valibot';
import { objectNameOf, shardTable } from '../accounts/routing.ts';
import { verdictOn } from '../detection/verdict.ts';
import { type Alert, holdsAt, Verdict } from '../domain/alert.ts';
import type { TenantSettings } from '../domain/tenant.ts';
import type { Env } from './env.ts';
import { onShard } from './objects.ts';

/** A verdict as it is said now: one that held until yesterday would teach nothing. */
export const NewVerdict = v.pipe(
  Verdict,
  v.forward(
    v.check((verdict) => holdsAt(verdict, Date.now()), 'is past'),
    ['until'],
  ),
);

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
