import type { BackOff } from '../domain/back-off.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../domain/time.ts';

/** Every number that somebody chose for the shards of accounts, with its reason. */

// Batches

/** The object takes the whole batch into memory; the HTTP room sends at most 1,000 events a call. */
export const MAX_BATCH_EVENTS = 10_000;
/** RPC carries 32 MiB, and a character takes two bytes as soon as one of the text is beyond Latin-1. The HTTP room sends far less. */
export const MAX_BATCH_CHARS = 8 * 1024 * 1024;
/** A row holds 2 MB at most and a UTF-16 unit up to 3 bytes; this leaves room for both. */
export const MAX_ROW_CHARS = 512 * 1024;

// Snapshots

/**
 * A page is read as a whole for one cold account and written as a whole for one changed one: measured in workerd, reading
 * takes 12 µs at 4 KB, 34 µs at 24 KB, 63 µs at 64 KB, 111 µs at 128 KB. At 64 KB, 20,000 accounts of 2 KB that all change
 * cost 800 row writes a snapshot.
 */
export const MAX_PAGE_CHARS = 64 * 1024;
/** Nothing waits for a snapshot, for the journal is as durable; a quiet shard should not pay for one each minute. */
export const SNAPSHOT_DELAY_MS = 30 * MINUTE_MS;
/** Journal after which the alarm writes a snapshot soon: some 20,000 events, replayed in about half a second. */
export const SNAPSHOT_SOON_CHARS = 12 * 1024 * 1024;
export const SNAPSHOT_SOON_ROWS = 500;
/** Journal after which the batch itself writes the snapshot, should alarms not keep up. */
export const SNAPSHOT_NOW_CHARS = 4 * SNAPSHOT_SOON_CHARS;
export const SNAPSHOT_NOW_ROWS = 4 * SNAPSHOT_SOON_ROWS;

// Memory

/** Baselines held in memory, 64 MB in all; the isolate has 128 MB for everything. Room for some 5,000 as objects … */
export const OBJECT_LIMIT_BYTES = 40 * 1024 * 1024;
/** … and some 12,000 more as text. */
export const TEXT_LIMIT_BYTES = 24 * 1024 * 1024;
/** Texts that only a snapshot makes droppable; when there are more, the batch writes one. */
export const DIRTY_TEXT_LIMIT_BYTES = 20 * 1024 * 1024;
/** Heap taken by a parsed baseline for each character of its stored form: 3.7 measured in Node. */
export const HEAP_BYTES_PER_CHAR = 4;
/** Stored characters assumed of a baseline that was never written: it is young, and grows until a snapshot measures it. */
export const YOUNG_BASELINE_CHARS = 1_024;
/** No baseline is longer in its stored form. */
export const MAX_BASELINE_CHARS = 4_096;

// Event ids

/** The design promises exact de-duplication for 72 h after arrival. */
export const ID_LIFETIME_MS = 3 * DAY_MS;
/** 96 bits of a keyed hash: among 26 million ids of 72 h, two agree by chance once in 10^14 such periods. */
export const ID_WORDS = 3;
/** A chunk (6 KB) is read to settle a doubt; small enough to be cheap, large enough for few rows. */
export const IDS_A_CHUNK = 512;
/** Chunks kept in memory, 3 MB: those of one run of 260,000 ids. */
export const KEPT_CHUNKS = 512;
/** Runs merged at a time: few enough runs to ask, few enough rewrites of an id (at most two). */
export const RUNS_A_MERGE = 8;
/** A run expires as a whole, so a longer one would keep ids (and memory) long after their 72 h. */
export const MAX_RUN_SPAN_MS = 12 * HOUR_MS;
/**
 * Filters of long runs are the bulk of memory: at 10 bits an id, 26 million ids take 33 MB, and each of their 16 runs doubts
 * 0.8% of new ids, which costs a read of some 15 µs.
 */
export const FILTER_BITS_LARGE = 10;
/** Short runs are small; 12 bits an id doubt 0.4%. */
export const FILTER_BITS_SMALL = 12;
export const LARGE_RUN_IDS = 1_000_000;
export const FILTER_PROBES = 6;
/** Filters are stored in rows of this size. */
export const FILTER_ROW_BYTES = 1024 * 1024;

// Jobs

export const JOB_BACK_OFF: BackOff = { firstMs: SECOND_MS, longestMs: 5 * MINUTE_MS };
/** Counters reach the tenant this long after the first change: one call for many batches. */
export const REPORT_DELAY_MS = 15 * SECOND_MS;
/** Findings are delivered in calls of about this size; RPC carries 32 MiB. */
export const DELIVERY_CHARS = 1024 * 1024;
/** An alarm delivers this many calls before other jobs have their turn. */
export const DELIVERIES_AN_ALARM = 64;
/** Hours of counters that are kept; the tenant has the older ones. */
export const COUNTER_LIFETIME_MS = 3 * DAY_MS;
export const MAX_COUNTERS = 5_000;
