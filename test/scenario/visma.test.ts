import { beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/cli/backtest/row.ts';
import { backtestRows } from '../../src/cli/backtest/rows.ts';
import { LOGMEIN_AGENT } from '../../src/cli/scenario/clients.ts';
import { VICTIM } from '../../src/cli/scenario/people.ts';
import { EXIT_IN_TRONDHEIM } from '../../src/cli/scenario/places.ts';
import { type ScenarioOptions, vismaScenario } from '../../src/cli/scenario/visma.ts';
import type { Alert } from '../../src/domain/alert.ts';
import type { OperatorZone } from '../../src/domain/finding.ts';
import { isLoud } from '../../src/domain/severity.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { offsetDistanceMinutes } from '../../src/domain/zone.ts';

interface Outcome {
  readonly loud: readonly Row[];
  readonly alerts: readonly Alert[];
  readonly firstUploadMs: number;
}

function outcomeOf(options: Partial<ScenarioOptions>): Outcome {
  const events = vismaScenario(options);
  const { rows, engine } = backtestRows(events);
  const upload = events.find((event) => event.type === 'storage' && event.userAgent?.startsWith('curl/'));
  return {
    loud: rows.filter(({ severity }) => isLoud(severity)),
    alerts: engine.alerts().filter(({ severity }) => isLoud(severity)),
    firstUploadMs: Date.parse(upload?.time ?? ''),
  };
}

const first = (rows: readonly Row[], detection: Row['detection']): Row | undefined =>
  rows.find((row) => row.detection === detection);

/** The last estimate that was told before anything left. */
function zoneBeforeUpload({ loud, firstUploadMs }: Outcome): OperatorZone | undefined {
  return loud.findLast(({ time, operatorZone }) => operatorZone !== undefined && Date.parse(time) < firstUploadMs)
    ?.operatorZone;
}

/** Whether the arc that runs eastward from the first offset to the second holds this one. */
function holds([from, to]: OperatorZone['credible'], offsetMinutes: number): boolean {
  return (offsetMinutes - from + 1440) % 1440 <= (to - from + 1440) % 1440;
}

/** What must come, wherever the exit and whatever the way in. */
function catchesAnOperatorAt(offsetMinutes: number, options: Partial<ScenarioOptions>): void {
  let outcome: Outcome;
  beforeAll(() => {
    outcome = outcomeOf(options);
  });

  it("alerts on the intruder's account and on nobody else's", () => {
    expect([...new Set(outcome.loud.map(({ account }) => account))]).toEqual([VICTIM]);
    expect([...new Set(outcome.alerts.map(({ account }) => account))]).toEqual([VICTIM]);
  });

  it('tells by the hours alone, before the upload begins, where the day of the operator lies, within an hour', () => {
    const shift = first(outcome.loud, 'operator-zone-shift');
    expect(Date.parse(shift?.time ?? '')).toBeLessThan(outcome.firstUploadMs);
    const estimate = zoneBeforeUpload(outcome)?.utcOffsetMinutes ?? Number.NaN;
    expect(offsetDistanceMinutes(estimate, offsetMinutes)).toBeLessThanOrEqual(60);
  });

  it('tells again as the sessions grow in number, and not at each of them', () => {
    const told = outcome.loud.filter(({ detection }) => detection === 'operator-zone-shift');
    const sessions = zoneBeforeUpload(outcome)?.sessions ?? 0;
    expect(sessions).toBeGreaterThanOrEqual(10);
    expect(told.length).toBeLessThanOrEqual(8);
  });

  it('wakes somebody within five minutes of the first upload', () => {
    const chain = first(outcome.loud, 'takeover-then-exfiltration');
    expect(chain?.severity).toBe('critical');
    const afterMs = Date.parse(chain?.time ?? '') - outcome.firstUploadMs;
    expect(afterMs).toBeGreaterThanOrEqual(0);
    expect(afterMs).toBeLessThanOrEqual(5 * MINUTE_MS);
  });

  it('explains itself with numbers, techniques and the place of the day', () => {
    const critical = outcome.alerts.find(({ severity }) => severity === 'critical');
    expect(critical?.summary).toMatch(/\d/);
    expect(critical?.techniques).toEqual(expect.arrayContaining(['T1567.002']));
    expect(critical?.operatorZone?.cities.length).toBeGreaterThan(0);
  });
}

describe('the Visma scenario', () => {
  describe('as it was: Citrix, from Oslo, by somebody at UTC+8', () => {
    catchesAnOperatorAt(480, {});
  });
  describe('by LogMeIn', () => {
    catchesAnOperatorAt(480, { app: 'logmein', userAgent: LOGMEIN_AGENT });
  });
  describe('with the exit in another Norwegian city', () => {
    catchesAnOperatorAt(480, { exit: EXIT_IN_TRONDHEIM });
  });
  describe('drawn anew ten times, other lives and other hours', () => {
    let outcomes: readonly Outcome[];
    beforeAll(() => {
      outcomes = ['drawn anew', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((seed) => outcomeOf({ seed }));
    }, 60_000);

    it('alerts on the intruder alone, and wakes somebody within five minutes of the first upload, every time', () => {
      for (const { loud, firstUploadMs } of outcomes) {
        expect([...new Set(loud.map(({ account }) => account))]).toEqual([VICTIM]);
        const chain = loud.find(({ severity }) => severity === 'critical');
        expect(chain?.detection).toBe('takeover-then-exfiltration');
        expect(Date.parse(chain?.time ?? '') - firstUploadMs).toBeLessThanOrEqual(5 * MINUTE_MS);
      }
    });

    it("names a credible set before the upload that holds the operator's offset in nine of ten", () => {
      const zones = outcomes.map(zoneBeforeUpload);
      const held = zones.filter((zone) => zone !== undefined && holds(zone.credible, 480));
      expect(held.length).toBeGreaterThanOrEqual(9);
    });
  });

  describe('by somebody at UTC+3, whose day lies an hour from the one in Oslo', () => {
    let outcome: Outcome;
    beforeAll(() => {
      outcome = outcomeOf({ utcOffsetMinutes: 180 });
    });

    it('claims no far zone, which the hours do not show', () => {
      expect(first(outcome.loud, 'operator-zone-shift')).toBeUndefined();
    });

    it('still wakes somebody within five minutes of the first upload, over this account alone', () => {
      expect([...new Set(outcome.loud.map(({ account }) => account))]).toEqual([VICTIM]);
      const loudest = outcome.loud.find(({ severity }) => severity === 'critical');
      expect(loudest?.detection).toBe('takeover-then-exfiltration');
      expect(Date.parse(loudest?.time ?? '') - outcome.firstUploadMs).toBeLessThanOrEqual(5 * MINUTE_MS);
    });
  });

  it('is quiet when nobody intrudes: a journey to Singapore, nights, Dropbox every day and backups are ordinary life', () => {
    expect(outcomeOf({ intruded: false }).loud).toEqual([]);
  });

  it('is quiet when nobody intrudes, however the lives are drawn', () => {
    for (const seed of ['a', 'b', 'c', 'd', 'e']) expect(outcomeOf({ intruded: false, seed }).loud, seed).toEqual([]);
  });
});
