/** Working points of operator-zone-shift; each is a trade of missed operators against owners falsely alerted. */

/** Score of the trees from which an alert is raised: about 1% of held-out owners in 30 sessions. */
export const SCORE_TO_ALERT = 2.2;
export const SCORE_HIGH = 3;
/** Fewer sessions than this are no day: of held-out operators one in a hundred is missed for it. */
export const SUSPECTS_TO_ALERT = 7;
/**
 * Nats from which a stranger's stream (new network and new client) is an alert. Far less than a known fingerprint needs: owners
 * rarely change both at once, and then at their own hours.
 */
export const STREAM_TO_ALERT = -0.5;
export const STREAM_HIGH = 2;
export const STREAM_SESSIONS = 4;
/**
 * Nats by which the hours of the last 20 sessions must differ from the habit before the costly scan is made. Of held-out
 * operators none was missed for it, and 1.5% of the owners' sessions are scanned instead of 11%.
 */
export const DIVERGENCE_TO_SCAN = 0.2;
/** A stream that was told of is told again when it has grown by this: a better estimate, not a finding a session. */
export const STREAM_GROWTH = 1.25;
