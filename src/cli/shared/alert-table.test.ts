import { describe, expect, it } from 'vitest';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';
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

const POOLED = 'Three accounts had 9 sessions with one client on one network.';
const pooled: Omit<Finding, 'alert' | 'account'> = {
  id: 'fnd_1',
  detection: 'campaign',
  severity: 'high',
  score: 80,
  time: '2018-08-17T02:14:09Z',
  summary: 'Two accounts had 6 sessions with one client on one network.',
  evidence: { kind: 'novelty', what: 'network', value: 'Example Transit', usual: [] },
  techniques: [],
  eventIds: [],
};
const aCampaign: Campaign = {
  id: 'cmp_57162d407bbb9f9dcffb8f21',
  severity: 'high',
  openedAt: '2018-08-17T02:14:09Z',
  lastSeenAt: '2018-08-30T01:47:03Z',
  title: 'One operator in 3 accounts',
  summary: POOLED,
  accounts: ['ola@example.com', 'kari@example.com', 'per@example.com'],
  alerts: [],
};

/** Everything that a reader sees, without the drawing: of a table column by column. */
const lettersOf = (text: string): string => {
  const rows = text.split('\n').map((line) => (line.startsWith('│') ? line.split('│').slice(1, -1) : [line]));
  return [0, 1, 2, 3]
    .map((column) => rows.map((row) => row[column] ?? '').join(''))
    .join('')
    .replace(/[\s─┼├┤]/g, '');
};

describe('alerts at a terminal', () => {
  it('tell severity, account, time, story and where the day of the operator lies', () => {
    const operatorZone = {
      utcOffsetMinutes: 480,
      probability: 0.93,
      credible: [420, 540] satisfies [number, number],
      sessions: 14,
      cities: ['Shanghai', 'Singapore', 'Perth', 'Manila'],
    };
    const text = alertSummary([anAlert({ operatorZone })], [], 140);
    for (const part of [
      'critical',
      'ola@example.com',
      '2018-08-17 02:14',
      '4.1 GB',
      'UTC+8 ± 1 h (93%)',
      'Perth',
      'alr_1',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('Manila');
  });

  it('put the loudest first, and only count what is low', () => {
    const medium = anAlert({ id: 'alr_2', severity: 'medium' });
    const text = alertSummary([medium, anAlert(), anAlert({ id: 'alr_3', severity: 'low' })], [], 100);
    expect(text.indexOf('alr_1')).toBeLessThan(text.indexOf('alr_2'));
    expect(text).not.toContain('alr_3');
    expect(text).toContain('and 1 of low severity');
    expect(alertSummary([], [], 100)).toBe('No alerts of medium severity or above.\n');
  });

  it('are as wide as the terminal at most', () => {
    for (const columns of [40, 60, 80, 87, 88, 120])
      for (const line of alertSummary([anAlert()], [], columns).split('\n'))
        expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('cut no id and no account, at any width', () => {
    const account = `${'a-long-name.'.repeat(6)}of-one-person@subsidiary.example.com`;
    const id = 'alr_1a362510185889d4d5e6e4da';
    for (let columns = 40; columns <= 140; columns += 1) {
      const seen = lettersOf(alertSummary([anAlert({ account, id })], [], columns));
      expect(seen).toContain(account);
      expect(seen).toContain(id);
    }
  });

  it('are blocks, one below the other, where a table would be too narrow to read', () => {
    const text = alertSummary([anAlert(), anAlert({ id: 'alr_2' })], [], 60);
    expect(text).not.toMatch(/[│─]/);
    expect(text).toMatch(/^critical, 2018-08-17 02:14 UTC\nola@example\.com\nTaken over, and data leaving\n/);
    expect(text).toMatch(/\nalr_1\n\ncritical, .*\n(.+\n)+alr_2\n/);
  });

  it('tell a campaign once, with its members, and apart only what a member has beyond it', () => {
    const told: Partial<Alert> = { summary: pooled.summary, findings: [pooled], campaign: aCampaign.id };
    const members = [
      anAlert({ ...told, id: 'alr_ola', title: 'One operator in 2 accounts' }),
      anAlert({ ...told, id: 'alr_kari', account: 'kari@example.com', title: 'One operator in 2 accounts' }),
      anAlert({ ...told, id: 'alr_per', account: 'per@example.com', summary: '4.1 GB to dropbox.com.' }),
    ];
    const text = alertSummary(members, [aCampaign], 140);
    expect(text).toContain(aCampaign.title);
    expect(text).toContain('kari@example.com alr_kari');
    expect(text).not.toContain('One operator in 2 accounts');
    expect(text).toContain('4.1 GB to dropbox.com.');
    expect(text).toContain(`alr_per, of ${aCampaign.id}`);
    expect(alertSummary(members, [], 140).match(/One operator in 2 accounts/g)).toHaveLength(2);
  });

  it('are one table, however many they are', () => {
    const alerts = Array.from({ length: 2_000 }, (_, index) =>
      anAlert({ id: `alr_${index}`, severity: 'medium', summary: 'A session from Oslo. '.repeat(10) }),
    );
    const lines = alertSummary(alerts, [], 100).trimEnd().split('\n');
    const borders = lines.filter((line) => /[─┼]/.test(line));
    expect(borders[0]).toMatch(/^┌─+┬─+┬─+┬─+┐$/);
    expect(borders.at(-1)).toMatch(/^└─+┴─+┴─+┴─+┘$/);
    expect(borders.slice(1, -1)).toHaveLength(alerts.length);
    for (const border of borders.slice(1, -1)) expect(border).toMatch(/^├─+┼─+┼─+┼─+┤$/);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([lines[0]?.length]));
  });

  it('let no name move the cursor', () => {
    const text = alertSummary([anAlert({ account: '\u001b[2Jola@example.com\u202e' })], [], 100);
    for (const character of ['\u001b', '\u202e']) expect(text).not.toContain(character);
  });
});
