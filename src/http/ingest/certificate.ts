/** As much of X.509 as it takes to get the public key out: DER is a tree of (tag, length, value). RFC 5280 section 4.1. */

const SEQUENCE = 0x30;
const CONTEXT_0 = 0xa0;

interface Element {
  readonly tag: number;
  /** Where the element begins, its value begins, and it ends. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** The SubjectPublicKeyInfo of a certificate, as WebCrypto imports it (`spki`); undefined when this is no certificate. */
export function publicKeyOf(pem: string): Uint8Array | undefined {
  const der = decodePem(pem);
  const certificate = der && elementAt(der, 0);
  const tbs = der && certificate?.tag === SEQUENCE ? elementAt(der, certificate.from) : undefined;
  if (der === undefined || tbs?.tag !== SEQUENCE) return undefined;
  const fields = childrenOf(der, tbs);
  // [0] version (absent in v1), serial number, signature, issuer, validity, subject, subjectPublicKeyInfo
  const key = fields[fields[0]?.tag === CONTEXT_0 ? 6 : 5];
  return key?.tag === SEQUENCE ? der.slice(key.start, key.to) : undefined;
}

function decodePem(pem: string): Uint8Array | undefined {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1];
  if (body === undefined) return undefined;
  try {
    return Uint8Array.from(atob(body.replace(/\s+/g, '')), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function childrenOf(der: Uint8Array, parent: Element): Element[] {
  const children: Element[] = [];
  for (let at = parent.from; at < parent.to; ) {
    const child = elementAt(der, at);
    if (child === undefined) break;
    children.push(child);
    at = child.to;
  }
  return children;
}

function elementAt(der: Uint8Array, start: number): Element | undefined {
  const tag = der[start];
  const first = der[start + 1];
  if (tag === undefined || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  let length = lengthBytes === 0 ? first : 0;
  for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + (der[start + 2 + index] ?? 0);
  const from = start + 2 + lengthBytes;
  return from + length > der.byteLength ? undefined : { tag, start, from, to: from + length };
}
