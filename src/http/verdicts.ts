import * as v from 'valibot';
import { objectNameOf, shardTable } from '../accounts/routing.ts';
import { verdictOn } from '../detection/verdict.ts';
import { type Alert, type AlertStatus, holdsAt, Verdict } from '../domain/alert.ts';
import type { TenantSettings } from '../domain/tenant.ts';
import { formatInstant, parseInstant } from '../domain/time.ts';
import type { Identity } from './auth/identity.ts';
import type { Env } from './env.ts';
import { onShard, onTenant } from './objects.ts';

/** A verdict as it is said now: one that held until yesterday would teach nothing, and an intrusion is one for good. */
export const NewVerdict = v.pipe(
  Verdict,
  v.forward(
    v.check(({ verdict, until }) => verdict === 'expected' || until === undefined, 'only for what is expected'),
    ['until'],
  ),
  v.forward(
    v.check((verdict) => !isReadable(verdict) || holdsAt(verdict, Date.now()), 'is past'),
    ['until'],
  ),
);

/** What is no time at all was said to be none already. */
const isReadable = ({ until }: Verdict): boolean => until !== undefined && parseInstant(until) !== undefined;

/** What an admin says of an alert at once: its status, a note, a verdict. */
export interface Word {
  readonly status?: AlertStatus | undefined;
  readonly note?: string | undefined;
  readonly verdict?: Verdict | undefined;
}

/** Teaches what is said to the account's baseline, then writes it on the alert; undefined where the alert is gone meanwhile. */
export async function say(
  env: Env,
  { tenant, access }: Identity,
  alert: Alert,
  { verdict, ...edit }: Word,
  nowMs: number,
): Promise<Alert | undefined> {
  if (verdict !== undefined) await teach(env, tenant, access.settings, alert, verdict);
  const said = verdict && { ...verdict, at: formatInstant(nowMs) };
  return onTenant(env, tenant, (stub) => stub.editAlert(alert.id, { ...edit, verdict: said }));
}

/** Tells the account's baseline what an alert was. Taught twice it knows the same. */
async function teach(env: Env, tenant: string, settings: TenantSettings, alert: Alert, said: Verdict): Promise<void> {
  const name = objectNameOf(tenant, shardTable(settings.shards), alert.account);
  await onShard(env, name, (stub) => stub.verdict(alert.account, verdictOn(alert, said)));
}
