import { beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/cli/backtest/row.ts';
import { backtestRows } from '../../src/cli/backtest/rows.ts';
import { LOGMEIN_AGENT } from '../../src/cli/scenario/clients.ts';
import { VICTIM } from '../../src/cli/scenario/people.ts';
import { EXIT_IN_TRONDHEIM } from '../../src/cli/scenario/places.ts';
import { type ScenarioOptions, vismaScenario } from '../../src/cli/scenario/visma.ts';
import type { Alert } from '../../src/domain/alert.ts';
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

/** An operator is told apart from the owner by a zone at least this near the true one, however the hours fall out. */
const ANY_DRAW_WITHIN_MINUTES = 180;

/** What must come, wherever the exit and whatever the way in. */
function catchesAnOperatorAt(offsetMinutes: number, options: Partial<ScenarioOptions>, withinMinutes = 60): void {
  let outcome: Outcome;
  beforeAll(() => {
    outcome = outcomeOf(options);
  });

  it("alerts on the intruder's account and on nobody else's", () => {
    expect([...new Set(outcome.loud.map(({ account }) => account))]).toEqual([VICTIM]);
    expect([...new Set(outcome.alerts.map(({ account }) => account))]).toEqual([VICTIM]);
  });

  it('tells by the hours alone, before the upload begins, where the day of the operator lies', () => {
    const shift = first(outcome.loud, 'operator-zone-shift');
    expect(Date.parse(shift?.time ?? '')).toBeLessThan(outcome.firstUploadMs);
    const before = outcome.loud.filter(
      ({ time, operatorZone }) => operatorZone !== undefined && Date.parse(time) < outcome.firstUploadMs,
    );
    const estimate = before.at(-1)?.operatorZone?.utcOffsetMinutes ?? Number.NaN;
    expect(offsetDistanceMinutes(estimate, offsetMinutes)).toBeLessThanOrEqual(withinMinutes);
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
  describe('drawn anew, other lives and other hours', () => {
    catchesAnOperatorAt(480, { seed: 'drawn anew' }, ANY_DRAW_WITHIN_MINUTES);
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
