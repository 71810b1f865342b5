import { describe, expect, it } from 'vitest';
import { OSLO } from '../../../test/support/events.ts';
import { foldLives, LATER, loginAt, officeLogins, STRANGE_CLIENT, SYDNEY } from '../../../test/support/login-lives.ts';
import type { CampaignPool } from '../../detection/campaign/campaign.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { foldIntoTenant, type TenantChange, type TenantStore } from './tenant-fold.ts';

const people = ['ola', 'kari', 'per', 'anne'].map((name) => `${name}@example.com`);
const lives = foldLives(people.flatMap((account) => officeLogins(35, { account })));
const TRANSIT = { ...OSLO, asn: 64700, asOrg: 'Example Transit' };

function told(findings: readonly Finding[]) {
  const alerts = new Map<string, Alert>();
  const campaigns = new Map<string, Campaign>();
  let pool: CampaignPool | undefined;
  const store: TenantStore = {
    alert: (id) => alerts.get(id),
    putAlert: (alert) => alerts.set(alert.id, alert),
    pool: () => pool,
    putPool: (value) => {
      pool = value;
    },
    putCampaign: (campaign) => campaigns.set(campaign.id, campaign),
  };
  const changes: TenantChange[] = findings.flatMap((finding) => foldIntoTenant(store, finding));
  return { alerts: [...alerts.values()], campaigns: [...campaigns.values()], changes };
}

describe('foldIntoTenant', () => {
  const visits = people.map((account, at) =>
    loginAt(LATER + at * DAY_MS, { account, geo: TRANSIT }, { client: STRANGE_CLIENT }),
  );

  it("raises the members' own alerts when a campaign shows, and links them to it", () => {
    const { alerts, campaigns, changes } = told(foldLives(visits, lives).findings);
    expect(campaigns).toHaveLength(1);
    expect(alerts).toHaveLength(4);
    expect(alerts.map(({ severity, campaign }) => [severity, campaign])).toEqual(
      people.map(() => ['medium', campaigns[0]?.id]),
    );
    expect(changes.filter(({ change }) => change === 'raised')).toHaveLength(4);
    expect(campaigns[0]?.alerts.toSorted()).toEqual(alerts.map(({ id }) => id).toSorted());
  });

  it('makes one alert of one login that several detections speak of', () => {
    const stranger = loginAt(LATER + MINUTE_MS, { geo: SYDNEY }, { client: STRANGE_CLIENT });
    const { alerts, changes } = told(foldLives([loginAt(LATER), stranger], lives).findings);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ severity: 'high', title: 'Impossible travel: Oslo, NO and Sydney, AU' });
    expect(changes.filter(({ change }) => change === 'opened')).toHaveLength(1);
  });

  it('opens another alert for findings a week after the last', () => {
    const stranger = (atMs: number) => loginAt(atMs, { geo: SYDNEY }, { client: STRANGE_CLIENT });
    const events = [0, 1, 12].map((day) => stranger(LATER + day * DAY_MS + HOUR_MS));
    expect(told(foldLives(events, lives).findings).alerts).toHaveLength(2);
  });
});
