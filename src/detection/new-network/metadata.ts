import type { DetectionMetadata } from '../detection.ts';

export const newNetworkMetadata: DetectionMetadata = {
  id: 'new-network',
  title: 'Session from a new network',
  techniques: ['T1078'],
  meaning:
    'A session from a network (autonomous system) that the account never used before. Said again for the first sessions of each new pair of network and client, because campaigns are found by pooling them over accounts.',
  harmlessLookalikes: [
    'a new provider at home',
    'a hotel or a train',
    'a carrier that hands out addresses of several networks',
  ],
  whatToDo: ['Nothing by itself. Together with a new client it is worth a question to the owner.'],
  knownGaps: ['an intruder on the network of the owner, a residential proxy of the same provider included'],
};
