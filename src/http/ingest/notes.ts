import { addReasons, type Reasons } from '../../domain/intake.ts';
import type { Env } from '../env.ts';
import { onTenant } from '../objects.ts';
import { NOTE_DELAY_MS } from './constants.ts';
import type { Tally } from './tally.ts';

/**
 * Counts of records passed over, on their way to the Tenant. They are gathered in the isolate for a second, so that a thousand
 * requests cost the Tenant a call or two; an isolate that ends meanwhile takes a second of these counts with it. Rejects are
 * not risked so: they are told, with whatever waits, before the answer leaves.
 */
const waiting = new Map<string, Map<string, Reasons>>();

/** Tells the Tenant what did not reach a shard. Resolves at once unless there were rejects. */
export async function noteIntake(
  env: Env,
  tenant: string,
  sourceOf: (vendor: string) => string,
  tally: Tally,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<void> {
  const unread = tally.unread().map(({ vendor, ...counts }) => ({ source: sourceOf(vendor), ...counts }));
  if (tally.rejectedCount > 0) {
    const counts = unread.map(({ source, reasons, rejected }) => ({
      source,
      passedOver: addReasons(take(tenant, source), reasons),
      rejected,
    }));
    return onTenant(env, tenant, (stub) => stub.reportIntake({ counts, rejects: tally.recorded }));
  }
  if (unread.length === 0) return;
  const ofTenant = waiting.get(tenant) ?? new Map<string, Reasons>();
  const isFirst = ofTenant.size === 0;
  for (const { source, reasons } of unread) ofTenant.set(source, addReasons(ofTenant.get(source) ?? {}, reasons));
  waiting.set(tenant, ofTenant);
  if (isFirst) waitUntil(scheduler.wait(NOTE_DELAY_MS).then(() => tellWaiting(env, tenant)));
}

/** Tells the Tenant what waits; before its counters are shown, say. */
export async function tellWaiting(env: Env, tenant: string): Promise<void> {
  const ofTenant = waiting.get(tenant);
  waiting.delete(tenant);
  if (ofTenant === undefined) return;
  const counts = [...ofTenant].map(([source, passedOver]) => ({ source, passedOver, rejected: 0 }));
  await onTenant(env, tenant, (stub) => stub.reportIntake({ counts, rejects: [] }));
}

function take(tenant: string, source: string): Reasons {
  const ofTenant = waiting.get(tenant);
  const reasons = ofTenant?.get(source) ?? {};
  ofTenant?.delete(source);
  return reasons;
}
