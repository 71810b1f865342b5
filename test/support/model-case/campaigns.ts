import type { Alert, Campaign } from '../../../src/domain/alert.ts';
import { aFinding, travelAlert } from './alerts.ts';
import { anOperatorZone, byHour, hoursEvidence, INTRUDER, posteriorAround } from './evidence.ts';

/** A campaign as a tenant would hold it, and the alerts of its members. */

/** Four accounts, one operator: no account alone has sessions enough. */
export function aCampaign(overrides: Partial<Campaign> = {}): Campaign {
  const accounts = ['anne@example.com', 'bjorn@example.com', 'liv@example.com', 'ola@example.com'];
  return {
    id: 'cmp_77b1c0ffee0dd00d42a1b2c3',
    severity: 'high',
    openedAt: '2018-08-17T00:14:09Z',
    lastSeenAt: '2018-09-06T07:40:00Z',
    title: 'One operator at UTC+8 on 4 accounts',
    summary:
      '11 sessions of 4 accounts share a network and a client that none of them used before 17 August; together their hours fit a working day at UTC+8 310 times better than their own.',
    accounts,
    alerts: accounts.map((_, index) => `alr_${String(index).repeat(24)}`),
    operatorZone: anOperatorZone({ probability: 0.81, credible: [360, 540], sessions: 11 }),
    evidence: {
      kind: 'campaign',
      accounts,
      shared: [INTRUDER],
      hours: hoursEvidence({
        suspicious: byHour({ 2: 2, 3: 1, 4: 1, 8: 2, 9: 1, 11: 1, 13: 1, 14: 2 }),
        posterior: posteriorAround(8, 0.95),
        sessions: 11,
        likelihoodRatio: 312,
      }),
    },
    ...overrides,
  };
}

/** The alerts of the campaign's members: a session start for each of their findings. */
export function campaignAlerts(): Alert[] {
  const campaign = aCampaign();
  const starts = [
    ['2018-08-17T00:14:09Z', '2018-08-21T06:20:00Z', '2018-08-29T12:10:00Z'],
    ['2018-08-20T00:40:00Z', '2018-08-28T07:05:00Z'],
    ['2018-08-22T01:15:00Z', '2018-08-23T09:30:00Z', '2018-09-04T11:50:00Z'],
    ['2018-08-24T02:05:00Z', '2018-08-30T06:45:00Z', '2018-09-06T12:40:00Z'],
  ];
  return campaign.accounts.map((account, index) => ({
    ...travelAlert(),
    id: campaign.alerts[index] ?? `alr_${index}`,
    account,
    title: 'Part of a campaign at UTC+8',
    campaign: campaign.id,
    severity: 'high',
    status: 'open',
    findings: (starts[index] ?? []).map((time) =>
      aFinding({
        detection: 'new-network',
        time,
        evidence: {
          kind: 'novelty',
          what: 'network',
          value: INTRUDER.network,
          usual: [],
          fingerprint: INTRUDER,
          sessionStart: time,
        },
      }),
    ),
  }));
}
