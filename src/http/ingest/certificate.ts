import { X509Certificate } from 'node:crypto';

/**
 * The SubjectPublicKeyInfo of a certificate, as WebCrypto imports it (`spki`); undefined when this is no certificate, or none that is
 * valid at this time.
 */
export function publicKeyOf(pem: string, nowMs: number): Uint8Array | undefined {
  // Of several the first would count: Amazon's file holds one.
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return undefined;
  try {
    const certificate = new X509Certificate(pem);
    const isValid = Date.parse(certificate.validFrom) <= nowMs && nowMs <= Date.parse(certificate.validTo);
    return isValid ? certificate.publicKey.export({ type: 'spki', format: 'der' }) : undefined;
  } catch {
    return undefined;
  }
}
