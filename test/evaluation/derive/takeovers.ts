import { foldOf, type Life } from './people.ts';

/** A life for training or judging: whose every session is, and from which session on a stranger is in it. */
export interface Sample {
  readonly kind: 'owner' | 'reversed' | 'instead' | 'beside';
  /** What the network is asked: about all sessions, or about those marked as a stranger's network and client. */
  readonly mode: 'account' | 'stream';
  readonly fold: number;
  readonly localMinutes: readonly number[];
  /** True for the stranger's sessions; in a stream of the owner's own for those of his new device. */
  readonly isStranger: readonly boolean[];
  /** Index of the first of them; -1 for none. */
  readonly start: number;
  readonly offsetMinutes: number;
  /** Hours from the owner's zone to the stranger's. */
  readonly hoursEast: number;
}

const WEEK_MINUTES = 7 * 1440;
const STRANGER_SESSIONS = 30;
const MIN_LIFE = 60;

/** The longest life of each person. */
export function longestLives(lives: readonly Life[]): readonly Life[] {
  const best = new Map<number, Life>();
  for (const life of lives)
    if (life.localMinutes.length > (best.get(life.person)?.localMinutes.length ?? MIN_LIFE - 1))
      best.set(life.person, life);
  return [...best.values()];
}

export const ownerSample = (
  life: Life,
  kind: 'owner' | 'reversed',
  localMinutes: readonly number[] = life.localMinutes,
): Sample => ({
  kind,
  mode: 'account',
  fold: foldOf(life.person),
  localMinutes,
  isStranger: localMinutes.map(() => false),
  start: -1,
  offsetMinutes: life.offsetMinutes,
  hoursEast: 0,
});

/** The same life with its weeks in reverse order: the drift of a day runs both ways. */
export function reversed(localMinutes: readonly number[]): readonly number[] {
  const weeks = localMinutes.map((minute) => Math.floor((minute + 3 * 1440) / WEEK_MINUTES));
  const sum = Math.min(...weeks) + Math.max(...weeks);
  return localMinutes
    .map((minute, index) => minute + (sum - 2 * (weeks[index] ?? 0)) * WEEK_MINUTES)
    .sort((one, other) => one - other);
}

/** Harmless lives, forwards and backwards. */
export const ownersOf = (lives: readonly Life[]): readonly Sample[] =>
  lives.flatMap((life) => [ownerSample(life, 'owner'), ownerSample(life, 'reversed', reversed(life.localMinutes))]);

/** Takeovers of every long life by people who live five hours or more away, instead of the owner and beside him. */
export function takeoversOf(lives: readonly Life[], perOwner: number, random: () => number): readonly Sample[] {
  return lives
    .filter(({ localMinutes }) => localMinutes.length >= 140)
    .flatMap((host) => {
      const guests = guestsOf(host, lives);
      return Array.from({ length: guests.length === 0 ? 0 : perOwner }, () =>
        (['instead', 'beside'] as const).map((kind) => {
          const guest = guests[Math.floor(random() * guests.length)] ?? host;
          return takeover(host, guest, kind, random, [100, 130]);
        }),
      ).flat();
    })
    .filter(({ start }) => start >= 90);
}

/** Minutes from one's zone eastward to another's, −720 to 720. */
const eastOf = (one: Life, other: Life): number => ((other.offsetMinutes - one.offsetMinutes + 2_160) % 1_440) - 720;

/** People who live five hours or more away. */
export const guestsOf = (host: Life, lives: readonly Life[]): readonly Life[] =>
  lives.filter((guest) => Math.abs(eastOf(host, guest)) >= 300);

/** @param between indices of the owner's sessions among which the stranger begins */
export function takeover(
  host: Life,
  guest: Life,
  kind: 'instead' | 'beside',
  random: () => number,
  between: readonly [number, number],
): Sample {
  const east = eastOf(host, guest);
  const own = host.localMinutes;
  const [earliest, latest] = [Math.min(between[0], own.length - 10), Math.min(own.length - 1, between[1])];
  const change = own[earliest + Math.floor(random() * Math.max(1, latest - earliest))] ?? 0;
  const from = Math.floor(random() * Math.max(1, guest.localMinutes.length - STRANGER_SESSIONS + 1));
  const theirs = guest.localMinutes.slice(from, from + STRANGER_SESSIONS).map((minute) => minute - east);
  const weeks = Math.round((change - (theirs[0] ?? 0)) / WEEK_MINUTES + random() - 0.5);
  const moved = theirs.map((minute) => minute + weeks * WEEK_MINUTES);
  const until = kind === 'instead' ? (moved[0] ?? 0) : (moved.at(-1) ?? 0);
  const all = [
    ...own.filter((minute) => minute < until).map((minute) => ({ minute, isStranger: false })),
    ...moved.map((minute) => ({ minute, isStranger: true })),
  ].sort((one, other) => one.minute - other.minute);
  return {
    kind,
    mode: 'account',
    fold: foldOf(host.person),
    localMinutes: all.map(({ minute }) => minute),
    isStranger: all.map(({ isStranger }) => isStranger),
    start: all.findIndex(({ isStranger }) => isStranger),
    offsetMinutes: host.offsetMinutes,
    hoursEast: east / 60,
  };
}
