import { SOURCES } from '../../sources/index.ts';

/** Where an ingest token may stand, since vendors differ in what they let one configure. */

/** What a request is asked for its credentials. Header names in lower case. */
export interface CredentialSource {
  header(name: string): string | undefined;
  query(name: string): string | undefined;
}

/** Headers in which some senders put a key and nothing else: those of vendors, and the one that everybody knows. */
const KEY_HEADERS = ['x-api-key', ...new Set(SOURCES.flatMap(({ tokenHeader }) => tokenHeader ?? []))];
const TOKEN = /^mrd_[A-Za-z0-9_-]+$/;

/**
 * The first Meridian token among: `Authorization: Bearer`, `Splunk`, `Basic` (as password or user) or bare; a key header; `?token=`.
 * A vendor's own JWT in `Authorization` (Pub/Sub) is passed by, so that the token can stand in the address beside it.
 */
export function findToken(request: CredentialSource): string | undefined {
  const candidates = [
    ...fromAuthorization(request.header('authorization') ?? ''),
    ...KEY_HEADERS.map((name) => request.header(name)),
    request.query('token'),
  ];
  return candidates.find((candidate) => candidate !== undefined && TOKEN.test(candidate));
}

function fromAuthorization(header: string): string[] {
  const [scheme = '', ...rest] = header.trim().split(/\s+/);
  const value = rest.join(' ');
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'splunk':
      return [value];
    case 'basic':
      return fromBasic(value);
    default:
      return [scheme];
  }
}

/** User and password of RFC 7617: the password first, since that is where a secret belongs. */
function fromBasic(encoded: string): string[] {
  try {
    const text = atob(encoded);
    const colon = text.indexOf(':');
    return colon < 0 ? [text] : [text.slice(colon + 1), text.slice(0, colon)];
  } catch {
    return [];
  }
}
