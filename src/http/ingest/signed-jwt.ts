import { decode, verifyWithJwks } from 'hono/jwt';
import { fail, ok } from '../../domain/result.ts';
import type { Signature } from '../../sources/index.ts';
import { ask } from './flights.ts';
import { createKeyRing } from './jwks.ts';
import type { SignedRequest, Verdict } from './signed-request.ts';

type Jwt = Extract<Signature, { scheme: 'jwt' }>;

const keyOf = createKeyRing(ask);

/**
 * A bearer JWT of the vendor, against its published keys. Google's signs for every account of its customers, so that who asked must
 * be known: https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 * @param audience whom it must be meant for: this address, say
 */
export async function verifyJwt(signature: Jwt, audience: string, request: SignedRequest): Promise<Verdict> {
  const [scheme, token] = (request.header('authorization') ?? '').split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) return fail('not signed');
  try {
    const { header } = decode(token);
    const key = await keyOf(signature.jwksUrl, 'kid' in header ? header.kid : undefined, request.nowMs);
    if (!key.ok) return key;
    const payload = await verifyWithJwks(token, {
      keys: [key.value],
      allowedAlgorithms: ['RS256', 'ES256'],
      verification: { aud: audience },
    });
    return judge(signature, payload);
  } catch (error) {
    // The message of the library quotes the token, which has no place in a log.
    return fail(error instanceof Error ? error.name : 'not a valid token');
  }
}

function judge({ issuers, email }: Jwt, claims: Readonly<Record<string, unknown>>): Verdict {
  if (!issuers.includes(String(claims.iss))) return fail('another issuer');
  if (email === undefined) return ok(true);
  if (claims.email !== email) return fail('another service account');
  return claims.email_verified === true ? ok(true) : fail('a service account that the issuer did not verify');
}
