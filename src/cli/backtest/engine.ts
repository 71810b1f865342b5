import type { Baseline } from '../../detection/baseline.ts';
import { foldEvent } from '../../detection/fold.ts';
import { emptyNeighbourhood, type Neighbourhood } from '../../detection/neighbourhood.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { EnrichedEvent } from '../../domain/enriched-event.ts';
import type { NormalEvent } from '../../domain/event.ts';
import { DEFAULT_DETECTION_SETTINGS, type DetectionSettings } from '../../domain/settings.ts';
import { createEnricher } from '../../enrichment/enrich.ts';
import type { EnrichmentTables } from '../../enrichment/whereabouts.ts';
import { foldIntoTenant, type TenantChange } from '../../tenants/alerts/tenant-fold.ts';
import { createMemoryTenant } from './memory-tenant.ts';
import { BACKTEST_SOURCE, BACKTEST_TENANT } from './names.ts';
import { createSeenIds } from './seen-ids.ts';

/**
 * The way of an event, in this process and in memory: de-duplicate, enrich, fold into the account, fold into the tenant.
 * The same pure functions as in the Worker run here, so the same events give the same alerts, ids included.
 */
export interface BacktestOptions {
  /** Names of the tenant and of the source that the events are taken for; ids of alerts depend on the first. */
  readonly tenant?: string;
  readonly source?: string;
  readonly settings?: DetectionSettings;
  readonly tables?: EnrichmentTables;
}

export interface Backtest {
  /** Folds one event. Undefined where its id came before, else what it changed; usually nothing. */
  readonly take: (event: NormalEvent) => readonly TenantChange[] | undefined;
  /** What `take` does, but for looking whether the id came before. */
  readonly enrich: (event: NormalEvent) => EnrichedEvent;
  readonly fold: (event: EnrichedEvent) => readonly TenantChange[];
  /** Alerts so far, by the time they opened and then by id. */
  readonly alerts: () => readonly Alert[];
  readonly campaigns: () => readonly Campaign[];
  readonly baselines: ReadonlyMap<string, Baseline>;
}

const NOTHING: readonly TenantChange[] = [];

export function createBacktest({
  tenant = BACKTEST_TENANT,
  source = BACKTEST_SOURCE,
  settings = DEFAULT_DETECTION_SETTINGS,
  tables,
}: BacktestOptions = {}): Backtest {
  const enrich = createEnricher(tables, settings);
  const seen = createSeenIds();
  const baselines = new Map<string, Baseline>();
  const store = createMemoryTenant();
  let neighbourhood: Neighbourhood = emptyNeighbourhood;

  const fold = (event: EnrichedEvent): readonly TenantChange[] => {
    const baseline = baselines.get(event.account);
    const folded = foldEvent(tenant, { baseline, neighbourhood }, event, settings);
    neighbourhood = folded.neighbourhood;
    if (folded.baseline !== undefined && folded.baseline !== baseline) baselines.set(event.account, folded.baseline);
    if (folded.findings.length === 0) return NOTHING;
    return folded.findings.flatMap((finding) => foldIntoTenant(store, finding));
  };

  return {
    baselines,
    take: (event) => (seen.add(event.id) ? fold(enrich(event, source)) : undefined),
    enrich: (event) => enrich(event, source),
    fold,
    alerts: store.alerts,
    campaigns: store.campaigns,
  };
}
