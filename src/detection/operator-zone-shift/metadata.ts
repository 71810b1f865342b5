import type { DetectionMetadata } from '../detection.ts';

export const operatorZoneShiftMetadata: DetectionMetadata = {
  id: 'operator-zone-shift',
  title: 'Hours of another time zone',
  techniques: ['T1078'],
  meaning:
    "The hours of the account, or of one new network and client in it, fit a person's day in a zone 4 hours or more from home better than they fit the account's own habit or that habit moved a little. Somebody else may use the account, whatever place the sessions seem to come from.",
  harmlessLookalikes: [
    'A new shift, a new job, a child: the owner’s own day moved by many hours and stays there.',
    'Weeks abroad through the company’s exit at home: the day is in another zone, the address is not.',
    'An account that a colleague or a supplier in another zone uses with permission.',
  ],
  whatToDo: [
    'Ask the owner, by another way than the account’s own mail, whether the sessions at the hours shown are theirs.',
    'If not: end all sessions, change the password and the second factor, and look at what these sessions did.',
    'If they are, mark the alert as expected: the hours are learned and the like stays quiet.',
  ],
  knownGaps: [
    'An intruder whose zone is less than 4 hours away, or who works at the owner’s hours, is not seen.',
    'People without regular hours need many sessions; round the clock there is nothing to see.',
    'Nothing is said before 20 sessions on 7 days.',
    'Sessions of a tool that the account has had for six weeks and more are left out, and so are those of its own telephone while it shows itself abroad.',
    'A third of all operators who come by the owner’s own network and client are not seen in 30 sessions; half of the others who share the account with its owner need more than 20.',
    'Of an account of which no place is known, home is guessed by its own hours: one guess in three is more than an hour off, and the estimate of the operator’s zone with it.',
    'An owner who begins to work evenings as well looks like an operator to the west, and is left alone.',
  ],
};
