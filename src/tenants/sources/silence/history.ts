/**
 * Which hours of the last eight weeks brought anything from a stream: `1` brought something, `0` brought nothing, `-` is not
 * known or not to be learned from. Hours are of the clock, counted since 1970.
 */
export interface History {
  /** The hour of the first mark. */
  readonly from: number;
  readonly marks: string;
}

export const HOURS_A_WEEK = 168;
/** Long enough to have seen each hour of the week eight times, short enough to follow a change of habit. */
export const HISTORY_HOURS = 8 * HOURS_A_WEEK;

export const BUSY = '1';
export const QUIET = '0';
export const UNLEARNED = '-';

/** What is known of the hours since the history was last written. */
export interface Heard {
  /** Hours that brought something. */
  readonly busy: ReadonlySet<number>;
  /** Nothing is known of hours before this one. */
  readonly knownFrom: number;
  /** The running hour: the first that is not over. */
  readonly end: number;
  /** A silence that was noticed is not taken for habit. */
  readonly isMissed: boolean;
}

/** The history with the hours that are over since; undefined while nothing ever came. The same hours again change nothing. */
export function remember(history: History | undefined, heard: Heard): History | undefined {
  const first = history?.from ?? Math.min(...heard.busy);
  if (first >= heard.end) return history;
  const from = Math.max(first, heard.end - HISTORY_HOURS);
  const kept = history?.marks.slice(Math.max(0, from - history.from), heard.end - history.from) ?? '';
  const marks = [...kept];
  // What a shard tells late still counts.
  for (const hour of heard.busy) if (hour >= from && hour < from + kept.length) marks[hour - from] = BUSY;
  for (let hour = from + kept.length; hour < heard.end; hour += 1) marks.push(markOf(hour, heard));
  return trimmed({ from, marks: marks.join('') });
}

/** A history begins with something: what was before it, or before one that was dismissed, is no pause. */
function trimmed({ from, marks }: History): History {
  const first = marks.indexOf(BUSY);
  const before = first < 0 ? marks.length : first;
  return { from: from + before, marks: marks.slice(before) };
}

/** Of a stream that is watched anew from an hour on. */
export const newHistory = (from: number): History => ({ from, marks: '' });

function markOf(hour: number, { busy, knownFrom, isMissed }: Heard): string {
  if (busy.has(hour)) return BUSY;
  return hour < knownFrom || isMissed ? UNLEARNED : QUIET;
}

/** The history without the pause that is running: it was noticed, and is no habit. */
export const withoutPause = ({ from, marks }: History): History => {
  const end = marks.lastIndexOf(BUSY) + 1;
  return { from, marks: marks.slice(0, end) + UNLEARNED.repeat(marks.length - end) };
};
