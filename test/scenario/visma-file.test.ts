import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { INTRUSION_BEGINS, UPLOAD_DAY } from '../../src/cli/scenario/intruder.ts';
import { VICTIM } from '../../src/cli/scenario/people.ts';
import { scenarioLines, vismaScenario } from '../../src/cli/scenario/visma.ts';
import { NormalEvent } from '../../src/domain/event.ts';
import { localTime } from '../../src/domain/zone.ts';

const file = readFileSync(new URL('../../fixtures/scenarios/visma-2018.ndjson', import.meta.url), 'utf8');
const events = vismaScenario();
const intruderLogins = events.filter((event) => event.geo?.asOrg === 'Example Networks NO');
const volumes = events.filter((event) => event.type === 'storage' && event.userAgent?.startsWith('curl/'));

describe('the Visma scenario', () => {
  it('is what its generator writes, each time that it is asked', () => {
    expect(scenarioLines() === file).toBe(true);
    expect(scenarioLines({ intruded: true }) === file).toBe(true);
  });

  it('draws another life from another seed', () => {
    expect(scenarioLines({ seed: 'another' }) === file).toBe(false);
  });

  it('holds normal events only, in order of time, each with an id of its own', () => {
    for (const event of events) expect(v.safeParse(NormalEvent, event).success).toBe(true);
    const times = events.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('names documentation addresses, networks and domains only', () => {
    for (const { ip, account, geo } of events) {
      expect(ip).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:/);
      expect(account).toMatch(/@example\.com$/);
      const asn = geo?.asn ?? 0;
      expect((asn >= 64_496 && asn <= 64_511) || (asn >= 65_536 && asn <= 65_551)).toBe(true);
    }
  });

  it('lets a dozen staff and a backup account live two months before the intruder comes', () => {
    const before = events.filter(({ time }) => time < INTRUSION_BEGINS);
    expect(new Set(before.map(({ account }) => account)).size).toBe(13);
    expect(before.some((event) => intruderLogins.includes(event))).toBe(false);
    expect(Date.parse(INTRUSION_BEGINS) - Date.parse(before[0]?.time ?? '')).toBeGreaterThan(59 * 86_400_000);
  });

  it('puts ten to fifteen sessions of the intruder into the working hours of UTC+8, on weekdays, from Oslo, on one account', () => {
    let sessions = 0;
    let lastMs = 0;
    for (const { time, account, geo } of intruderLogins) {
      const atMs = Date.parse(time);
      if (atMs - lastMs >= 3_600_000) sessions += 1;
      lastMs = atMs;
      const { weekday, minuteOfDay } = localTime(atMs, 480);
      const hour = minuteOfDay / 60;
      expect(weekday).toBeGreaterThanOrEqual(1);
      expect(weekday).toBeLessThanOrEqual(5);
      expect((hour >= 8 && hour < 12.2) || (hour >= 14 && hour < 18.2) || (hour >= 19 && hour < 22.2)).toBe(true);
      expect({ account, city: geo?.city }).toEqual({ account: VICTIM, city: 'Oslo' });
    }
    expect(sessions).toBeGreaterThanOrEqual(10);
    expect(sessions).toBeLessThanOrEqual(15);
  });

  it('ends in about 4 GB of numbered archives sent to dropbox.com by curl in under an hour', () => {
    const bytes = volumes.reduce((sum, event) => sum + (event.type === 'storage' ? (event.bytes ?? 0) : 0), 0);
    expect(bytes / 1e9).toBeCloseTo(4.1, 0);
    const times = volumes.map(({ time }) => Date.parse(time));
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(3_600_000);
    expect(volumes[0]).toMatchObject({ account: VICTIM, service: 'dropbox.com', object: 'ss.part1.rar' });
    expect(volumes[0]?.time.slice(0, 10)).toBe(UPLOAD_DAY);
  });

  it('leaves every other life as it is when nobody intrudes', () => {
    const alone = vismaScenario({ intruded: false });
    const others = (all: typeof events) => all.filter(({ account }) => account !== VICTIM);
    expect(others(alone)).toEqual(others(events));
    expect(alone.length).toBe(events.length - intruderLogins.length - volumes.length);
  });
});
