import { addReasons } from '../../domain/intake.ts';
import type { Unread } from '../../tenants/intake/intake-store.ts';
import type { Env } from '../env.ts';
import { onTenant } from '../objects.ts';
import { NOTE_DELAY_MS } from './constants.ts';
import type { Tally } from './tally.ts';

/** Counts that are told in a moment. */
type Waiting = Required<Omit<Unread, 'rejected'>>;

const NONE: Waiting = { passedOver: {}, datedByArrival: 0 };

/**
 * Counts of records passed over and of events dated by their arrival, on their way to the Tenant. They are gathered in the isolate for
 * a second, so that a thousand requests cost the Tenant a call or two; an isolate that ends meanwhile takes a second of these counts
 * with it. Rejects are not risked so: they are told, with whatever waits, before the answer leaves.
 */
const waiting = new Map<string, Map<string, Waiting>>();

/** Tells the Tenant what no shard will. Resolves at once unless there were rejects. */
export async function noteIntake(
  env: Env,
  tenant: string,
  sourceOf: (vendor: string) => string,
  tally: Tally,
  waitUntil: (promise: Promise<unknown>) => void,
): Promise<void> {
  const unread = tally.unread().map(({ vendor, reasons, ...counts }) => ({
    source: sourceOf(vendor),
    passedOver: reasons,
    ...counts,
  }));
  if (tally.rejectedCount > 0) {
    const counts = unread.map(({ rejected, ...of }) => ({ ...of, ...sum(take(tenant, of.source), of), rejected }));
    return onTenant(env, tenant, (stub) => stub.reportIntake({ counts, rejects: tally.recorded }));
  }
  if (unread.length === 0) return;
  const ofTenant = waiting.get(tenant) ?? new Map<string, Waiting>();
  const isFirst = ofTenant.size === 0;
  for (const of of unread) ofTenant.set(of.source, sum(ofTenant.get(of.source) ?? NONE, of));
  waiting.set(tenant, ofTenant);
  if (isFirst) waitUntil(scheduler.wait(NOTE_DELAY_MS).then(() => tellWaiting(env, tenant)));
}

/** Tells the Tenant what waits; before its counters are shown, say. */
export async function tellWaiting(env: Env, tenant: string): Promise<void> {
  const ofTenant = waiting.get(tenant);
  waiting.delete(tenant);
  if (ofTenant === undefined) return;
  const counts = [...ofTenant].map(([source, counted]) => ({ source, ...counted, rejected: 0 }));
  await onTenant(env, tenant, (stub) => stub.reportIntake({ counts, rejects: [] }));
}

function take(tenant: string, source: string): Waiting {
  const ofTenant = waiting.get(tenant);
  const counted = ofTenant?.get(source) ?? NONE;
  ofTenant?.delete(source);
  return counted;
}

const sum = (one: Waiting, other: Waiting): Waiting => ({
  passedOver: addReasons(one.passedOver, other.passedOver),
  datedByArrival: one.datedByArrival + other.datedByArrival,
});
