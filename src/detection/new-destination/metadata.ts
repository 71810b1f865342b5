import type { DetectionMetadata } from '../detection.ts';

export const newDestinationMetadata: DetectionMetadata = {
  id: 'new-destination',
  title: 'New store',
  techniques: ['T1567.002'],
  meaning: 'The account uploads to a store that it did not use before. Context for what else happens, no alert alone.',
  harmlessLookalikes: ['A customer who wants files in their own store.', 'The company moves to another store.'],
  whatToDo: ['Nothing by itself. Add stores that the company sanctions to the settings, so that they are no news.'],
  knownGaps: [
    'An account that uses six stores or more is not told of further ones.',
    'Two accounts at the same store (the company’s and a private one) look alike where the log does not name the tenant.',
  ],
};
