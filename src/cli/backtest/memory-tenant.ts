import type { CampaignPool } from '../../detection/campaign/campaign.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { TenantStore } from '../../tenants/alerts/tenant-fold.ts';

/** The tenant's alerts and campaigns in memory. */
export interface MemoryTenant extends TenantStore {
  /** Alerts by the time they opened and then by id; what holds context only is no alert and left out. */
  readonly alerts: () => readonly Alert[];
  readonly campaigns: () => readonly Campaign[];
}

export function createMemoryTenant(): MemoryTenant {
  const alerts = new Map<string, Alert>();
  const campaigns = new Map<string, Campaign>();
  let pool: CampaignPool | undefined;
  return {
    alert: (id) => alerts.get(id),
    putAlert: (alert) => void alerts.set(alert.id, alert),
    pool: () => pool,
    putPool: (next) => {
      pool = next;
    },
    putCampaign: (campaign) => void campaigns.set(campaign.id, campaign),
    alerts: () => [...alerts.values()].filter(({ severity }) => severity !== 'info').toSorted(byOpening),
    campaigns: () => [...campaigns.values()].toSorted(byOpening),
  };
}

function byOpening(one: { openedAt: string; id: string }, other: { openedAt: string; id: string }): number {
  return Date.parse(one.openedAt) - Date.parse(other.openedAt) || (one.id < other.id ? -1 : 1);
}
