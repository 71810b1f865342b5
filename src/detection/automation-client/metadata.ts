import type { DetectionMetadata } from '../detection.ts';

export const automationClientMetadata: DetectionMetadata = {
  id: 'automation-client',
  title: 'Scripted client',
  techniques: ['T1567.002'],
  meaning:
    'A tool that scripts drive (curl, rclone, a cloud command line) moves data of an account that never used it.',
  harmlessLookalikes: ['A developer’s first script.', 'A backup that was set up lately.'],
  whatToDo: ['Nothing by itself. With a burst, a new store or archive volumes, treat it as somebody at work.'],
  knownGaps: ['A tool that calls itself a browser is not recognised.'],
};
