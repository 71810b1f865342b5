/** Working points of operator-zone-shift; each is a trade of missed operators against owners falsely alerted. */

/** Log-odds of the network from which an alert is raised: about 1% of held-out owners in 30 sessions. */
export const SCORE_TO_ALERT = 5;
export const SCORE_HIGH = 6.5;
/** Fewer sessions than this are no day. */
export const SUSPECTS_TO_ALERT = 6;
/** Of the latest so many sessions so many must be his: an operator who left and an owner who is back are no news. */
export const LATELY_SESSIONS = 10;
export const LATELY_SUSPECTS = 3;
/**
 * Log-odds from which a stranger's stream (new network and new client) is an alert. Less than a known fingerprint needs: owners
 * rarely change both at once, and then at their own hours.
 */
export const STREAM_TO_ALERT = 2.5;
export const STREAM_HIGH = 4;
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
