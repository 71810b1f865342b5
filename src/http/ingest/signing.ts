import type { Signing, SourceConfig, SourceOptions } from '../../domain/tenant.ts';
import { hmacOfBody, REPLAY_WINDOW_SECONDS, type Signature, type Source } from '../../sources/index.ts';
import { keyOfStandardWebhook } from './signed.ts';

/** How a delivery of this source must be signed; undefined when only its token speaks for it. */
export function signatureOf(source: Source, { signing }: Pick<SourceConfig, 'signing'>): Signature | undefined {
  return signing === undefined ? source.signature : configured(signing, source);
}

function configured(signing: Signing, source: Source): Signature | undefined {
  switch (signing.scheme) {
    case 'standard-webhooks':
      return { scheme: 'standard-webhooks', toleranceSeconds: REPLAY_WINDOW_SECONDS };
    case 'hmac-sha256':
      return hmacOfBody(signing.header, { prefix: signing.prefix, encoding: signing.encoding });
    case 'shared-key':
      return signing;
    case 'jwt':
      return source.signature?.scheme === 'jwt' ? { ...source.signature, email: signing.email } : undefined;
  }
}

/** Whoever has an account with the issuer gets its signature, for any audience. */
const ANYBODY = '/signing: say which service account signs: {"scheme": "jwt", "email": "…"}';

/**
 * What is wrong with how a source is to be signed. A secret that nothing is checked with would be trusted in vain.
 * @param source undefined for one that takes every vendor's records
 */
export function signingFaults(
  source: Source | undefined,
  { signingSecret, signing }: Pick<SourceOptions, 'signing' | 'signingSecret'>,
): readonly string[] {
  if (signingSecret === undefined)
    return signing === undefined ? [] : ['/signing: set the signingSecret that it is checked with'];
  if (signing === undefined && source?.signature === undefined) {
    const who = source === undefined ? 'not every vendor signs' : `${source.vendor} signs nothing`;
    return [`/signingSecret: ${who}; say with signing how its sender does`];
  }
  const vendorSigns = source?.signature?.scheme;
  if (signing === undefined && vendorSigns === 'jwt') return [ANYBODY];
  if (signing?.scheme === 'jwt' && vendorSigns !== 'jwt') return ['/signing: this vendor sends no JWT'];
  if (signing?.scheme !== 'standard-webhooks') return [];
  const secrets = signingSecret.split('\n').filter((line) => line.trim() !== '');
  return secrets.every((secret) => keyOfStandardWebhook(secret) !== undefined)
    ? []
    : ['/signingSecret: for Standard Webhooks it is `whsec_` and base64 of 24 to 64 bytes'];
}
