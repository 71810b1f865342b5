import { verifyWithJwks } from 'hono/jwt';
import { fail, ok } from '../../domain/result.ts';
import type { Signature } from '../../sources/index.ts';
import type { SignedRequest, Verdict } from './signed.ts';

type Jwt = Extract<Signature, { scheme: 'jwt' }>;

/** A bearer JWT of the vendor, against its published keys. @param audience whom it must be meant for: this address, say */
export async function verifyJwt(signature: Jwt, audience: string, request: SignedRequest): Promise<Verdict> {
  const [scheme, token] = (request.header('authorization') ?? '').split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined) return fail('not signed');
  try {
    const payload = await verifyWithJwks(token, {
      jwks_uri: signature.jwksUrl,
      allowedAlgorithms: ['RS256', 'ES256'],
      verification: { aud: audience },
    });
    return signature.issuers.includes(String(payload.iss)) ? ok(true) : fail('another issuer');
  } catch (error) {
    // The message of the library quotes the token, which has no place in a log.
    return fail(error instanceof Error ? error.name : 'not a valid token');
  }
}
