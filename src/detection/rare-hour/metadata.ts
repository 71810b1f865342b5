import type { DetectionMetadata } from '../detection.ts';

export const rareHourMetadata: DetectionMetadata = {
  id: 'rare-hour',
  title: 'Rare hour',
  techniques: ['T1078'],
  meaning:
    'A session at an hour of a weekday or weekend at which the account is hardly ever active. Context, never an alert.',
  harmlessLookalikes: ['A deadline, an early flight, a sleepless night.', 'The first night of an on-call duty.'],
  whatToDo: ['Nothing by itself. Many of them are judged together by operator-zone-shift and campaign.'],
  knownGaps: ['Nothing is rare for an account without regular hours, or with less than 40 sessions.'],
};
