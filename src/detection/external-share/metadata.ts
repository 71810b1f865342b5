import type { DetectionMetadata } from '../detection.ts';

export const externalShareMetadata: DetectionMetadata = {
  id: 'external-share',
  title: 'Sharing outward',
  techniques: ['T1567.002'],
  meaning:
    'The account shares with people outside the company: for the first time (context; by a client never seen, from a data centre or an anonymiser, an alert), or far more than it does otherwise.',
  harmlessLookalikes: ['A first customer project.', 'The yearly hand-over to the auditors.'],
  whatToDo: ['Look at the recipients and at the links’ life time; withdraw links that nobody can explain.'],
  knownGaps: ['Sources that do not mark a share as external are passed over.'],
};
