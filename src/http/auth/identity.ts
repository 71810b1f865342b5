import type { Access } from '../../tenants/calls.ts';
import { hashToken, parseToken } from '../../tenants/tokens/tokens.ts';
import type { Env } from '../env.ts';
import { ACCESS_MEMORY_ENTRIES, ACCESS_MEMORY_MS } from '../ingest/constants.ts';
import { onTenant } from '../objects.ts';

/** Whom a valid token names, and what it opens. */
export interface Identity {
  readonly tenant: string;
  readonly access: Access;
}

interface Remembered {
  readonly tenant: string;
  /** undefined: the token is not valid. Asking again and again with it costs its tenant nothing. */
  readonly access: Access | undefined;
  readonly untilMs: number;
}

/** By the token's hash; in the isolate only, so the Tenant object is asked twice a minute, not with every batch. */
const memory = new Map<string, Remembered>();

/**
 * Whom the token names; undefined when it is not valid, of whatever kind.
 * @param use `change`: the Tenant is asked, whatever is remembered, so that who was revoked changes nothing any more
 */
export async function identify(
  env: Env,
  token: string,
  use: 'look' | 'change' = 'look',
): Promise<Identity | undefined> {
  const parsed = parseToken(token);
  if (parsed === undefined) return undefined;
  const hash = await hashToken(token);
  const known = memory.get(hash);
  const nowMs = Date.now();
  if (use === 'look' && known !== undefined && known.untilMs > nowMs) return identityOf(known, nowMs);
  const access = await onTenant(env, parsed.tenant, (stub) => stub.check(hash));
  const mayChange = access?.hasSettledShards === false;
  const fresh = { tenant: parsed.tenant, access, untilMs: mayChange ? nowMs : nowMs + ACCESS_MEMORY_MS };
  if (memory.size >= ACCESS_MEMORY_ENTRIES) memory.clear();
  memory.set(hash, fresh);
  return identityOf(fresh, nowMs);
}

/** After a change of tokens, sources or settings: what this isolate remembers of the tenant no longer holds. */
export function forget(tenant: string): void {
  for (const [hash, known] of memory) if (known.tenant === tenant) memory.delete(hash);
}

/** What a request means to do, by its method. */
export const useOf = (method: string): 'look' | 'change' => (method === 'GET' || method === 'HEAD' ? 'look' : 'change');

function identityOf({ tenant, access }: Remembered, nowMs: number): Identity | undefined {
  if (access === undefined || (access.expiresMs !== undefined && access.expiresMs <= nowMs)) return undefined;
  return { tenant, access };
}
