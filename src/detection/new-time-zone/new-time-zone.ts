import type { KnownPlace, RecentSession } from '../baseline.ts';
import type { FindingDraft } from '../detection.ts';
import { noveltyWords } from '../novelty-words.ts';
import { isAnybodys, isClientUntold, type Opening } from '../opening.ts';
import { type PlaceSeen, placeName, placeSeen, zoneDistanceMinutes } from '../places.ts';
import { legsOf, travelEvidence } from '../travel.ts';
import { isKnownClient } from '../whereabouts.ts';
import { durationWords, instantWords, zoneWords } from '../words.ts';

/** From this many minutes of UTC offset to every habitual zone a place is far. */
export const FAR_MINUTES = 180;
/** So long about a session of the owner's at a place he may be there, and take up another client. */
const VISIT_MINUTES = 14 * 1440;
const SCORES = { newPair: 72, newClient: 60, usualClient: 30 } as const;

/** Offset distance of a place to the nearest of the account's own zones, in minutes; undefined where it cannot be told. */
export function nearestZoneMinutes(place: PlaceSeen, homes: readonly KnownPlace[], atMs: number): number | undefined {
  let nearest: number | undefined;
  for (const home of homes) {
    const apart = zoneDistanceMinutes(place, placeSeen(home), atMs);
    if (apart !== undefined && (nearest === undefined || apart < nearest)) nearest = apart;
  }
  return nearest;
}

/** Judges the zone of a session's place against those where the account lives. */
export function judgeNewTimeZone(opening: Opening, homes: readonly KnownPlace[]): FindingDraft | undefined {
  const { place, second, isNewClient, isNewNetwork } = opening;
  const home = homes[0];
  if (place === undefined || home === undefined) return undefined;
  const apart = nearestZoneMinutes(place, homes, second * 1000);
  if (apart === undefined || apart < FAR_MINUTES) return undefined;
  // Where no client is ever named, a journey and a stranger look alike, but for networks on which nobody travels.
  const isStranger = isNewClient && !isOwnerThere(opening) && (!isClientUntold(opening) || isAnybodys(opening));
  const isNewPair = isStranger && isNewNetwork;
  const leg = legsOf(opening)[0];
  return {
    detection: 'new-time-zone',
    severity: isStranger ? 'medium' : 'low',
    score: isNewPair ? SCORES.newPair : isStranger ? SCORES.newClient : SCORES.usualClient,
    summary: summaryOf(opening, place, placeSeen(home), apart),
    evidence: travelEvidence(opening, place, leg),
  };
}

/** Whether the owner was at the place of late, with a client that he has: a new one there is likely his other browser, app or device. */
function isOwnerThere({ baseline, placeIndex, second, event }: Opening): boolean {
  const minute = Math.floor(second / 60);
  const isOwners = ([start, , fingerprint, place]: RecentSession): boolean =>
    place === placeIndex &&
    Math.abs(second - start) <= VISIT_MINUTES * 60 &&
    isKnownClient(baseline, baseline.fingerprints[fingerprint]?.[1] ?? '', event.device, minute);
  return baseline.recent.some(isOwners);
}

function summaryOf(opening: Opening, place: PlaceSeen, home: PlaceSeen, apart: number): string {
  const atMs = opening.second * 1000;
  const [leg] = legsOf(opening);
  const before =
    leg === undefined || leg.isLater
      ? ''
      : ` The login before, ${durationWords(leg.hours)} earlier, came from ${placeName(leg.otherPlace)}; a flight is possible in that time.`;
  return `Login from ${placeName(place)} (${zoneWords(place.zone, atMs)}) on ${instantWords(atMs)}, ${durationWords(apart / 60)} of clock from where the account lives (${placeName(home)}, ${zoneWords(home.zone, atMs)}). ${noveltyWords(opening)}${before}`;
}
