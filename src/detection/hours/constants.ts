/** Numbers of the hours habit that somebody chose, each with its reason. */

/** Sessions that are remembered one by one: long enough for a takeover of two a month to stand out, short enough for 1.8 KB. */
export const RING_SESSIONS = 48;
/** Nothing is said before this many sessions on this many days. */
export const WAIT_SESSIONS = 20;
export const WAIT_DAYS = 7;
/** One session in the counts. */
export const COUNT_SCALE = 1_000;
/** What the counts keep at every session: some 45 sessions halve them. Best one-step prediction on held-out people: 0.98 to 0.99. */
export const COUNT_KEEP = 0.995;
/** Logarithms are kept in hundredths. */
export const LOG_SCALE = 100;
/** How often the kind of person and the expected log density are worked out anew, in sessions. */
export const REFRESH_EVERY = 6;
/** Weights of chronotypes are kept in thousandths. */
export const KIND_SCALE = 1_000;
/** A session this unlikely (log density) teaches only later, when it leaves the ring. */
export const ODD_LOG_DENSITY = -0.3;
/** Share of an odd session that is taught at once. */
export const ODD_SHARE = 0.5;
/** Fingerprints that the ring tells apart. */
export const RING_KEYS = 8;
/** A network and a client that were new together stay a stranger's stream for so long, */
export const STRANGER_DAYS = 365;
/** and teach nothing for the first days of it. */
export const STRANGER_UNTAUGHT_DAYS = 45;
/** The admin's word is looked for among sessions of so many days before the first finding: the alert comes after them. */
export const VERDICT_DAYS = 45;
/** A traveller lives by the clock of the place where he is: from so far off, hours say nothing of home. */
export const AWAY_MINUTES = 120;
/**
 * Whether the person's day moved with his place is the sum of what the sessions there say, hundredths of a nat: of it this is kept at
 * each, so that the nights of a jet lag and a journey before are forgotten when, after some 45 sessions, the place is home;
 */
export const CLOCK_KEEP = 0.95;
/** it goes no further, so that some ten sessions turn it round; */
export const CLOCK_MOST = 1_200;
/** and from here on the clock stays where it was. Where the hours say little, it moves with the place. */
export const CLOCK_STAYS = 150;
/** Where no place is known, the clock is guessed anew after so many sessions: the first time when the hours are first judged. */
export const GUESS_EVERY = 20;
/** A session that shows the owner away says so of his telephone for so many days, as long as it is remembered. */
export const ROAMING_DAYS = 4;
/** A network and a client of so many sessions, the first of them before the days that a stranger teaches nothing, are the account's own. */
export const LONG_KNOWN_SESSIONS = 6;
