import type { Campaign } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';

/** Suspicious sessions of a tenant's accounts, by what they share. Plain JSON, bounded. */
export interface CampaignPool {
  readonly version: 1;
}

export const emptyCampaignPool: CampaignPool = { version: 1 };

export interface CampaignFolded {
  readonly pool: CampaignPool;
  /** Of detection `campaign`, one for each member account that joins or is raised, with that member's alert id. */
  readonly findings: readonly Finding[];
  readonly campaigns: readonly Campaign[];
}

/** Pools a finding with those of other accounts; says which accounts one operator seems to use. */
export function foldCampaign(pool: CampaignPool, _finding: Finding): CampaignFolded {
  return { pool, findings: [], campaigns: [] };
}
