import type { DetectionMetadata } from '../detection.ts';

export const impossibleTravelMetadata: DetectionMetadata = {
  id: 'impossible-travel',
  title: 'Two logins that no traveller could make',
  techniques: ['T1078'],
  meaning:
    'The account logged in from two places within less time than the fastest way between them takes, and not by its usual client.',
  harmlessLookalikes: [
    'a company gateway, VPN or relay that lets the owner appear elsewhere (low as long as the client is the usual one; learned once three accounts show it)',
    'a phone abroad whose carrier hands its traffic over at home',
    'a geo database that is wrong about a network by a country',
  ],
  whatToDo: [
    'Ask the owner whether the far login was theirs, by a channel other than the account.',
    'If not: end all sessions of the account, reset its credentials and second factors, and look at what the far session did.',
    'If it is a company exit, add its address range to the settings.',
  ],
  knownGaps: [
    'A new client on a network that the account uses is low: it is rather a new device than an intruder on the same carrier.',
    'an intruder behind an exit node near the owner (see operator-zone-shift)',
    'an intruder who copies the client of the owner stays low',
  ],
};
