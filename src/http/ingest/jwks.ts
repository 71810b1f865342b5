import type { verifyWithJwks } from 'hono/jwt';
import * as v from 'valibot';
import { fail, ok, type Result } from '../../domain/result.ts';
import { SECOND_MS } from '../../domain/time.ts';
import { KEYS_AGAIN_AFTER_FAILURE_MS, KEYS_AGAIN_AFTER_MS, KEYS_GRACE_MS, KEYS_LONGEST_MS } from './constants.ts';
import { type Ask, createFlights, heard, UNREACHABLE, type Unreachable } from './flights.ts';

/**
 * The public keys that issuers of JWTs publish, kept as long as they allow, and a little longer while they do not answer:
 * `verifyWithJwks` of Hono fetches them for each token, unless it is given them.
 */

export type Jwk = NonNullable<Parameters<typeof verifyWithJwks>[1]['keys']>[number];

const text = v.exactOptional(v.string());
/** RFC 7517, as much of it as a key to check a signature with has. */
const Jwk = v.object({ kty: v.string(), kid: text, alg: text, n: text, e: text, crv: text, x: text, y: text });
const Jwks = v.object({ keys: v.array(v.unknown()) });

/** What an issuer said when it was heard last, and whether it was heard when it was asked last. */
interface KeySet {
  readonly keys: readonly Jwk[];
  readonly askedMs: number;
  readonly freshUntilMs: number;
  readonly isSilent: boolean;
}
type Heard = Pick<KeySet, 'keys' | 'freshUntilMs'>;

export function createKeyRing(ask: Ask) {
  const known = new Map<string, KeySet>();
  const refreshed = createFlights(refresh);

  /** The key of this id; says why there is none. Forged ids do not make it ask each time, and many callers ask once. */
  return async function keyOf(url: string, kid: unknown, nowMs: number): Promise<Result<Jwk, string | Unreachable>> {
    const kept = known.get(url) ?? NOTHING;
    const isFound = keyIn(kept, kid, nowMs).ok && isFresh(kept, nowMs);
    if (!isFound && mayAsk(kept, nowMs)) await refreshed(url, nowMs);
    return keyIn(known.get(url) ?? NOTHING, kid, nowMs);
  };

  async function refresh(url: string, nowMs: number): Promise<void> {
    const said = await heard(ask, url, (response) => readKeys(response, nowMs));
    const kept = known.get(url) ?? NOTHING;
    known.set(url, { ...kept, ...said, askedMs: nowMs, isSilent: said === undefined });
  }
}

const NOTHING: KeySet = {
  keys: [],
  askedMs: Number.NEGATIVE_INFINITY,
  freshUntilMs: Number.NEGATIVE_INFINITY,
  isSilent: true,
};

const isFresh = ({ freshUntilMs }: KeySet, nowMs: number): boolean => nowMs < freshUntilMs;

const mayAsk = ({ askedMs, isSilent }: KeySet, nowMs: number): boolean =>
  nowMs - askedMs >= (isSilent ? KEYS_AGAIN_AFTER_FAILURE_MS : KEYS_AGAIN_AFTER_MS);

function keyIn(set: KeySet, kid: unknown, nowMs: number): Result<Jwk, string | Unreachable> {
  if (nowMs >= set.freshUntilMs + KEYS_GRACE_MS) return fail(UNREACHABLE);
  const key = set.keys.find((each) => each.kid !== undefined && each.kid === kid);
  if (key !== undefined) return ok(key);
  // A new key may be what the issuer could not be asked about.
  return isFresh(set, nowMs) && !set.isSilent ? fail('a key that the issuer does not have') : fail(UNREACHABLE);
}

/** Undefined where the issuer does not answer with keys: what is kept stays as it is. */
async function readKeys(response: Response, nowMs: number): Promise<Heard | undefined> {
  if (response.ok) return { keys: keysOf(await response.json()), freshUntilMs: nowMs + freshForMs(response.headers) };
  response.body?.cancel().catch(() => {});
  return undefined;
}

/** One key that is odd takes none of the others with it. Throws where there is no list of keys. */
function keysOf(answer: unknown): readonly Jwk[] {
  return v.parse(Jwks, answer).keys.flatMap((each) => {
    const key = v.safeParse(Jwk, each);
    return key.success ? [key.output] : [];
  });
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
