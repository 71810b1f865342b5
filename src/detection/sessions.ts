import { type RecentSession, SESSION } from './baseline.ts';
import { RECENT_SESSIONS, SESSION_GAP_MINUTES, SESSION_SETTLE_MINUTES } from './constants.ts';
import { replaced } from './remember.ts';

const GAP_SECONDS = SESSION_GAP_MINUTES * 60;
const SETTLE_SECONDS = SESSION_SETTLE_MINUTES * 60;

/**
 * Index of the session that an event of this fingerprint and place belongs to; -1 for none. An unknown place goes with any; but a
 * login does not go on with what a program did, for it is to be judged.
 */
export function findSession(
  recent: readonly RecentSession[],
  atSecond: number,
  fingerprint: number,
  place: number,
  isLogin = false,
): number {
  for (let index = recent.length - 1; index >= 0; index -= 1) {
    const session = recent[index];
    if (session === undefined || session[2] !== fingerprint) continue;
    if (session[3] !== place && session[3] !== -1 && place !== -1) continue;
    if (isLogin && (session[4] & SESSION.program) !== 0) continue;
    if (atSecond > session[0] - GAP_SECONDS && atSecond < session[1] + GAP_SECONDS) return index;
  }
  return -1;
}

/** Widens a session to an event, and joins it with another that the event bridges. What was taught stays taught. */
export function extendSession(
  recent: readonly RecentSession[],
  index: number,
  atSecond: number,
): readonly RecentSession[] {
  const session = recent[index];
  if (session === undefined || (atSecond >= session[0] && atSecond <= session[1])) return recent;
  const [start, end, fingerprint, place, flags] = session;
  let widened: RecentSession = [Math.min(start, atSecond), Math.max(end, atSecond), fingerprint, place, flags];
  if (isAlone(recent, index, widened)) return replaced(recent, index, widened);
  const others: RecentSession[] = [];
  recent.forEach((other, at) => {
    if (at === index) return;
    if (isBridged(widened, other)) widened = join(widened, other);
    else others.push(other);
  });
  return insert(others, widened);
}

/** Whether a session touches no other and keeps its place among them: so it is with most events. */
function isAlone(recent: readonly RecentSession[], index: number, session: RecentSession): boolean {
  for (let at = 0; at < recent.length; at += 1) {
    const other = recent[at] as RecentSession;
    if (at !== index && (isBridged(session, other) || compare(session, other) < 0 !== index < at)) return false;
  }
  return true;
}

const isBridged = (one: RecentSession, other: RecentSession): boolean =>
  one[2] === other[2] && one[3] === other[3] && other[0] < one[1] + GAP_SECONDS && one[0] < other[1] + GAP_SECONDS;

const join = (one: RecentSession, other: RecentSession): RecentSession => [
  Math.min(one[0], other[0]),
  Math.max(one[1], other[1]),
  one[2],
  one[3],
  one[4] | other[4],
];

/** Keeps the list in the order of starts; ties go by fingerprint and place, so that the order of arrival leaves no trace. */
export function insert(recent: readonly RecentSession[], session: RecentSession): readonly RecentSession[] {
  const at = recent.findIndex((other) => compare(session, other) < 0);
  return at === -1 ? [...recent, session] : [...recent.slice(0, at), session, ...recent.slice(at)];
}

function compare(one: RecentSession, other: RecentSession): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || one[3] - other[3];
}

/** Whether a session has yet to teach and is far enough in the past to do so. */
export function isDue(session: RecentSession, newestSecond: number): boolean {
  return (session[4] & SESSION.taught) === 0 && newestSecond >= session[1] + SETTLE_SECONDS;
}

export const markTaught = ([start, end, fingerprint, place, flags]: RecentSession): RecentSession => [
  start,
  end,
  fingerprint,
  place,
  flags | SESSION.taught,
];

/** The session that gives way when the list is full: the one that ended first. */
export function overflowing(recent: readonly RecentSession[]): RecentSession | undefined {
  if (recent.length <= RECENT_SESSIONS) return undefined;
  return recent.reduce((oldest, session) => (session[1] < oldest[1] ? session : oldest));
}
