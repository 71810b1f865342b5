import { fail, ok } from '../../domain/result.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { isSnsCertificate, snsSignedText } from '../../sources/index.ts';
import { publicKeyOf } from './certificate.ts';
import { createCertificates } from './certificates.ts';
import { ask } from './flights.ts';
import type { SignedRequest, Verdict } from './signed-request.ts';

/** SNS gives up on a message after an hour of retries. */
const TOLERANCE_MS = HOUR_MS;

const certificateAt = createCertificates(ask);

/**
 * Amazon SNS signs named fields with the key of a certificate that lies on Amazon's own host.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 * @param topic ARN of the topic that this source takes messages of
 */
export async function verifySns(topic: string, request: SignedRequest): Promise<Verdict> {
  const message = parse(request.body);
  if (message === undefined) return fail('not a message of SNS');
  const {
    SigningCertURL: url,
    Signature: signature,
    SignatureVersion: version,
    TopicArn: arn,
    Timestamp: at,
  } = message;
  const text = snsSignedText(message);
  if (arn !== topic) return fail('another topic');
  const bytes = typeof signature === 'string' ? fromBase64(signature) : undefined;
  if (!isSnsCertificate(url) || bytes === undefined || text === undefined) return fail('not signed');
  if (!(Math.abs(request.nowMs - Date.parse(String(at))) <= TOLERANCE_MS)) return fail('too old or without time');
  const certificate = await certificateAt(url, request.nowMs);
  if (!certificate.ok) return certificate;
  const key = publicKeyOf(certificate.value, request.nowMs);
  if (key === undefined) return fail('no valid certificate');
  return (await verifies(key, version === '2' ? 'SHA-256' : 'SHA-1', bytes, text))
    ? ok(true)
    : fail('signature does not fit');
}

/** False also for a key that is none of RSA. */
async function verifies(spki: Uint8Array, hash: string, signature: Uint8Array, text: string): Promise<boolean> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash };
  try {
    const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm.name, key, signature, new TextEncoder().encode(text));
  } catch {
    return false;
  }
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function parse(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
