import { type Baseline, type KnownFingerprint, type KnownPlace, NOVELTY, type RecentSession } from './baseline.ts';
import { KNOWN_FINGERPRINTS, KNOWN_PLACES, LEAST_OF_CLIENT, WORTH_KEEPING_MINUTES } from './constants.ts';
import { isSamePlace, type PlaceSeen, placeSeen } from './places.ts';

/** Index of a fingerprint; -1 if the account never showed it. */
export function findFingerprint(known: readonly KnownFingerprint[], network: string, client: string): number {
  for (let index = 0; index < known.length; index += 1) {
    const fingerprint = known[index];
    if (fingerprint !== undefined && fingerprint[0] === network && fingerprint[1] === client) return index;
  }
  return -1;
}

/** Index of the known place that this one is, or lies beside; -1 for none. */
export function findPlace(known: readonly KnownPlace[], place: PlaceSeen): number {
  for (let index = 0; index < known.length; index += 1) {
    const other = known[index];
    if (other !== undefined && other[1] === place.city && other[0] === place.country && other[4] === place.zone)
      return index;
  }
  return known.findIndex((other) => isSamePlace(placeSeen(other), place));
}

/** Adds a fingerprint; when the list is full, the least useful that no recent session uses gives way to it. */
export function addFingerprint(
  baseline: Baseline,
  fingerprint: KnownFingerprint,
): { baseline: Baseline; index: number } {
  const { fingerprints } = baseline;
  const index =
    fingerprints.length < KNOWN_FINGERPRINTS
      ? fingerprints.length
      : leastUseful(fingerprints, (known, at) =>
          isInUse(baseline.recent, at)
            ? Number.POSITIVE_INFINITY
            : usefulness(known) + (isWorthKeeping(fingerprints, known) ? WORTH_KEEPING_MINUTES : 0),
        );
  return { baseline: { ...baseline, fingerprints: replaced(fingerprints, index, fingerprint) }, index };
}

/** Adds a place; sessions at the place that gives way are left without one. */
export function addPlace(baseline: Baseline, place: PlaceSeen): { baseline: Baseline; index: number } {
  const { places } = baseline;
  const known: KnownPlace = [
    place.country,
    place.city,
    place.latitude,
    place.longitude,
    place.zone,
    place.west,
    place.east,
    0,
    0,
  ];
  if (places.length < KNOWN_PLACES)
    return { baseline: { ...baseline, places: [...places, known] }, index: places.length };
  const index = leastUseful(
    places,
    ([, , , , , , , weight, lastMinute], at) =>
      weight * 1e6 + lastMinute / 1e3 + (baseline.recent.some((session) => session[3] === at) ? 1e5 : 0),
  );
  const recent = baseline.recent.map(
    (session): RecentSession => (session[3] === index ? [session[0], session[1], session[2], -1, session[4]] : session),
  );
  const visits = baseline.visits?.filter((visit) => visit[0] !== index);
  return {
    baseline: {
      ...baseline,
      places: replaced(places, index, known),
      recent,
      ...(visits === undefined ? {} : { visits }),
    },
    index,
  };
}

export function replaced<T>(list: readonly T[], index: number, value: T): readonly T[] {
  const copy = list.slice();
  copy[index] = value;
  return copy;
}

/** Sessions count for more than being recent, so that a stranger's many networks do not push the owner's out. */
const usefulness = ([, , , lastMinute, sessions]: KnownFingerprint): number =>
  Math.min(sessions, 20) * 30 * 1440 + lastMinute;

/**
 * Whether a fingerprint is all that says that the account has its client, or that it counted for a shared exit:
 * pairs of what others show go first. A client of a session or two, and a suspected one, is not worth that.
 */
function isWorthKeeping(all: readonly KnownFingerprint[], known: KnownFingerprint): boolean {
  const [, client, , , sessions, novelty, suspectUntil] = known;
  if ((novelty & NOVELTY.displaced) !== 0) return true;
  if (sessions < LEAST_OF_CLIENT || suspectUntil > 0) return false;
  return all.every((other) => other === known || other[1] !== client || other[4] === 0);
}

const isInUse = (recent: readonly RecentSession[], fingerprint: number): boolean =>
  recent.some((session) => session[2] === fingerprint);

function leastUseful<T>(list: readonly T[], worth: (value: T, index: number) => number): number {
  let least = 0;
  let leastWorth = Number.POSITIVE_INFINITY;
  list.forEach((value, index) => {
    const its = worth(value, index);
    if (its < leastWorth) {
      least = index;
      leastWorth = its;
    }
  });
  return least;
}
