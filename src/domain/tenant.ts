import ipaddr from 'ipaddr.js';
import * as v from 'valibot';
import { RfcTime } from './event.ts';
import { exactly } from './exact.ts';
import { DetectionSettings } from './settings.ts';

/** What an admin of a tenant configures and reads back: settings, sources, tokens. */

/** Url-safe and without `_`, which parts the fields of a token. */
export const TenantId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'use 1 to 40 of a-z, 0-9 and inner hyphens'),
);
export type TenantId = v.InferOutput<typeof TenantId>;

/** Shards are a power of two, so that a split of one moves only its own accounts. */
export const SHARD_LIMIT = 256;
const powerOfTwo = (value: number) => (value & (value - 1)) === 0;

export const TenantSettings = v.object({
  detection: v.optional(DetectionSettings, {}),
  /** Objects that the accounts are spread over. */
  shards: v.optional(
    v.pipe(
      v.number(),
      v.safeInteger(),
      v.minValue(1),
      v.maxValue(SHARD_LIMIT),
      v.check(powerOfTwo, 'not a power of two'),
    ),
    1,
  ),
});
export type TenantSettings = v.InferOutput<typeof TenantSettings>;

/** Checked where it is set: a range that is none would match nothing, and nobody would know. */
const Range = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(64),
  v.check((range) => ipaddr.isValidCIDR(range), 'not a range in CIDR notation, like 192.0.2.0/24 or 2001:db8::/48'),
);

/** Settings go with each batch into its journal. */
const MOST_ENTRIES = 1_000;
const TOO_MANY = `more than ${MOST_ENTRIES}`;

export const SettingsPatch = exactly({
  detection: v.optional(
    exactly({
      ...v.partial(DetectionSettings).entries,
      egressRanges: v.optional(v.pipe(v.array(Range), v.maxLength(MOST_ENTRIES, TOO_MANY))),
      sanctionedStores: v.optional(
        v.pipe(DetectionSettings.entries.sanctionedStores.wrapped, v.maxLength(MOST_ENTRIES, TOO_MANY)),
      ),
    }),
  ),
  shards: v.optional(TenantSettings.entries.shards.wrapped),
});
export type SettingsPatch = v.InferOutput<typeof SettingsPatch>;

/** Source names travel in tokens' descriptions and in events; short and printable. */
export const SourceName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, 'use 1 to 64 of a-z, 0-9 and inner dots, hyphens, underscores'),
);

/** Takes every vendor's records: the source that a tenant begins with. */
export const ANY_VENDOR = 'any';

export const SourceVendor = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not a vendor'));

const Secret = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

/** It is kept compiled, and read for each of the source's records; in characters of JSON. */
const MAPPING_LIMIT = 32_768;
const Mapping = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(64)), v.unknown()),
  v.check((mapping) => JSON.stringify(mapping).length <= MAPPING_LIMIT, `longer than ${MAPPING_LIMIT} characters`),
);

const HeaderName = v.pipe(v.string(), v.toLowerCase(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'not a header'));

/**
 * How a sender signs whose vendor does not, or does it another way (a relay, a company's own gateway), or who must have signed.
 * Needs a `signingSecret`.
 */
export const Signing = v.variant('scheme', [
  /** https://www.standardwebhooks.com: the secret is `whsec_…`; five minutes of replay window. */
  exactly({ scheme: v.literal('standard-webhooks') }),
  /** HMAC-SHA-256 of the body, in a header. */
  exactly({
    scheme: v.literal('hmac-sha256'),
    header: HeaderName,
    encoding: v.optional(v.picklist(['hex', 'base64']), 'hex'),
    /** Stands before the digest, as in `sha256=…`. */
    prefix: v.optional(v.pipe(v.string(), v.maxLength(32)), ''),
  }),
  /** The secret itself, in a header, beside the ingest token. */
  exactly({ scheme: v.literal('shared-key'), header: HeaderName }),
  /**
   * A JWT of the vendor's own issuer, which signs for anybody who asks it: only this account of theirs may have asked. The
   * secret is the audience that the token must name.
   */
  exactly({ scheme: v.literal('jwt'), email: v.pipe(v.string(), v.maxLength(320), v.toLowerCase(), v.email()) }),
]);
export type Signing = v.InferOutput<typeof Signing>;

/** What a source needs to read its records and to know that the vendor sent them. */
export const SourceOptions = v.object({
  /** Checks the vendor's signature over each request; several keys, one a line, while they are rotated. Written, never shown. */
  signingSecret: v.optional(Secret),
  signing: v.optional(Signing),
  /** From the record to the normal event, for vendors without an adapter. */
  mapping: v.optional(Mapping),
});
export type SourceOptions = v.InferOutput<typeof SourceOptions>;

/** A configured sender of one vendor's logs. */
export interface SourceConfig extends SourceOptions {
  readonly name: string;
  readonly vendor: string;
  readonly createdAt: string;
}

export const NewSource = exactly({ name: SourceName, vendor: SourceVendor, ...SourceOptions.entries });
export type NewSource = v.InferOutput<typeof NewSource>;

/** `null` takes an option away. */
export const SourcePatch = exactly({
  signingSecret: v.optional(v.nullable(Secret)),
  signing: v.optional(v.nullable(Signing)),
  mapping: v.optional(v.nullable(SourceOptions.entries.mapping.wrapped)),
});
export type SourcePatch = v.InferOutput<typeof SourcePatch>;

/** admin: the tenant's API; ingest: one source's records; session: an admin signed in to the page. */
export const TOKEN_KINDS = ['admin', 'ingest'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number] | 'session';

export const NewToken = v.pipe(
  exactly({
    kind: v.picklist(TOKEN_KINDS),
    /** An ingest token belongs to one source; an admin token to none. */
    source: v.optional(SourceName),
    label: v.optional(v.pipe(v.string(), v.maxLength(128))),
  }),
  v.forward(
    v.check(({ kind, source }) => kind !== 'admin' || source === undefined, 'an admin token belongs to no source'),
    ['source'],
  ),
);
export type NewToken = v.InferOutput<typeof NewToken>;

/** A token as it is listed: never its secret. */
export const TokenInfo = v.object({
  id: v.string(),
  kind: v.picklist(TOKEN_KINDS),
  source: v.optional(v.string()),
  label: v.optional(v.string()),
  createdAt: RfcTime,
  /** To ten minutes, so that use costs few writes. */
  lastUsedAt: v.optional(RfcTime),
});
export type TokenInfo = v.InferOutput<typeof TokenInfo>;
