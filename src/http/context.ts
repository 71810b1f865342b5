import type { Identity } from './auth/identity.ts';
import type { Env } from './env.ts';

/** What hono carries through a request. `identity`, `session` and `form` are set by authentication and are absent before it. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; identity: Identity; session: Session; form: Form };
}

/** Somebody signed in to the page. */
export interface Session extends Identity {
  /** Goes into every form, and comes back with it. */
  readonly csrf: string;
}

/** The text fields of a form. */
export type Form = Readonly<Record<string, string | undefined>>;
