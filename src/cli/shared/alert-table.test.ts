import { describe, expect, it } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import { alertSummary } from './alert-table.ts';

const anAlert = (overrides: Partial<Alert> = {}): Alert => ({
  id: 'alr_1',
  account: 'ola@example.com',
  status: 'open',
  severity: 'critical',
  score: 96,
  openedAt: '2018-08-17T02:14:09Z',
  lastSeenAt: '2018-08-30T01:47:03Z',
  title: 'Taken over, and data leaving',
  summary: '4.1 GB in 40 uploads to dropbox.com in 47 minutes.',
  techniques: [],
  findings: [],
  findingCount: 1,
  ...overrides,
});

describe('alerts at a terminal', () => {
  it('tell severity, account, time, story and where the day of the operator lies', () => {
    const operatorZone = {
      utcOffsetMinutes: 480,
      probability: 0.93,
      credible: [420, 540] satisfies [number, number],
      sessions: 14,
      cities: ['Shanghai', 'Singapore', 'Perth', 'Manila'],
    };
    const text = alertSummary([anAlert({ operatorZone })], 140);
    for (const part of ['critical', 'ola@example.com', '2018-08-17 02:14', '4.1 GB', 'UTC+8 (93%)', 'Perth', 'alr_1'])
      expect(text).toContain(part);
    expect(text).not.toContain('Manila');
  });

  it('put the loudest first, and only count what is low', () => {
    const medium = anAlert({ id: 'alr_2', severity: 'medium' });
    const text = alertSummary([medium, anAlert(), anAlert({ id: 'alr_3', severity: 'low' })], 100);
    expect(text.indexOf('alr_1')).toBeLessThan(text.indexOf('alr_2'));
    expect(text).not.toContain('alr_3');
    expect(text).toContain('and 1 of low severity');
    expect(alertSummary([], 100)).toBe('No alerts of medium severity or above.\n');
  });

  it('are as wide as the terminal at most', () => {
    for (const columns of [80, 120])
      for (const line of alertSummary([anAlert()], columns).split('\n'))
        expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('are one table, however many they are', () => {
    const alerts = Array.from({ length: 2_000 }, (_, index) =>
      anAlert({ id: `alr_${index}`, severity: 'medium', summary: 'A session from Oslo. '.repeat(10) }),
    );
    const lines = alertSummary(alerts, 100).trimEnd().split('\n');
    const borders = lines.filter((line) => /[─┼]/.test(line));
    expect(borders[0]).toMatch(/^┌─+┬─+┬─+┬─+┐$/);
    expect(borders.at(-1)).toMatch(/^└─+┴─+┴─+┴─+┘$/);
    expect(borders.slice(1, -1)).toHaveLength(alerts.length);
    for (const border of borders.slice(1, -1)) expect(border).toMatch(/^├─+┼─+┼─+┼─+┤$/);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([lines[0]?.length]));
  });

  it('let no name move the cursor', () => {
    const text = alertSummary([anAlert({ account: '\u001b[2Jola@example.com\u202e' })], 100);
    for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character);
  });
});
