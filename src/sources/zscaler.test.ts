import { expect, it } from 'vitest';
import { zscaler } from './zscaler.ts';

const transaction = (more: object) => ({ ...Object(zscaler.sampleRecord), epochtime: undefined, ...more });
const audited = (more: object) => ({
  auditlogtype: 'ZIA',
  recordid: '7',
  action: 'SIGN_IN',
  result: 'SUCCESS',
  adminid: 'ola@example.com',
  time: 'Mon Mar  2 08:14:09 2026',
  ...more,
});

it.each([
  ['GMT', '2026-03-02T08:14:09Z'],
  ['EST', '2026-03-02T13:14:09Z'],
  ['America/Los_Angeles', '2026-03-02T16:14:09Z'],
  [undefined, '2026-03-02T08:14:09Z'],
])('reads a time in the zone %s of the feed as %s', (tz, time) => {
  for (const record of [transaction({ tz }), audited({ tz })])
    expect(zscaler.normalise(record)).toMatchObject({ events: [{ time }] });
});

it('rejects a time in a zone that it does not know, naming the zone, and needs none for seconds', () => {
  const reject = { kind: 'reject', reject: { path: '/tz', reason: 'not a time' } };
  expect(zscaler.normalise(transaction({ tz: 'IST' }))).toEqual(reject);
  expect(zscaler.normalise(transaction({ tz: 'IST', time: 'noon' }))).toEqual(reject);
  expect(zscaler.normalise(transaction({ tz: 'GMT', time: 'noon' }))).toMatchObject({ reject: { path: '/time' } });
  expect(zscaler.normalise(transaction({ tz: 'IST', epochtime: '1772439249' }))).toMatchObject({ kind: 'events' });
});
