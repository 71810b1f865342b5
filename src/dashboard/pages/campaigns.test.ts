import { describe, expect, it } from 'vitest';
import { aCampaign, campaignAlerts } from '../../../test/support/alerts.ts';
import { elementsOf } from '../../../test/support/markup.ts';
import { viewer } from '../../../test/support/viewer.ts';
import { campaignsPage } from './campaigns.ts';

describe('the campaigns', () => {
  const shown = (campaign: ReturnType<typeof aCampaign>, alerts = campaignAlerts()) =>
    campaignsPage({ viewer, campaigns: [campaign], alerts });

  it('says why it is graver or lighter than its members, where it is', () => {
    expect(shown(aCampaign())).not.toContain('the gravest alert of a member');
    expect(shown(aCampaign({ severity: 'medium' }))).toContain('the gravest alert of a member is high');
    expect(shown(aCampaign({ severity: 'medium' }), [])).not.toContain('the gravest alert of a member');
  });

  it('gives each account its row of sessions', () => {
    const text = campaignsPage({ viewer, campaigns: [aCampaign()], alerts: campaignAlerts() });
    const rows = elementsOf(text).filter(({ name, attributes }) => name === 'text' && attributes.class === 'row');
    expect(rows.map(({ text: account }) => account).slice(0, 4)).toEqual(aCampaign().accounts);
  });
});
