import type { Env as Bindings } from './http/env.ts';

/** What the runtime's own types say of this Worker: its bindings, and its entry. */
declare global {
  namespace Cloudflare {
    interface Env extends Bindings {}
    interface GlobalProps {
      mainModule: typeof import('./index.ts');
    }
  }
}
