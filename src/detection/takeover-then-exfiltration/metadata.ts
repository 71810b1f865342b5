import type { DetectionMetadata } from '../detection.ts';

export const takeoverThenExfiltrationMetadata: DetectionMetadata = {
  id: 'takeover-then-exfiltration',
  title: 'Takeover, then exfiltration',
  techniques: ['T1078', 'T1567.002'],
  meaning:
    'Sessions that look like a stranger’s (foreign working hours, an impossible journey, a new network and client) are followed by data that leaves for a store. Each alone may be harmless; the sequence is the shape of an intrusion.',
  harmlessLookalikes: [
    'A colleague who travels with a new laptop and sends large files from there: mark it as expected.',
    'A sync client that fills the usual store from a new laptop and a new place: nothing is said unless its session is suspicious or comes from a data centre that the account hardly uses.',
    'A colleague who takes up a virtual desktop in a data centre and a new store at once: mark it as expected, or add the addresses of the desktops to the tenant’s egress ranges.',
    'A migration that an administrator runs from a new machine.',
  ],
  whatToDo: [
    'Act now: end all sessions of the account, reset its credentials, revoke tokens and application passwords.',
    'Block the store’s upload from the network concerned, and ask the store to hold the data.',
    'Find what was packed, on which machine; look for the same network and client in other accounts.',
  ],
  knownGaps: ['Where the sign-ins themselves are not logged, only the burst is seen.'],
};
