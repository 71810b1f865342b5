import type { DetectionMetadata } from '../detection.ts';

export const newClientMetadata: DetectionMetadata = {
  id: 'new-client',
  title: 'Session with a new client',
  techniques: ['T1078'],
  meaning:
    'A session with a browser, tool or operating system that the account never used before, from a network that it knows.',
  harmlessLookalikes: ['a new laptop or phone', 'a second browser', 'a new version of Windows'],
  whatToDo: ['Nothing by itself.'],
  knownGaps: [
    'an intruder who copies the user agent of the owner',
    'versions of browsers are not told apart: they change by themselves',
  ],
};
