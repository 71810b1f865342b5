import { describe, expect, it } from 'vitest';
import { aCampaign, byHour, campaignAlerts, hoursEvidence, INTRUDER } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, withClass, xmlFault } from '../../../test/support/markup.ts';
import { campaignChart, campaignFigure, campaignRows } from './campaign-chart.ts';

const evidence = {
  kind: 'campaign' as const,
  accounts: ['a', 'b'],
  shared: [INTRUDER],
  hours: hoursEvidence({ suspicious: byHour({ 2: 4, 9: 1 }) }),
};
const sumOf = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const rows = [
  { account: 'a', hours: byHour({ 2: 4 }) },
  { account: 'b', hours: byHour({ 9: 1 }) },
];
const picture = { id: 'c', evidence, rows, operatorOffsetMinutes: 480 };

describe('the picture of a campaign', () => {
  it.each(['wide', 'narrow'] as const)('is well-formed XML in its %s layout', (layout) => {
    expect(xmlFault(String(campaignChart(picture, layout)))).toBeUndefined();
  });

  it('draws dots whose area is the number of sessions', () => {
    const dots = withClass(elementsOf(String(campaignChart(picture, 'wide'))), 'circle', 'hot');
    expect(dots.map((dot) => numberOf(dot, 'data-count'))).toEqual([4, 1, 4, 1]);
    const [four, one] = dots.map((dot) => numberOf(dot, 'r'));
    expect((four ?? 0) / (one ?? 1)).toBeCloseTo(2, 5);
  });

  it('draws the pooled hours alone where no member is known', () => {
    const text = String(campaignChart({ ...picture, rows: [] }, 'wide'));
    expect(withClass(elementsOf(text), 'circle', 'hot')).toHaveLength(2);
  });

  it('counts no session of another network or client, and none that is told by what is not pooled', () => {
    const [anne, ...others] = campaignAlerts();
    const [own] = anne?.findings ?? [];
    if (anne === undefined || own?.evidence.kind !== 'novelty') throw new Error('no finding to copy');
    const of = { ...own.evidence, sessionStart: '2018-08-18T20:00:00Z' };
    const strangers = [
      { ...own, evidence: { ...of, fingerprint: { ...INTRUDER, network: 'AS64511 Home of a fair' } } },
      { ...own, evidence: { ...of, fingerprint: { ...INTRUDER, client: 'Edge on Windows' } } },
      { ...own, detection: 'new-client' as const, evidence: of },
    ];
    const alerts = [{ ...anne, findings: [...anne.findings, ...strangers] }, ...others];
    const known = aCampaign();
    if (known.evidence?.kind !== 'campaign') throw new Error('no campaign');
    const drawnRows = campaignRows(known.accounts, known.evidence, alerts);
    expect(sumOf(drawnRows.flatMap(({ hours }) => hours))).toBe(sumOf(known.evidence.hours.suspicious));
    expect(String(campaignFigure({ id: 'c', evidence: known.evidence, rows: drawnRows }))).not.toContain(
      'The rows show',
    );
  });

  it('says by how much rows and total differ, where they do', () => {
    const captionOf = (own: typeof rows) => String(campaignFigure({ ...picture, rows: own }));
    expect(captionOf(rows)).not.toContain('The rows show');
    expect(
      captionOf([
        { account: 'a', hours: byHour({ 2: 2 }) },
        { account: 'b', hours: byHour({ 9: 1 }) },
      ]),
    ).toContain('The rows show 3 of the 5 sessions: findings of the others are not kept');
    expect(captionOf([...rows, { account: 'c', hours: byHour({ 3: 2 }) }])).toContain(
      'The rows show 7 sessions, 2 more than were counted together',
    );
    expect(captionOf(rows.slice(0, 1))).toContain('4 of the 5 sessions are known to be of this account.');
  });

  it('reads the rows from the session starts of the members, each once', () => {
    const { accounts } = aCampaign();
    const [anne] = campaignRows(accounts, evidence, [...campaignAlerts(), ...campaignAlerts()]);
    expect(anne?.account).toBe('anne@example.com');
    expect(anne?.hours).toEqual(byHour({ 2: 1, 8: 1, 14: 1 }));
  });
});
