import type { DetectionMetadata } from '../detection.ts';

export const massDownloadMetadata: DetectionMetadata = {
  id: 'mass-download',
  title: 'Mass download',
  techniques: ['T1213', 'T1530'],
  meaning:
    'Within two hours the account fetched far more objects or bytes from a store than its own habit there allows for.',
  harmlessLookalikes: [
    'A sync client that fills a new laptop: it stays at low unless it comes from a data centre that the account hardly uses or its session is suspicious.',
    'A person who leaves the company and takes private files along: worth a talk all the same.',
  ],
  whatToDo: [
    'Look at the names of what was fetched: one customer, one project, everything?',
    'Look for uploads, archive volumes and outward shares afterwards.',
    'Ask the person; if it was not them, end the sessions and revoke tokens.',
  ],
  knownGaps: [
    'Fewer than 60 objects and less than 250 MB in two hours are never judged.',
    'A sync client under an intruder’s hand stays at low unless its session is suspicious for another reason.',
  ],
};
