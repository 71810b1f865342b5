import { expect, test } from 'vitest';
import { ATTACK_AT, LIFE_BEGINS, live, officeLife, series } from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';

const share = (count: number, external: boolean, atMs = ATTACK_AT) =>
  series(atMs, count, 5_000, (index) => ({ operation: 'share', external, object: `plan-${index}.pptx` })).map(
    ({ bytes: _, ...event }) => event,
  );
const found = (events: Parameters<typeof live>[0]) =>
  live(events).findings.filter(({ detection }) => detection === 'external-share');
const severities = (events: Parameters<typeof live>[0]) => found(events).map(({ severity }) => severity);

test('the first share outward is context', () => {
  const findings = found([...officeLife(), ...share(1, true)]);
  expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  expect(findings[0]?.summary).toBe(
    '1 outward share on sharepoint.com within a minute; the account never shared outward before.',
  );
});

test('fifty at once by an account that never shared is an alert', () => {
  expect(severities([...officeLife(), ...share(60, true)])).toContain('medium');
});

test('far more than the habit is an alert, the habit itself is not', () => {
  const weekly = Array.from({ length: 40 }, (_, day) =>
    share(2, true, LIFE_BEGINS + day * DAY_MS + 9 * HOUR_MS),
  ).flat();
  const life = [...officeLife(), ...weekly].toSorted((one, other) => one.timeMs - other.timeMs);
  expect(severities([...life, ...share(4, true)])).not.toContain('medium');
  expect(severities([...life, ...share(200, true)])).toContain('medium');
});

test('sharing inside the company, and deleting, take nothing out', () => {
  expect(found([...officeLife(), ...share(200, false)])).toEqual([]);
  const deleted = share(200, true).map((event) => ({ ...event, operation: 'delete' as const }));
  expect(live([...officeLife(), ...deleted]).findings).toEqual([]);
});
