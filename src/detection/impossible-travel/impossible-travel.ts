import { isNewPair } from '../baseline.ts';
import type { FindingDraft } from '../detection.ts';
import { noveltyWords } from '../novelty-words.ts';
import { isAnybodys, isClientUntold, type Opening } from '../opening.ts';
import { type PlaceSeen, placeName } from '../places.ts';
import { hoursNeeded, isSuspectLeg, type Leg, legsOf, travelEvidence } from '../travel.ts';
import { counted, durationWords, instantWords } from '../words.ts';

/** The way that speaks against the session that opens, or against the neighbour that came before it did. */
export interface ImpossibleLeg {
  readonly leg: Leg;
  readonly draft: FindingDraft;
  /** Whether it is the neighbour that is suspicious: this event, though later received, is the owner's own. */
  readonly blamesOther: boolean;
}

const SCORES = { newPair: 88, newClient: 75, usualClient: 35 } as const;

/** Judges a session against both neighbours in time. Undefined where a traveller could have made it. */
export function judgeImpossibleTravel(
  opening: Opening,
  isHabitual: (placeIndex: number) => boolean,
): ImpossibleLeg | undefined {
  const { place, baseline } = opening;
  if (place === undefined) return undefined;
  const leg = legsOf(opening).find((candidate) => candidate.isImpossible && !isSuspectLeg(baseline, candidate));
  if (leg === undefined) return undefined;
  const other = baseline.fingerprints[leg.other[2]];
  const isOtherStranger = other !== undefined && isNewPair(other[5]) && other[4] === 0;
  const blamesOther = isHabitual(opening.placeIndex) && !opening.isNewClient;
  if (blamesOther && (isHabitual(leg.other[3]) || !isOtherStranger)) return undefined;
  const isStranger = blamesOther ? isOtherStranger : isStrangersOwn(opening);
  const isPair = blamesOther
    ? isOtherStranger
    : opening.isNewClient && opening.isNewNetwork && !isClientUntold(opening);
  return {
    leg,
    blamesOther,
    draft: {
      detection: 'impossible-travel',
      severity: isPair ? 'high' : isStranger ? 'medium' : 'low',
      score: isPair ? SCORES.newPair : isStranger ? SCORES.newClient : SCORES.usualClient,
      summary: summaryOf(opening, place, leg, blamesOther),
      evidence: travelEvidence(opening, place, leg),
    },
  };
}

/**
 * A new client on a network that the account uses is rather a new device, wherever a carrier hands its traffic over; of a data
 * centre or an anonymiser, which serve anybody, that says little.
 */
const isStrangersOwn = (opening: Opening): boolean =>
  opening.isNewClient && (opening.isNewNetwork || isAnybodys(opening));

function summaryOf(opening: Opening, place: PlaceSeen, leg: Leg, blamesOther: boolean): string {
  const { other, otherPlace, km, hours, isLater } = leg;
  const [otherNetwork, otherClient] = opening.baseline.fingerprints[other[2]] ?? ['unknown', 'unknown'];
  const when = hours < 1 / 60 ? 'at the same time as' : `${durationWords(hours)} ${isLater ? 'before' : 'after'}`;
  const distance =
    km === undefined
      ? 'no flight between these countries is that short'
      : `${counted(Math.round(km), 'km').replace(/s$/, '')} apart, at least ${durationWords(hoursNeeded(km))} of travel`;
  const whose = blamesOther ? 'The login there had a network and a client new to the account.' : noveltyWords(opening);
  return `Login from ${placeName(place)} on ${instantWords(opening.second * 1000)}, ${when} one from ${placeName(otherPlace)} (${otherClient} on ${otherNetwork}): ${distance}. ${whose}`;
}
