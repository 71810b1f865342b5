import { EPISODE_GAP_DAYS } from '../detection/constants.ts';
import type { BackOff } from '../domain/back-off.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../domain/time.ts';

/** Events come so late at most. */
const LATE_DAYS = 30;

/** Rejects kept for the admin, newest first. */
export const REJECTS_KEPT = 1_000;

/** Counters are kept by source and hour for two days: enough to see a source's daily rhythm twice. */
export const STATS_HOURS = 48;

/** A use of a token is noted at most this often: a note is a row write, use is not. */
export const LAST_USED_STEP_MS = 10 * MINUTE_MS;

/** A working day, and a little: who leaves the page open overnight signs in again. */
export const SESSION_LIFE_MS = 12 * HOUR_MS;

/** Ids of findings are remembered longer than an outbox can hold one back; a finding told twice counts once. */
export const FINDING_MEMORY_MS = 90 * DAY_MS;

/** An episode goes on for so long after its last finding, and events come so late: then nothing joins an alert any more. */
export const CONTINUABLE_DAYS = EPISODE_GAP_DAYS + LATE_DAYS;
/** Closed alerts are kept for a year and a month, so that last year's are there to compare with; a setting of the tenant. */
export const ALERT_RETENTION_DAYS = 400;
/** Alerts are let go once a day, and so many in one turn: a row each, and some of their detections. */
export const TRIM_EVERY_MS = DAY_MS;
export const TRIM_AT_ONCE = 1_000;

/** 192 random bits: beyond guessing, and short enough for a form. */
export const SECRET_BYTES = 24;

export const LIST_LIMIT_DEFAULT = 100;
export const LIST_LIMIT_MAX = 1_000;

/** Silent sources are looked for so long after each hour: shards tell within seconds what came in it. */
export const WATCH_AFTER_HOUR_MS = 5 * MINUTE_MS;
/** Notices that ended are kept as long. */
export const NOTICE_MEMORY_MS = 90 * DAY_MS;
/** Above this share of unreadable records a source is not healthy. */
export const REJECTING_SHARE = 0.5;

/** The source that a tenant begins with takes every vendor's records. */
export const FIRST_SOURCE = 'default';

/** Sources of a tenant: each is reported with two days of counts, all of them in one answer. */
export const SOURCES_LIMIT = 200;
/** Tokens of a tenant that an admin made: all of them are listed in one answer. */
export const TOKENS_LIMIT = 1_000;
/** Channels of a tenant. */
export const CHANNELS_LIMIT = 20;
/** News waits so long for its like: findings of one batch come in one message. */
export const TELL_AFTER_MS = 2 * SECOND_MS;
/** A channel that fails is tried again: it may be a moment, it may be a day. */
export const TELL_BACK_OFF: BackOff = { firstMs: 5 * SECOND_MS, longestMs: HOUR_MS };
/** A job of the alarm that fails is tried again: none of them is urgent to the second. */
export const JOB_BACK_OFF: BackOff = { firstMs: MINUTE_MS, longestMs: HOUR_MS };
/** Connections that the runtime opens at once. */
export const CONNECTIONS = 6;
/** Requests of one channel before the others have their turn. */
export const TELL_REQUESTS = 20;
/** Changes that are looked at for one request. */
export const TELL_NEWS = 50;
/** Bytes of a webhook's secret, as Standard Webhooks asks: 24 to 64. */
export const WEBHOOK_SECRET_BYTES = 32;
