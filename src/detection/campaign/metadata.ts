import type { DetectionMetadata } from '../detection.ts';

export const campaignMetadata: DetectionMetadata = {
  id: 'campaign',
  title: 'One operator in several accounts',
  techniques: ['T1199'],
  meaning:
    'Several accounts were used, within weeks, from the same network with the same client, a pair that none of them had shown before and that nobody in the company uses. Their pooled hours tell where the day of the operator lies, which no single account could.',
  harmlessLookalikes: [
    'a new company exit or remote desktop that several people begin to use with a new browser',
    'colleagues at one hotel or fair with newly issued laptops',
  ],
  whatToDo: [
    'Ask two of the owners whether they know the network and the client.',
    'If not: treat all the accounts as taken over. Block the network, end their sessions, reset their credentials.',
    'Look for more accounts that the same network tried, failed logins included.',
  ],
  knownGaps: [
    'an operator who uses another network for every account',
    'phones on carriers: their networks are everybody’s',
  ],
};
