import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/time.ts';

/** What one request may hold (README, `POST /v1/events`): counted after decompression. */
export const MAX_BODY_BYTES = 100_000_000;
export const MAX_EVENTS = 100_000;
export const MAX_RECORD_BYTES = 1_048_576;
/** A value that cannot be cut up (an envelope in an envelope, base64) is held whole while its records are taken out. */
export const MAX_ENVELOPE_BYTES = 8 * 1_048_576;

/** What is unpacked comes out in pieces of this size, the next when one was read: a bomb never stands in memory. */
export const INFLATED_PIECE_BYTES = 64 * 1024;

/** As much is cut into records at once: a body that stands in memory whole does not stand there parsed as well. */
export const SPLIT_SLICE_BYTES = 64 * 1024;

/** A signature is over the whole body, which then stands in memory: GitHub's largest delivery is 25 MB. */
export const MAX_SIGNED_BYTES = 25 * 1_048_576;

/** A handshake is a small message; a larger body is an ordinary delivery. */
export const MAX_HANDSHAKE_BYTES = 256 * 1024;

/** Events a call to the shards: some 0.5 MB, so that a batch of 100,000 never stands in memory whole. */
export const BATCH_EVENTS = 1_000;
/** Batches under way at once. More gains nothing: a shard folds one at a time. */
export const BATCHES_AT_ONCE = 4;

/** Rejects told in the answer; all are counted. */
export const REJECTS_ANSWERED = 100;
/** Alerts told in the answer. */
export const ALERTS_ANSWERED = 1_000;
/** Bytes of a record kept with its reject. */
export const REJECT_RAW_BYTES = 8 * 1024;
/** Rejects of one request that are kept raw: the tenant keeps no more. */
export const REJECTS_RECORDED = 1_000;

/** Seconds after which a sender may try again. */
export const RETRY_AFTER_SECONDS = 5;
export const OVERLOADED_RETRY_AFTER_SECONDS = 30;

/** The same refusal of a source is written at most so often by an isolate. */
export const REFUSAL_EVERY_MS = 10 * SECOND_MS;

/** How long a token's check is remembered in the isolate: a revocation elsewhere takes effect within it. */
export const ACCESS_MEMORY_MS = MINUTE_MS / 2;
/** Tokens remembered in an isolate, good and bad. */
export const ACCESS_MEMORY_ENTRIES = 5_000;

/** How long counts of passed-over records are gathered before the Tenant is told. */
export const NOTE_DELAY_MS = SECOND_MS;

/** Public keys of an issuer are kept so long at most, whatever it allows: a key that it withdraws is trusted no longer. */
export const KEYS_LONGEST_MS = HOUR_MS;
/** An issuer that answers is asked for its keys at most so often, whatever ids of keys come. */
export const KEYS_AGAIN_AFTER_MS = 30 * SECOND_MS;
/** One that does not answer is asked again so soon: deliveries wait for it. */
export const KEYS_AGAIN_AFTER_FAILURE_MS = 2 * SECOND_MS;
/** While an issuer does not answer, its keys are good for so much longer: an outage of minutes should cost no delivery. */
export const KEYS_GRACE_MS = 15 * MINUTE_MS;
/** A delivery waits so long for what its issuer publishes: Pub/Sub gives up after ten seconds unless it is told otherwise, SNS after 15. */
export const ISSUER_PATIENCE_MS = 5 * SECOND_MS;
