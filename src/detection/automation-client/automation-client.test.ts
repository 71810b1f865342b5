import { expect, test } from 'vitest';
import { ATTACK_AT, LIFE_BEGINS, live, MB, officeLife, series } from '../../../test/support/storage-lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';

const byTool = (userAgent: string, operation: 'upload' | 'download', atMs = ATTACK_AT) =>
  series(atMs, 3, MINUTE_MS, () => ({ userAgent, operation, bytes: MB }));
const found = (events: ReturnType<typeof byTool>) =>
  live(events).findings.filter(({ detection }) => detection === 'automation-client');

test('a tool that the account never used is context: low where it uploads, info where it reads', () => {
  expect(found([...officeLife(), ...byTool('curl/8.16.0', 'upload')]).map(({ severity }) => severity)).toEqual(['low']);
  expect(found([...officeLife(), ...byTool('rclone/1.68', 'download')]).map(({ severity }) => severity)).toEqual([
    'info',
  ]);
});

test('it names the tool, and those that the account uses otherwise', () => {
  const nightly = series(LIFE_BEGINS, 60, DAY_MS, () => ({
    userAgent: 'restic/0.19',
    bytes: MB,
    service: 'backblaze.com',
  }));
  const life = [...officeLife(), ...nightly].toSorted((one, other) => one.timeMs - other.timeMs);
  const [finding] = found([...life, ...byTool('curl/8.16.0', 'upload')]);
  expect(finding?.evidence).toMatchObject({ kind: 'novelty', what: 'tool', value: 'curl', usual: ['restic'] });
});

test('a browser is no tool, and a tool of every day is no news', () => {
  expect(found([...officeLife(), ...series(ATTACK_AT, 3, MINUTE_MS, () => ({}))])).toEqual([]);
  const daily = Array.from({ length: 40 }, (_, day) =>
    byTool('curl/8.16.0', 'upload', LIFE_BEGINS + day * DAY_MS + HOUR_MS),
  );
  expect(found([...daily.flat(), ...byTool('curl/8.17.0', 'upload')])).toEqual([]);
});
