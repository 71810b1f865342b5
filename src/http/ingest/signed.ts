import { fail, ok } from '../../domain/result.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { Signature, SignedPart } from '../../sources/index.ts';
import { equalInConstantTime, hashToken } from '../../tenants/tokens/tokens.ts';
import { verifyJwt } from './signed-jwt.ts';
import type { SignedRequest, Verdict } from './signed-request.ts';
import { verifySns } from './signed-sns.ts';

/** Checks a vendor's signature with what the source's settings hold: a secret, or whom the message must be meant for. */
export async function verifySignature(signature: Signature, secrets: string, request: SignedRequest): Promise<Verdict> {
  let verdict: Verdict = fail('the secret is empty');
  for (const secret of secrets.split('\n').map((line) => line.trim())) {
    if (secret !== '') verdict = await verifyWith(signature, secret, request);
    if (verdict.ok) break;
  }
  return verdict;
}

async function verifyWith(signature: Signature, secret: string, request: SignedRequest): Promise<Verdict> {
  switch (signature.scheme) {
    case 'hmac':
      return verifyHmac(signature, secret, request);
    case 'standard-webhooks':
      return verifyStandardWebhook(signature.toleranceSeconds, secret, request);
    case 'shared-key':
      return verifyKey(request.header(signature.header), secret);
    case 'jwt':
      return verifyJwt(signature, secret, request);
    case 'sns':
      return verifySns(secret, request);
  }
}

type Hmac = Extract<Signature, { scheme: 'hmac' }>;

async function verifyHmac(signature: Hmac, secret: string, request: SignedRequest): Promise<Verdict> {
  if (signature.timestamp !== undefined) {
    const { header, format, toleranceSeconds } = signature.timestamp;
    if (!isFresh(request.header(header), format, toleranceSeconds, request.nowMs))
      return fail('too old or without time');
  }
  const given = signature.headers.flatMap((name) => {
    const value = request.header(name);
    return value?.startsWith(signature.prefix)
      ? [decode(value.slice(signature.prefix.length), signature.encoding)]
      : [];
  });
  const key = new TextEncoder().encode(secret);
  return fits(key, signature.hash, given, signedBytes(signature.signed, request));
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
async function verifyStandardWebhook(
  toleranceSeconds: number,
  secret: string,
  request: SignedRequest,
): Promise<Verdict> {
  const time = request.header('webhook-timestamp');
  if (!isFresh(time, 'unix-seconds', toleranceSeconds, request.nowMs)) return fail('too old or without time');
  const key = keyOfStandardWebhook(secret);
  if (key === undefined) return fail('the secret is none of Standard Webhooks');
  const given = (request.header('webhook-signature') ?? '')
    .split(' ')
    .filter((entry) => entry.startsWith('v1,'))
    .map((entry) => decode(entry.slice('v1,'.length), 'base64'));
  const id = request.header('webhook-id');
  if (id === undefined || id === '') return fail('without id');
  const head = new TextEncoder().encode(`${id}.${time}.`);
  return fits(key, 'SHA-256', given, concat([head, request.body]));
}

/** The key of a secret `whsec_<base64>`; undefined for anything else. Its length is that of the specification: 24 to 64 bytes. */
export function keyOfStandardWebhook(secret: string): Uint8Array | undefined {
  const key = decode(secret.trim().replace(/^whsec_/, ''), 'base64');
  return key !== undefined && key.byteLength >= 24 && key.byteLength <= 64 ? key : undefined;
}

async function verifyKey(given: string | undefined, secret: string): Promise<Verdict> {
  const [one, other] = await Promise.all([hashToken(given ?? ''), hashToken(secret)]);
  return given !== undefined && equalInConstantTime(one, other) ? ok(true) : fail('wrong key');
}

/** WebCrypto compares in constant time. One signature that fits is enough: keys are rotated. */
async function fits(
  secret: Uint8Array,
  hash: string,
  given: readonly (Uint8Array | undefined)[],
  signed: Uint8Array,
): Promise<Verdict> {
  if (given.length === 0) return fail('not signed');
  if (secret.byteLength === 0) return fail('the secret is not base64');
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['verify']);
  for (const signature of given) {
    if (signature !== undefined && (await crypto.subtle.verify('HMAC', key, signature, signed))) return ok(true);
  }
  return fail('signature does not fit');
}

function isFresh(
  header: string | undefined,
  format: 'unix-seconds' | 'rfc3339',
  toleranceSeconds: number,
  nowMs: number,
): boolean {
  if (header === undefined || header === '') return false;
  const atMs = format === 'rfc3339' ? Date.parse(header) : /^\d{1,12}$/.test(header) ? Number(header) * SECOND_MS : NaN;
  return Math.abs(nowMs - atMs) <= toleranceSeconds * SECOND_MS;
}

function signedBytes(parts: readonly SignedPart[], request: SignedRequest): Uint8Array {
  const encoder = new TextEncoder();
  return concat(
    parts.map((part) => {
      if (part.kind === 'body') return request.body;
      return encoder.encode(part.kind === 'text' ? part.text : (request.header(part.header) ?? ''));
    }),
  );
}

function decode(text: string, encoding: 'hex' | 'base64'): Uint8Array | undefined {
  if (encoding === 'hex') {
    const pairs = text.match(/[0-9a-f]{2}/gi);
    return pairs === null || pairs.length * 2 !== text.length
      ? undefined
      : Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  }
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
