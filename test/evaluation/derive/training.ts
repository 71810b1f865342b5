import type { Life } from './people.ts';
import { guestsOf, ownerSample, reversed, type Sample, takeover } from './takeovers.ts';

/** How many lives are drawn of each person, and how they are altered, so that the network learns people and not dates. */
const HARMLESS = 60;
const TAKEOVERS = 160;
const OWN_STREAMS = 50;
const STRANGERS_STREAMS = 60;
/** A life is read backwards, thinned, and lived faster so often. */
const BACKWARDS = 0.4;
const THINNED = 0.3;
const FASTER = 0.25;
const FASTER_TIMES = [2, 3, 5, 10] as const;
/** Shares of the owner's sessions that a new device of his own shows. */
const DEVICE_SHARES = [1, 0.6, 0.3] as const;
/** A new device is used only in a part of the day so often. */
const DAY_PARTS = 0.4;
const WEEK_MINUTES = 7 * 1440;
const LONG_ENOUGH = { harmless: 45, owner: 75, stream: 60, guest: 10 } as const;

/** Lives to learn from: harmless ones, takeovers, and streams of one new network and client, the owner's and strangers'. */
export function* trainingSamples(lives: readonly Life[], random: () => number): Generator<Sample> {
  for (const host of lives) {
    const guests = guestsOf(host, lives);
    const draw = { random, host, guest: () => guests[Math.floor(random() * guests.length)] as Life };
    for (let count = 0; count < HARMLESS; count += 1) yield* harmless(draw);
    for (let count = 0; count < TAKEOVERS; count += 1) yield* takenOver(draw, count % 2 === 0 ? 'instead' : 'beside');
    for (let count = 0; count < OWN_STREAMS; count += 1) yield* newDevice(draw);
    for (let count = 0; count < STRANGERS_STREAMS; count += 1) yield* strangersStream(draw);
  }
}

interface Draw {
  readonly random: () => number;
  readonly host: Life;
  readonly guest: () => Life;
}

function* harmless({ random, host }: Draw): Generator<Sample> {
  const own = altered(host, random, times(random));
  if (own.localMinutes.length >= LONG_ENOUGH.harmless) yield ownerSample(own, 'owner');
}

function* takenOver({ random, host, guest }: Draw, kind: 'instead' | 'beside'): Generator<Sample> {
  const [own, other] = pair(host, guest(), random);
  if (own.localMinutes.length >= LONG_ENOUGH.owner && other.localMinutes.length >= LONG_ENOUGH.guest)
    yield takeover(own, other, kind, random, [60, 150]);
}

function* newDevice({ random, host }: Draw): Generator<Sample> {
  const own = altered(host, random, times(random));
  if (own.localMinutes.length < LONG_ENOUGH.stream) return;
  const share = DEVICE_SHARES[Math.floor(random() * DEVICE_SHARES.length)] ?? 1;
  yield ownStream(own, share, random, random() < DAY_PARTS ? 2 + 8 * random() : 24);
}

function* strangersStream({ random, host, guest }: Draw): Generator<Sample> {
  const [own, other] = pair(host, guest(), random);
  if (own.localMinutes.length >= LONG_ENOUGH.stream && other.localMinutes.length >= LONG_ENOUGH.guest)
    yield { ...takeover(own, other, 'beside', random, [40, own.localMinutes.length - 5]), mode: 'stream' };
}

const times = (random: () => number): number =>
  random() < FASTER ? (FASTER_TIMES[Math.floor(random() * FASTER_TIMES.length)] ?? 1) : 1;

/** Two people, one as fast as the other or the guest as he is. */
function pair(host: Life, guest: Life, random: () => number): readonly [Life, Life] {
  const faster = times(random);
  return [altered(host, random, faster), altered(guest, random, random() < 0.5 ? faster : 1)];
}

function altered(life: Life, random: () => number, faster: number): Life {
  const read = random() < BACKWARDS ? reversed(life.localMinutes) : life.localMinutes;
  const later = Math.round((random() - 0.5) * (random() < 0.5 ? 360 : 120));
  const keep = random() < THINNED ? 0.7 + 0.3 * random() : 1;
  const localMinutes = compressed(
    read.filter(() => random() < keep).map((minute) => minute + later),
    faster,
  );
  return { ...life, localMinutes };
}

/** The weeks of a life laid over each other: somebody with the same day, who logs in so many times as often. */
export function compressed(localMinutes: readonly number[], faster: number): readonly number[] {
  if (faster === 1) return localMinutes;
  const laid = localMinutes
    .map((minute) => {
      const week = Math.floor((minute + 3 * 1440) / WEEK_MINUTES);
      return minute + (Math.floor(week / faster) - week) * WEEK_MINUTES;
    })
    .sort((one, other) => one - other);
  return laid.filter((minute, index) => index === 0 || minute - (laid[index - 1] ?? 0) >= 60);
}

/**
 * The owner takes up a new device on a new network, for all or some of his sessions.
 * @param partHours hours of the day in which he uses it: a phone in the evening; 24 for no such habit
 */
export function ownStream(own: Life, share: number, random: () => number, partHours = 24): Sample {
  const size = own.localMinutes.length;
  const start = 40 + Math.floor(random() * Math.max(1, size - 45));
  const usual = own.localMinutes[Math.floor(random() * size)] ?? 0;
  const from = usual - random() * partHours * 60;
  const isStranger = own.localMinutes.map((minute, index) => {
    const sinceFrom = (((minute - from) % 1440) + 1440) % 1440;
    return index >= start && sinceFrom < partHours * 60 && random() < share;
  });
  return { ...ownerSample(own, 'owner'), mode: 'stream', isStranger };
}
