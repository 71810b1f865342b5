import { expect, it } from 'vitest';
import { ALERT_STATUSES, isClosed } from './alert.ts';

it('is closed once an alert was dealt with, or was nothing', () => {
  expect(ALERT_STATUSES.filter(isClosed)).toEqual(['resolved', 'false-positive']);
});
