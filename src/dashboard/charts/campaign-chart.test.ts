import { describe, expect, it } from 'vitest';
import { aCampaign, byHour, campaignAlerts, hoursEvidence, INTRUDER } from '../../../test/support/alerts.ts';
import { elementsOf, numberOf, withClass, xmlFault } from '../../../test/support/markup.ts';
import { campaignChart, campaignRows } from './campaign-chart.ts';

const evidence = {
  kind: 'campaign' as const,
  accounts: ['a', 'b'],
  shared: [INTRUDER],
  hours: hoursEvidence({ suspicious: byHour({ 2: 4, 9: 1 }) }),
};
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

  it('reads the rows from the session starts of the members, each once', () => {
    const { accounts } = aCampaign();
    const [anne] = campaignRows(accounts, evidence, [...campaignAlerts(), ...campaignAlerts()]);
    expect(anne?.account).toBe('anne@example.com');
    expect(anne?.hours).toEqual(byHour({ 2: 1, 8: 1, 14: 1 }));
  });
});
