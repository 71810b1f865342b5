/**
 * How vendors sign what they send, as data. The HTTP room computes and compares with WebCrypto in constant time;
 * the secret or the expected audience is configured per source through `/v1/sources`.
 */

/** A piece of what is signed, in order. */
export type SignedPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'header'; readonly header: string }
  | { readonly kind: 'body' };

/** Replay window where the vendor names none: five minutes, as Slack and Standard Webhooks say. */
export const REPLAY_WINDOW_SECONDS = 300;

export type Signature =
  | {
      readonly scheme: 'hmac';
      readonly hash: 'SHA-1' | 'SHA-256' | 'SHA-512';
      /** Headers that may hold the signature; one valid is enough (keys rotate). Lower case. */
      readonly headers: readonly string[];
      readonly encoding: 'hex' | 'base64';
      /** Stands before the encoded digest in the header. */
      readonly prefix: string;
      readonly signed: readonly SignedPart[];
      /** Header with the time of sending, for the replay window. */
      readonly timestamp?: {
        readonly header: string;
        readonly format: 'unix-seconds' | 'rfc3339';
        readonly toleranceSeconds: number;
      };
    }
  /** https://www.standardwebhooks.com: `webhook-id`, `webhook-timestamp`, `webhook-signature` (`v1,<base64>` list), secret `whsec_…`. */
  | { readonly scheme: 'standard-webhooks'; readonly toleranceSeconds: number }
  /** Amazon SNS: RSA over named fields, certificate from `SigningCertURL` (checked by `isSnsCertificate`). */
  | { readonly scheme: 'sns' }
  /** A bearer JWT of the vendor, checked against its published keys; the audience is configured, and for whom it was made. */
  | {
      readonly scheme: 'jwt';
      readonly issuers: readonly string[];
      readonly jwksUrl: string;
      /** The account that asked the issuer for the token. Absent in settings from before it was asked for. */
      readonly email?: string;
    }
  /** A fixed key in a header. */
  | { readonly scheme: 'shared-key'; readonly header: string };

const BODY: SignedPart = { kind: 'body' };

/** HMAC-SHA-256 over the bare body. */
export const hmacOfBody = (
  header: string,
  options: { prefix?: string; encoding?: 'hex' | 'base64' } = {},
): Signature => ({
  scheme: 'hmac',
  hash: 'SHA-256',
  headers: [header],
  encoding: options.encoding ?? 'hex',
  prefix: options.prefix ?? '',
  signed: [BODY],
});

const SNS_CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
/** The kinds of messages of SNS, and the fields of each that are signed; nothing else in a message may be believed. */
const SNS_SIGNED: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: SNS_CONFIRMATION,
  UnsubscribeConfirmation: SNS_CONFIRMATION,
};

const snsSignedNames = ({ Type: type }: Readonly<Record<string, unknown>>): readonly string[] | undefined =>
  typeof type === 'string' && Object.hasOwn(SNS_SIGNED, type) ? SNS_SIGNED[type] : undefined;

export const isSnsMessage = (value: Readonly<Record<string, unknown>>): boolean =>
  'Message' in value && snsSignedNames(value) !== undefined;

/**
 * The string that Amazon SNS signs: named fields of the message, each as "name\nvalue\n", in this order.
 * @returns undefined when it is no message of SNS, or a field that must be signed is missing.
 */
export function snsSignedText(message: Readonly<Record<string, unknown>>): string | undefined {
  const names = snsSignedNames(message);
  if (names === undefined) return undefined;
  let text = '';
  for (const name of names) {
    const value = message[name];
    if (typeof value === 'string') text += `${name}\n${value}\n`;
    else if (name !== 'Subject') return undefined;
  }
  return text;
}

/**
 * Certificates and confirmations of SNS come from Amazon's own hosts only, over TLS, without a port. A region it must be, like
 * `us-gov-west-1`: under `s3-us-west-2` somebody's bucket of the name `sns` would be the host.
 */
const SNS_HOST = String.raw`^https://sns\.[a-z]{2}(?:-[a-z]+)+-\d{1,2}\.amazonaws\.com(?:\.cn)?/`;
const CONFIRMATION = new RegExp(`${SNS_HOST}\\?(?:[^#]*&)?Action=ConfirmSubscription(?:&|$)`);
/** The file itself: other calls of the same host would answer with a text that their caller wrote. */
const CERTIFICATE = new RegExp(`${SNS_HOST}SimpleNotificationService-[A-Za-z0-9]+\\.pem$`);

export const isSnsConfirmation = (url: unknown): url is string => typeof url === 'string' && CONFIRMATION.test(url);
export const isSnsCertificate = (url: unknown): url is string => typeof url === 'string' && CERTIFICATE.test(url);
