import type { CampaignPool } from '../../detection/campaign/campaign.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';

/** What is left when an account is taken out of what several accounts share. */

/** The pool without the account; the same pool where it is not in it. */
export function poolWithout(pool: CampaignPool, account: string): CampaignPool {
  const groups = pool.groups
    .map((group) => ({ ...group, members: group.members.filter((member) => member.account !== account) }))
    .filter((group) => group.members.length > 0);
  return { ...pool, groups };
}

/** The campaign without the account; undefined when nobody is left in it. */
export function campaignWithout(
  campaign: Campaign,
  account: string,
  alerts: ReadonlySet<string>,
): Campaign | undefined {
  const accounts = campaign.accounts.filter((name) => name !== account);
  if (accounts.length === 0) return undefined;
  const { evidence } = campaign;
  return {
    ...campaign,
    accounts,
    alerts: campaign.alerts.filter((id) => !alerts.has(id)),
    ...(evidence !== undefined && { evidence: evidenceWithout(evidence, account) }),
  };
}

/** Another member's alert, whose evidence names the account as a fellow. */
export function alertWithout(alert: Alert, account: string): Alert {
  const findings = alert.findings.map((finding) => ({
    ...finding,
    evidence: evidenceWithout(finding.evidence, account),
  }));
  return { ...alert, findings };
}

type Evidence = Alert['findings'][number]['evidence'];

function evidenceWithout(evidence: Evidence, account: string): Evidence {
  if (evidence.kind !== 'campaign') return evidence;
  return { ...evidence, accounts: evidence.accounts.filter((name) => name !== account) };
}
