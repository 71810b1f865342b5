import type { DetectionMetadata } from '../detection.ts';

export const newCountryMetadata: DetectionMetadata = {
  id: 'new-country',
  title: 'Login from a new country',
  techniques: ['T1078'],
  meaning:
    'The account logged in from a country where it was not seen before. Context: it adds to what else is suspicious.',
  harmlessLookalikes: ['a journey', 'a home near a border', 'a VPN of the owner'],
  whatToDo: ['Nothing by itself. Look at it beside the other findings of the alert.'],
  knownGaps: ['a country that the account forgot because it knows five others', 'addresses whose country is not known'],
};
