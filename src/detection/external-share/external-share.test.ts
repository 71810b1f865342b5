import { expect, test } from 'vitest';
import { ATTACK_AT, aContext, LIFE_BEGINS, live, officeLife, series } from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';

const share = (count: number, external: boolean, atMs = ATTACK_AT) =>
  series(atMs, count, 5_000, (index) => ({ operation: 'share', external, object: `plan-${index}.pptx` })).map(
    ({ bytes: _, ...event }) => event,
  );
const found = (events: Parameters<typeof live>[0]) =>
  live(events).findings.filter(({ detection }) => detection === 'external-share');
const severities = (events: Parameters<typeof live>[0]) => found(events).map(({ severity }) => severity);

/** Two shares outward a day for forty days, among other work. */
function sharingLife() {
  const daily = Array.from({ length: 40 }, (_, day) => share(2, true, LIFE_BEGINS + day * DAY_MS + 9 * HOUR_MS)).flat();
  return [...officeLife(), ...daily].toSorted((one, other) => one.timeMs - other.timeMs);
}

test('the first share outward is context', () => {
  const findings = found([...officeLife(), ...share(1, true)]);
  expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  expect(findings[0]?.summary).toBe(
    '1 outward share on sharepoint.com within a minute; the account never shared outward before.',
  );
});

test('the first one by a client never seen, from a data centre that the account hardly uses, is an alert', () => {
  const hosted = share(3, true).map((event) => ({ ...event, network: { asn: 64_500, kind: 'hosting' as const } }));
  const strange = { networkSessions: 0, newNetwork: true, newClient: true };
  const past = live(officeLife()).habit;
  const gravest = (events: Parameters<typeof live>[0], context: Partial<typeof strange>) =>
    live(events, aContext(context), past).findings.filter(({ severity }) => severity === 'medium').length;
  expect(gravest(hosted, strange)).toBe(1);
  expect(gravest(share(3, true), strange)).toBe(0);
  expect(gravest(hosted, { ...strange, newClient: false })).toBe(0);
  expect(gravest(hosted, { newClient: true })).toBe(0);
  expect(
    live(hosted, aContext(strange), live(sharingLife()).habit).findings.map(({ severity }) => severity),
  ).not.toContain('medium');
});

test('fifty at once by an account that never shared is an alert', () => {
  expect(severities([...officeLife(), ...share(60, true)])).toContain('medium');
});

test('far more than the habit is an alert, the habit itself is not', () => {
  const life = sharingLife();
  expect(severities([...life, ...share(4, true)])).not.toContain('medium');
  expect(severities([...life, ...share(200, true)])).toContain('medium');
});

test('sharing inside the company, and deleting, take nothing out', () => {
  expect(found([...officeLife(), ...share(200, false)])).toEqual([]);
  const deleted = share(200, true).map((event) => ({ ...event, operation: 'delete' as const }));
  expect(live([...officeLife(), ...deleted]).findings).toEqual([]);
});
