import type { Identity } from './auth/identity.ts';
import type { Env } from './env.ts';

/** What hono carries through a request. `identity` is set by authentication and is absent before it. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; identity: Identity; session: Session };
}

/** Somebody signed in to the page. */
export interface Session extends Identity {
  /** Goes into every form, and comes back with it. */
  readonly csrf: string;
}
