import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

/** What channels call, instead of the internet; the tests say what it answers. */
export interface Receiver {
  readonly requests: { readonly url: string; readonly headers: Headers; readonly body: string }[];
  answer: (url: string) => Response | Promise<Response>;
}

export function openReceiver(): Receiver {
  const receiver: Receiver = { requests: [], answer: () => new Response('ok') };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    receiver.requests.push({ url: request.url, headers: request.headers, body: await request.text() });
    return receiver.answer(request.url);
  });
  return receiver;
}

const LATER_MS = 3_000;

/** Lets the Tenant's alarm run as if some seconds, or more, had gone by. */
export async function later(tenant: string, afterMs = LATER_MS): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + afterMs });
  await runDurableObjectAlarm(env.TENANTS.getByName(tenant));
}
