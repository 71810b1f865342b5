import { type CampaignPool, emptyCampaignPool, foldCampaign } from '../../detection/campaign/campaign.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import { type AlertChange, foldFinding } from './alert-fold.ts';

/** What the tenant's fold reads and writes: Maps in the backtest, SQLite in the Tenant object. */
export interface TenantStore {
  alert(id: string): Alert | undefined;
  putAlert(alert: Alert): void;
  pool(): CampaignPool | undefined;
  putPool(pool: CampaignPool): void;
  putCampaign(campaign: Campaign): void;
}

/** A change together with the finding that made it. */
export interface TenantChange extends AlertChange {
  readonly finding: Finding;
}

/** Folds a finding of an account into its alert and into the campaigns; the changes, the finding's own alert first. */
export function foldIntoTenant(store: TenantStore, finding: Finding): readonly TenantChange[] {
  const changes = [foldIntoAlert(store, finding)];
  const before = store.pool() ?? emptyCampaignPool;
  const folded = foldCampaign(before, finding);
  if (folded.pool !== before) store.putPool(folded.pool);
  for (const campaign of folded.campaigns) store.putCampaign(campaign);
  for (const member of folded.findings) {
    const campaign = folded.campaigns.find(({ accounts }) => accounts.includes(member.account));
    const alert = store.alert(member.alert);
    if (alert !== undefined && isLoudByItself(alert, member.severity) && !knowsBetter(member, alert))
      link(store, alert, campaign?.id);
    else changes.push(foldIntoAlert(store, member, campaign?.id));
  }
  return changes;
}

/** An alert that something of its own made as loud is told nothing new by its campaign: it is linked to it, and that is all. */
function isLoudByItself({ findings }: Alert, severity: Severity): boolean {
  return findings.some(
    (finding) => finding.detection !== 'campaign' && severityRank(finding.severity) >= severityRank(severity),
  );
}

/** Pooled hours that tell the zone better than the account's own did are worth saying all the same. */
function knowsBetter({ operatorZone }: Finding, alert: Alert): boolean {
  return operatorZone !== undefined && operatorZone.probability > (alert.operatorZone?.probability ?? 0);
}

function link(store: TenantStore, alert: Alert, campaign: string | undefined): void {
  if (campaign !== undefined && alert.campaign !== campaign) store.putAlert({ ...alert, campaign });
}

function foldIntoAlert(store: TenantStore, finding: Finding, campaign?: string): TenantChange {
  const before = store.alert(finding.alert);
  const { alert, change } = foldFinding(before, finding);
  const linked = campaign === undefined || alert.campaign === campaign ? alert : { ...alert, campaign };
  if (linked !== before) store.putAlert(linked);
  return { alert: linked, change, finding };
}
