import type { verifyWithJwks } from 'hono/jwt';
import * as v from 'valibot';
import { fail, ok, type Result } from '../../domain/result.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { KEYS_AGAIN_AFTER_MS, KEYS_LONGEST_MS } from './constants.ts';

/**
 * The public keys that issuers of JWTs publish, kept as long as they allow: `verifyWithJwks` of Hono fetches them for each token,
 * unless it is given them.
 */

export type Jwk = NonNullable<Parameters<typeof verifyWithJwks>[1]['keys']>[number];

const text = v.exactOptional(v.string());
/** RFC 7517, as much of it as a key to check a signature with has. */
const Jwks = v.object({
  keys: v.array(v.object({ kty: v.string(), kid: text, alg: text, n: text, e: text, crv: text, x: text, y: text })),
});

/** What an issuer said when it was asked last. */
interface KeySet {
  readonly keys: readonly Jwk[];
  readonly askedMs: number;
  readonly freshUntilMs: number;
}

/** @param ask fetches what lies at an address; it may reject */
export function createKeyRing(ask: (url: string) => Promise<Response>) {
  const known = new Map<string, KeySet>();

  /** The key of this id; says why there is none. Forged ids do not make it ask each time. */
  return async function keyOf(url: string, kid: unknown, nowMs: number): Promise<Result<Jwk, string>> {
    const kept = known.get(url) ?? NOTHING;
    const found = keyIn(kept, kid, nowMs);
    if (found.ok || nowMs - kept.askedMs < KEYS_AGAIN_AFTER_MS) return found;
    // Whoever else comes with such an id meanwhile need not ask; whoever comes when nothing is fresh must.
    if (isFresh(kept, nowMs)) known.set(url, { ...kept, askedMs: nowMs });
    const asked = { ...kept, ...(await keysFrom(ask, url, nowMs)), askedMs: nowMs };
    known.set(url, asked);
    return keyIn(asked, kid, nowMs);
  };
}

const NOTHING: KeySet = { keys: [], askedMs: Number.NEGATIVE_INFINITY, freshUntilMs: Number.NEGATIVE_INFINITY };

const isFresh = ({ freshUntilMs }: KeySet, nowMs: number): boolean => nowMs < freshUntilMs;

function keyIn(set: KeySet, kid: unknown, nowMs: number): Result<Jwk, string> {
  if (!isFresh(set, nowMs)) return fail('the keys of the issuer cannot be had');
  const key = set.keys.find((each) => each.kid !== undefined && each.kid === kid);
  return key === undefined ? fail('a key that the issuer does not have') : ok(key);
}

/** Undefined where the issuer does not answer, or not with keys: what is kept stays as it is. */
async function keysFrom(
  ask: (url: string) => Promise<Response>,
  url: string,
  nowMs: number,
): Promise<Pick<KeySet, 'keys' | 'freshUntilMs'> | undefined> {
  try {
    const response = await ask(url);
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const { keys } = v.parse(Jwks, await response.json());
    return { keys, freshUntilMs: nowMs + freshForMs(response.headers) };
  } catch {
    return undefined;
  }
}

/** How long an answer may be kept (RFC 9111), within bounds. */
export function freshForMs(headers: Headers): number {
  const cacheControl = headers.get('Cache-Control') ?? '';
  const maxAge = /(?:^|[\s,])max-age="?(\d{1,12})/i.exec(cacheControl)?.[1];
  const mayBeKept = maxAge !== undefined && !/no-(?:store|cache)/i.test(cacheControl);
  const ageSeconds = Number(headers.get('Age') ?? 0) || 0;
  const allowedMs = mayBeKept ? (Number(maxAge) - ageSeconds) * SECOND_MS : 0;
  return Math.min(Math.max(allowedMs, KEYS_AGAIN_AFTER_MS), KEYS_LONGEST_MS);
}
