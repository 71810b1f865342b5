import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { REFUSAL_EVERY_MS } from './constants.ts';
import type { Received } from './receive.ts';

/** When this isolate last told a refusal of a source: a sender that goes on knocking costs its tenant a write now and then. */
const told = new Map<string, number>();
const REMEMBERED = 1_000;

/**
 * Has the admin see in the source's report why a request was turned away: the sender, who may be anybody with the token, is told
 * little, and an engineer who has just mistyped a secret would find nothing at all.
 */
export function noteRefusal(context: Context<AppEnv>, reason: string): void {
  const { tenant, access } = context.get('identity');
  const source = access.sender?.name;
  if (source === undefined) return;
  console.warn(JSON.stringify({ tenant, source, refused: reason, requestId: context.get('requestId') }));
  const key = `${tenant} ${source} ${reason}`;
  const nowMs = Date.now();
  if (nowMs - (told.get(key) ?? 0) < REFUSAL_EVERY_MS) return;
  if (told.size >= REMEMBERED) told.clear();
  told.set(key, nowMs);
  context.executionCtx.waitUntil(onTenant(context.env, tenant, (stub) => stub.reportRefusal(source, reason)));
}

/** Why nothing of a request was taken; undefined where it was. */
export function refusalOf(received: Received): string | undefined {
  switch (received.kind) {
    case 'handshake':
      return undefined;
    case 'unsupported':
      return `a ${received.what} that is not taken here: ${received.value}`;
    case 'bad-signature':
      return `signature: ${received.why}`;
    case 'taken':
      return received.failure === undefined ? emptyOf(received) : FAILURES[received.failure.kind];
  }
}

const emptyOf = ({ tally }: Extract<Received, { kind: 'taken' }>): string | undefined =>
  tally.records === 0 && !tally.hasBody ? 'an empty body' : undefined;

const FAILURES = {
  'too-large': 'a body that is too large',
  'too-many': 'more events than one request may hold',
  corrupt: 'a body that broke off, or gzip that cannot be undone',
  overloaded: undefined,
  unavailable: undefined,
} as const;
