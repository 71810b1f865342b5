import type { DetectionMetadata } from '../detection.ts';

export const newTimeZoneMetadata: DetectionMetadata = {
  id: 'new-time-zone',
  title: 'Login from a far time zone',
  techniques: ['T1078'],
  meaning:
    'A login from a place whose UTC offset is 3 hours or more from every zone where the account lives. With the usual client it is context (a journey); with a client never seen it deserves a look.',
  harmlessLookalikes: [
    'a journey on which the owner bought a new phone or borrowed a computer',
    'a VPN of the owner with an exit elsewhere',
  ],
  whatToDo: [
    'Ask the owner whether they are there, by a channel other than the account.',
    'If they are: mark the alert as expected, until the end of the journey or for good.',
    'If not: end all sessions of the account, reset its credentials and second factors.',
  ],
  knownGaps: [
    'Where a source never names clients, a stranger looks like a journey: low, unless he comes by a data centre or an anonymiser.',
    'places less than 3 hours of offset away, and those far to the north or south (see new-country, impossible-travel)',
  ],
};
