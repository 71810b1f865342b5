import { foldOf, type Life } from './people.ts';

/** A life for training or judging: whose every session is, and from which session on a stranger is in it. */
export interface Sample {
  readonly kind: 'owner' | 'reversed' | 'instead' | 'beside';
  readonly fold: number;
  readonly localMinutes: readonly number[];
  /** True for the stranger's sessions. */
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

const owner = (life: Life, kind: 'owner' | 'reversed', localMinutes: readonly number[]): Sample => ({
  kind,
  fold: foldOf(life.person),
  localMinutes,
  isStranger: localMinutes.map(() => false),
  start: -1,
  offsetMinutes: life.offsetMinutes,
  hoursEast: 0,
});

/** Harmless lives; for training also with their weeks in reverse order: the drift of a day runs both ways. */
export function ownersOf(lives: readonly Life[]): readonly Sample[] {
  return lives.flatMap((life) => {
    const weeks = life.localMinutes.map((minute) => Math.floor((minute + 3 * 1440) / WEEK_MINUTES));
    const sum = Math.min(...weeks) + Math.max(...weeks);
    const reversed = life.localMinutes
      .map((minute, index) => minute + (sum - 2 * (weeks[index] ?? 0)) * WEEK_MINUTES)
      .sort((one, other) => one - other);
    return [owner(life, 'owner', life.localMinutes), owner(life, 'reversed', reversed)];
  });
}

/** Takeovers of every long life by people of the same fold who live five hours or more away, instead of the owner and beside him. */
export function takeoversOf(lives: readonly Life[], perOwner: number, random: () => number): readonly Sample[] {
  return lives
    .filter(({ localMinutes }) => localMinutes.length >= 140)
    .flatMap((host) => {
      const guests = lives.filter(
        (guest) => foldOf(guest.person) === foldOf(host.person) && Math.abs(eastOf(host, guest)) >= 300,
      );
      return Array.from({ length: guests.length === 0 ? 0 : perOwner }, () =>
        (['instead', 'beside'] as const).map((kind) => {
          const guest = guests[Math.floor(random() * guests.length)] ?? host;
          return takeover(host, guest, kind, random);
        }),
      ).flat();
    })
    .filter(({ start }) => start >= 90);
}

/** Minutes from one's zone eastward to another's, −720 to 720. */
const eastOf = (one: Life, other: Life): number => ((other.offsetMinutes - one.offsetMinutes + 2_160) % 1_440) - 720;

function takeover(host: Life, guest: Life, kind: 'instead' | 'beside', random: () => number): Sample {
  const east = eastOf(host, guest);
  const own = host.localMinutes;
  const change = own[100 + Math.floor(random() * (Math.min(own.length - 20, 130) - 100))] ?? 0;
  const from = Math.floor(random() * (guest.localMinutes.length - STRANGER_SESSIONS + 1));
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
    fold: foldOf(host.person),
    localMinutes: all.map(({ minute }) => minute),
    isStranger: all.map(({ isStranger }) => isStranger),
    start: all.findIndex(({ isStranger }) => isStranger),
    offsetMinutes: host.offsetMinutes,
    hoursEast: east / 60,
  };
}
