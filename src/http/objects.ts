import type { AccountShard } from '../accounts/account-shard.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Env } from './env.ts';
import { isOverloaded, isRetryable } from './platform-failure.ts';

/**
 * Calls an object, and once more if the runtime says that this may help: with a new stub, since the first is broken for good.
 * Never when the object is overloaded: that would make it worse. Every call that is made so may come twice.
 */
export async function withRetry<S, T>(stub: () => S, call: (stub: S) => Promise<T>): Promise<T> {
  try {
    return await call(stub());
  } catch (error) {
    if (!isRetryable(error) || isOverloaded(error)) throw error;
    return call(stub());
  }
}

/**
 * An object's methods as a caller sees them. The runtime's own types of stubs lose what travels unharmed (a tuple becomes an
 * array); what is sent and answered here is plain data, which structured cloning carries as it is.
 */
type Calls<T> = {
  readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: T[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

export function onTenant<T>(env: Env, tenant: string, call: (stub: Calls<Tenant>) => Promise<T>): Promise<T> {
  return withRetry(() => env.TENANTS.getByName(tenant) as unknown as Calls<Tenant>, call);
}

/** @param name object name, as accounts/routing.ts makes it */
export function onShard<T>(env: Env, name: string, call: (stub: Calls<AccountShard>) => Promise<T>): Promise<T> {
  return withRetry(() => env.ACCOUNT_SHARDS.getByName(name) as unknown as Calls<AccountShard>, call);
}
