/**
 * Handshakes: a vendor asks the address to prove itself, once, before it sends records.
 * Pure: from the facts of a request to an answer; the HTTP room wires them. They need no ingest effect and store nothing.
 */

/** What a handshake may look at. Header names in lower case. */
export interface RequestFacts {
  readonly method: string;
  header(name: string): string | undefined;
  query(name: string): string | undefined;
  /** The parsed JSON body; undefined when there is none, it is large, or it is not JSON. */
  readonly body: unknown;
}

export type HandshakeAnswer =
  /** Answer the request with this. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Answer 200 after a GET of this address (already checked to be the vendor's own), once the signature was verified. */
  | { readonly kind: 'confirm'; readonly url: string };

/** undefined: an ordinary delivery, no handshake. */
export type Handshake = (request: RequestFacts) => HandshakeAnswer | undefined;

/** Longest challenge that is echoed. */
const CHALLENGE_MAX_LENGTH = 2_048;

export const answerJson = (body: unknown): HandshakeAnswer => ({
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Echoes as plain text, never sniffed: what is echoed came from outside. */
export const answerText = (body: string): HandshakeAnswer => ({
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
  body,
});

/** A challenge as a vendor sends it: a short string, else nothing. */
export function challenge(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= CHALLENGE_MAX_LENGTH ? value : undefined;
}
