/**
 * Working points of operator-zone-shift; each is a trade of missed operators against owners falsely alerted. From which log-odds
 * of the network an alert is raised is derived with its weights (`alertFrom` in network.data.json): such as 1% of held-out owners
 * reach in 30 sessions. A stranger's stream (new network and new client) needs less, for owners rarely change both at once, and
 * then at their own hours: such as 3% of their own new devices reach.
 */

/** Log-odds beyond those of an alert from which it is high: four and a half times the odds. */
export const HIGH_ABOVE = 1.5;
/** Fewer sessions than this are no day. */
export const SUSPECTS_TO_ALERT = 6;
/**
 * And so many days: of 60 invented owners with three nights of an incident 25 would be alerted without, with it 8 (with five days 3,
 * but intruders are told of an event later). Intruders of the corpora are caught as often.
 */
export const SUSPECT_DAYS_TO_ALERT = 4;
/** Of the latest so many sessions so many must be his: an operator who left and an owner who is back are no news. */
export const LATELY_SESSIONS = 10;
export const LATELY_SUSPECTS = 3;
/** Sessions of a stranger's stream from which on its hours are looked at. */
export const STREAM_SESSIONS = 4;
/**
 * Nats by which the hours of the last 20 sessions must differ from the habit before the costly network is asked. Of held-out
 * operators none was missed for it, and 7% of the owners' sessions are asked about.
 */
export const DIVERGENCE_TO_ASK = 0.2;
/** What was told is told again when its sessions have grown by this share: a better estimate, not a finding a session. */
export const TOLD_GROWTH = 0.25;
/** After so many sessions of the account it is told again anyhow: the operator is still there. */
export const TOLD_SESSIONS = 24;
/**
 * Where a stranger's day lies is asked again without the latest so many sessions, and the answers are averaged: what hangs on
 * single sessions at the edges of the windows averages out. Of held-out operators, 0.757 within an hour of the mean, 0.726 of the
 * first answer alone.
 */
export const ZONE_LAGS: readonly number[] = [2, 4];
