import { expect, test } from 'vitest';
import { ATTACK_AT, aContext, live, MB, officeLife, series } from '../../../test/support/storage-lives.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';

const to = (service: string, bytes = MB, atMs = ATTACK_AT, count = 3) =>
  series(atMs, count, MINUTE_MS, () => ({ service, bytes }));
const found = (events: ReturnType<typeof to>, context = aContext()) =>
  live([...officeLife(), ...events], context).findings.filter(({ detection }) => detection === 'new-destination');

test('the first uploads to a store are context, said once', () => {
  const findings = found(to('box.com'));
  expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  expect(findings[0]?.evidence).toMatchObject({
    kind: 'novelty',
    what: 'store',
    value: 'box.com',
    usual: ['sharepoint.com'],
  });
});

test('they are worth a second look, no alert, when they are large', () => {
  expect(found(to('box.com', 30 * MB)).map(({ severity }) => severity)).toEqual(['low']);
});

test('a store is known three weeks later', () => {
  const weeks = [0, 3, 6, 10, 15, 20].flatMap((day) => to('box.com', MB, ATTACK_AT + day * DAY_MS));
  expect(
    found([...weeks, ...to('box.com', MB, ATTACK_AT + 30 * DAY_MS)]).every(
      ({ atMs }) => atMs < ATTACK_AT + 22 * DAY_MS,
    ),
  ).toBe(true);
});

test.each([
  ['a store of the first days', to('sharepoint.com'), aContext()],
  ['a sanctioned store', to('box.com'), aContext({ settings: { egressRanges: [], sanctionedStores: ['box.com'] } })],
  ['a download', to('box.com').map((event) => ({ ...event, operation: 'download' as const })), aContext()],
])('%s is no news', (_, events, context) => {
  expect(found(events, context)).toEqual([]);
});
