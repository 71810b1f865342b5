import type { DetectionMetadata } from '../detection.ts';

export const uploadDripMetadata: DetectionMetadata = {
  id: 'upload-drip',
  title: 'Slow leak over days',
  techniques: ['T1567.002'],
  meaning:
    'Day after day the account sends more to one store than its habit explains; no single day is remarkable, their run is.',
  harmlessLookalikes: [
    'A new project that lives in another store: mark it as expected and it stays quiet.',
    'The close of a quarter: several days of more and larger files, but to the usual store by the usual client, and over in a working week.',
    'A backup that was set up lately: it is learned after three weeks.',
  ],
  whatToDo: [
    'Ask the person what the uploads are, and who owns the account at the store.',
    'Compare the days with the sign-ins of those days: place, network, client.',
  ],
  knownGaps: [
    'Uploads under 10 MB a day, or under 300 MB in three weeks, are never judged.',
    'A sync client under an intruder’s hand that fills a store of the account stays at low unless its session is suspicious or comes from a data centre that the account hardly uses.',
    'A leak to a store that the account uses anyway, by its usual client or from its usual network, is seen on its sixth day at the earliest.',
    'A leak that spreads over many stores is judged for each of them alone.',
  ],
};
