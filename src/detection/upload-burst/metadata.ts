import type { DetectionMetadata } from '../detection.ts';

export const uploadBurstMetadata: DetectionMetadata = {
  id: 'upload-burst',
  title: 'Burst of uploads',
  techniques: ['T1567.002'],
  meaning:
    'Within two hours, or within a day where the store is new or a gigabyte went there, the account sent far more to a cloud store than its own habit allows for. A new store, a new tool, archive volumes and a new network raise the odds; none of them alerts alone.',
  harmlessLookalikes: [
    'The close of a quarter: more and larger files than usual, but to the usual store by the usual client.',
    'A client or an agency that wants its files through a store of its own looks the same when a gigabyte of them goes there at first: mark it as expected, or sanction the store.',
    'A nightly backup: large, but as large every night.',
    'A colleague who shares film or design files through a store every day.',
    'A sync client that moves a folder to the store that the account uses anyway, from a new laptop or a new place: it stays at low unless it comes from a data centre that the account hardly uses or its session is suspicious.',
  ],
  whatToDo: [
    'Ask the person, by another way than e-mail, whether they sent it.',
    'If not: end the sessions, revoke tokens and application passwords, and ask the store to hold the data.',
    'Look at what was read before it (mass-download) and at the sign-ins of the same network.',
  ],
  knownGaps: [
    'A store that the logs do not cover is not seen.',
    'An account that moves gigabytes every day hides a burst of its own size to its usual store.',
    'A sync client under an intruder’s hand that fills a store of the account stays at low unless its session is suspicious or comes from a data centre that the account hardly uses.',
    'The hour of the week is not weighed: it separated drawn attacks from ordinary work no better than the size alone.',
    'Less than 25 MB in two hours is never judged.',
    'To the usual store by the usual client, and where sizes are logged, less than 500 MB in a day stays at low, and so do one or two large files that are not far above the habit.',
  ],
};
