/** Numbers that somebody chose for sessions, fingerprints, places and episodes, each with its reason. */

/** A session is events of one fingerprint with gaps under this (the design's word). */
export const SESSION_GAP_MINUTES = 60;
/** A session teaches once the account's newest event is this far past its end, so that events shuffled within an hour change nothing. */
export const SESSION_SETTLE_MINUTES = 120;
/** Open and lately closed sessions that a baseline remembers: late events find theirs, travel finds both neighbours in time. */
export const RECENT_SESSIONS = 6;
/** One more than recent sessions, so that the fingerprint that gives way is never in use. */
export const KNOWN_FINGERPRINTS = 7;
/** A fingerprint worth keeping counts as if it were used so much later: a device that is forgotten is a stranger on the next journey. */
export const WORTH_KEEPING_MINUTES = 365 * 1440;
/** A client of fewer sessions is not yet a device of the account. */
export const LEAST_OF_CLIENT = 3;
export const KNOWN_PLACES = 5;

/** A young account waits: with less than this, everything is new and nothing is news. */
export const GRACE_SESSIONS = 8;
export const GRACE_DAYS = 3;
/** But where the few sessions of an account lie this far apart, a far place is news: it may never have more of them. */
export const SELDOM_SESSIONS = 3;
export const SELDOM_DAYS = 30;
/** A fingerprint is news for this many of its sessions and days: the Tenant pools them over accounts. */
export const YOUNG_FINGERPRINT_SESSIONS = 6;
export const YOUNG_FINGERPRINT_DAYS = 21;
/** A suspicious fingerprint teaches nothing for this long, unless an admin clears it sooner. */
export const SUSPICION_DAYS = 30;

/** An episode goes on while findings come with gaps under this. */
export const EPISODE_GAP_DAYS = 7;
/** Suspicious findings that a running episode remembers, for the chain from takeover to exfiltration. */
export const EPISODE_SUSPICIONS = 4;

/** Integer weight that one session gives to its place; what all places have shrinks by 1/64 a session, so that 44 sessions halve it. */
export const PLACE_WEIGHT = 1_000;
export const PLACE_FORGETTING = 64;

/** Bytes of names in a baseline, so that the whole stays under 4,096. */
export const CITY_BYTES = 14;
export const ZONE_CHARACTERS = 32;

/** Devices that an account is known by, where its vendor names them. */
export const KNOWN_DEVICES = 4;

/** So many sessions over so many days establish a network as one that the company uses: longer than intruders mostly stay unseen. */
export const ESTABLISHED_SESSIONS = 6;
export const ESTABLISHED_DAYS = 30;
