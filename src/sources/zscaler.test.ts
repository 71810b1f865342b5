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

it('reads the percent-encoded names of a feed made for Splunk, and no location in place of a user', () => {
  const encoded = { login: undefined, user: 'ola%40example.com', upload_filename: 'plan%20b.zip' };
  expect(zscaler.normalise(transaction(encoded))).toMatchObject({
    events: [{ account: 'ola@example.com', object: 'plan b.zip' }],
  });
  for (const user of ['Road%20Warrior', 'Default%20Department'])
    expect(zscaler.normalise(transaction({ ...encoded, user })).kind).toBe('not-ours');
});

it('derives the id of a transaction whose record is 0', () => {
  const ids = ['Mon Mar  2 08:14:09 2026', 'Mon Mar  2 08:14:10 2026'].map((time) => {
    const outcome = zscaler.normalise(transaction({ recordid: '0', time }));
    return outcome.kind === 'events' ? outcome.events[0]?.id : undefined;
  });
  expect(ids[0]).toMatch(/^h_/);
  expect(ids[1]).not.toBe(ids[0]);
});

it('takes the id of the event where the record is 0', () => {
  const outcome = zscaler.normalise(transaction({ recordid: '0', event_id: 'e-7' }));
  expect(outcome).toMatchObject({ events: [{ id: expect.stringMatching(/^e-7/) }] });
});
