import type { DetectionMetadata } from '../detection.ts';

export const archivePartsMetadata: DetectionMetadata = {
  id: 'archive-parts',
  title: 'Archive volumes',
  techniques: ['T1560'],
  meaning:
    'Numbered volumes of one size (part1.rar, r00, 7z.001, z01) go to a store: somebody packed data for transport.',
  harmlessLookalikes: [
    'Large software or film files that are shared in volumes.',
    'A backup program that writes numbered archives.',
  ],
  whatToDo: ['Ask what is inside. Look for the packing on the machine, and for what was read before.'],
  knownGaps: [
    'Volumes with made-up names and sizes are not recognised.',
    'Logs without object names show nothing of it.',
  ],
};
