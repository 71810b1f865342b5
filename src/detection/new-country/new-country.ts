import type { KnownPlace } from '../baseline.ts';
import type { FindingDraft } from '../detection.ts';
import { fingerprintSeen } from '../fingerprint-seen.ts';
import { noveltyWords } from '../novelty-words.ts';
import type { Opening } from '../opening.ts';
import { placeName } from '../places.ts';
import { instantWords, listWords } from '../words.ts';

/** Says that a country is new. Countries of places that only suspicious sessions showed stay new. */
export function judgeNewCountry(opening: Opening): FindingDraft | undefined {
  const { place, baseline, isNewClient, isNewNetwork, fingerprint, second } = opening;
  if (place === undefined || place.country === '') return undefined;
  const known = baseline.places.filter(isTaught);
  const countries = [...new Set(known.map(([country]) => country))].filter((country) => country !== '');
  if (countries.length === 0 || countries.includes(place.country)) return undefined;
  const isBoth = isNewClient && isNewNetwork;
  return {
    detection: 'new-country',
    severity: isBoth ? 'low' : 'info',
    score: isBoth ? 40 : 15,
    summary: `First login from ${placeName(place)}, on ${instantWords(second * 1000)}; so far the account was seen in ${listWords(countries)}. ${noveltyWords(opening)}`,
    evidence: {
      kind: 'novelty',
      what: 'country',
      value: place.country,
      usual: countries,
      fingerprint: fingerprintSeen(fingerprint),
    },
  };
}

const isTaught = (place: KnownPlace): boolean => place[7] > 0;
