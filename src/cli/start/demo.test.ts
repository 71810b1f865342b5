import { describe, expect, it } from 'vitest';
import { backtestRows } from '../backtest/rows.ts';
import { vismaScenario } from '../scenario/visma.ts';
import { missing } from './demo.ts';

const alerts = backtestRows(vismaScenario()).engine.alerts();

describe('what npm start expects of the scenario', () => {
  it('is met by its alerts', () => {
    expect(missing(alerts)).toBeUndefined();
  });

  it('is not met by silence, by half of it, nor when somebody else is alerted', () => {
    expect(missing([])).toMatch(/operator-zone-shift was expected/);
    const halved = alerts.map((alert) => ({
      ...alert,
      findings: alert.findings.filter(({ detection }) => detection !== 'takeover-then-exfiltration'),
    }));
    expect(missing(halved)).toMatch(/takeover-then-exfiltration was expected/);
    const [alert] = alerts.filter(({ severity }) => severity === 'critical');
    expect(alert && missing([...alerts, { ...alert, account: 'kari@example.com' }])).toMatch(
      /no alert on kari@example.com was expected/,
    );
  });
});
