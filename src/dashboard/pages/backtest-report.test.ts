import { describe, expect, it } from 'vitest';
import { aCampaign, travelAlert, vismaAlert } from '../../../test/support/alerts.ts';
import type { Alert } from '../../domain/alert.ts';
import { STYLESHEET } from '../style/stylesheet.ts';
import { backtestReport } from './backtest-report.ts';

const report = (alerts: readonly Alert[]): string =>
  backtestReport({ alerts, campaigns: [campaign], files: [], events: 10, accounts: 2, rejected: 0 });
const campaign = aCampaign({ severity: 'high' });
const isFolded = (text: string, id: string): boolean =>
  new RegExp(`<details><summary>((?!</summary>).)*</summary><article class="report-alert" id="${id}">`, 's').test(text);

describe('the report of a backtest', () => {
  it('folds what is low, and members that their campaign tells of, and nothing graver', () => {
    const text = report([
      vismaAlert({ id: 'alr_low', severity: 'low' }),
      vismaAlert({ id: 'alr_medium', severity: 'medium' }),
      vismaAlert({ id: 'alr_member', severity: 'high', campaign: campaign.id }),
      vismaAlert({ id: 'alr_graver', severity: 'critical', campaign: campaign.id }),
      vismaAlert({ id: 'alr_of_another', severity: 'high', campaign: 'cmp_unknown' }),
    ]);
    const ids = ['alr_low', 'alr_medium', 'alr_member', 'alr_graver', 'alr_of_another'];
    expect(ids.filter((id) => isFolded(text, id))).toEqual(['alr_low', 'alr_member']);
    for (const id of ids) expect(text).toContain(`<article class="report-alert" id="${id}">`);
    expect(text).not.toContain('<script');
  });

  it('allows its own stylesheet by hash, and nothing else', async () => {
    const text = backtestReport({ alerts: [vismaAlert()], files: ['a.ndjson'], events: 10, accounts: 1, rejected: 0 });
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
    expect(style).toBe(STYLESHEET);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    expect(text).toContain(`style-src 'sha256-${Buffer.from(digest).toString('base64')}'`);
  });

  it('puts the weightiest first and names no page of a server', () => {
    const text = backtestReport({
      alerts: [travelAlert(), vismaAlert()],
      files: [],
      events: 10,
      accounts: 2,
      rejected: 1,
    });
    expect(text.indexOf(vismaAlert().title)).toBeLessThan(text.indexOf(travelAlert().title));
    expect(text).not.toMatch(/href="\//);
  });
});
