import * as v from 'valibot';
import { parseInstant } from './time.ts';
import { isTimeZone } from './zone.ts';

/** The normal event: what a source adapter emits and `POST /v1/events` takes, one JSON object a line. */

const text = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const RfcTime = v.pipe(
  v.string(),
  v.maxLength(40),
  v.check((value) => parseInstant(value) !== undefined, 'not an RFC 3339 time'),
  v.metadata({ description: 'RFC 3339 date-time' }),
);

export const Geo = v.object({
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'not an ISO 3166-1 alpha-2 code'))),
  region: v.optional(text(128)),
  city: v.optional(text(128)),
  lat: v.optional(v.pipe(v.number(), v.minValue(-90), v.maxValue(90))),
  lon: v.optional(v.pipe(v.number(), v.minValue(-180), v.maxValue(180))),
  timeZone: v.optional(v.pipe(v.string(), v.maxLength(64), v.check(isTimeZone, 'not an IANA time zone'))),
  asn: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(4_294_967_295))),
  asOrg: v.optional(text(256)),
});

const ACCOUNT_LIMIT = 320;

/**
 * An account as a source writes it, in the one spelling by which it is kept, asked for and erased. It is measured in that: there are
 * letters that grow when they are made small. Half of a surrogate pair could stand in no address.
 */
const AccountName = v.pipe(
  v.string(),
  v.transform((name) => name.toWellFormed()),
  v.trim(),
  v.toLowerCase(),
  v.minLength(1),
  v.maxLength(ACCOUNT_LIMIT),
);

const common = {
  id: text(256),
  time: RfcTime,
  account: AccountName,
  /** As the source writes it; one that is no address has no network, but the login stands. */
  ip: v.optional(text(64)),
  userAgent: v.optional(text(2048)),
  app: v.optional(text(256)),
  device: v.optional(text(256)),
  geo: v.optional(Geo),
};

export const FACTORS = ['password', 'mfa', 'sso', 'passkey', 'certificate', 'token', 'other'] as const;
export const FAILURES = ['bad-password', 'mfa-denied', 'blocked', 'unknown-account', 'other'] as const;
export const OPERATIONS = ['upload', 'download', 'share', 'delete'] as const;

export const LoginEvent = v.object({
  ...common,
  type: v.literal('login'),
  outcome: v.optional(v.picklist(['success', 'failure']), 'success'),
  failure: v.optional(v.picklist(FAILURES)),
  interactive: v.optional(v.boolean()),
  /** A word that is none of these is read as `other`: vendors invent factors, and the login stands. */
  factor: v.optional(v.fallback(v.picklist(FACTORS), 'other')),
  anonymizer: v.optional(v.boolean()),
});

export const StorageEvent = v.object({
  ...common,
  type: v.literal('storage'),
  service: v.pipe(v.string(), v.toLowerCase(), v.minLength(1), v.maxLength(253)),
  operation: v.picklist(OPERATIONS),
  bytes: v.optional(count),
  count: v.optional(count),
  object: v.optional(text(1024)),
  external: v.optional(v.boolean()),
  anonymizer: v.optional(v.boolean()),
});

export const NormalEvent = v.variant('type', [LoginEvent, StorageEvent]);

export type Geo = v.InferOutput<typeof Geo>;
export type LoginEvent = v.InferOutput<typeof LoginEvent>;
export type StorageEvent = v.InferOutput<typeof StorageEvent>;
export type NormalEvent = v.InferOutput<typeof NormalEvent>;
export type StorageOperation = StorageEvent['operation'];
