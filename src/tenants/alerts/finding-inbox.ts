import type { CampaignPool } from '../../detection/campaign/campaign.ts';
import type { Alert, Campaign } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';
import { FINDING_MEMORY_MS } from '../constants.ts';
import type { MetaStore } from '../meta-store.ts';
import { NEWS_SEQUENCE } from '../news.ts';
import type { AlertEvent, AlertStore } from './alert-store.ts';
import { alertWithout, campaignWithout, poolWithout } from './erasure.ts';
import { foldIntoTenant, type TenantStore } from './tenant-fold.ts';

/**
 * Folds findings of the shards into alerts and campaigns. A finding that comes again changes nothing: ids are remembered.
 * What a batch touches is held in memory and written once at its end; call it inside a transaction.
 */
export class FindingInbox {
  readonly #sql: SqlStorage;
  readonly #alerts: AlertStore;
  readonly #meta: MetaStore;

  constructor(sql: SqlStorage, alerts: AlertStore, meta: MetaStore) {
    this.#sql = sql;
    this.#alerts = alerts;
    this.#meta = meta;
  }

  /** Returns how many alerts changed so that an admin would see it. */
  receive(findings: readonly Finding[], nowMs: number): number {
    const overlay = new Overlay(this.#alerts, this.#meta);
    for (const finding of findings) {
      if (!this.#remember(finding, nowMs)) continue;
      for (const { alert, change } of foldIntoTenant(overlay, finding)) {
        if (change !== 'none') overlay.changes.set(alert.id, weightier(overlay.changes.get(alert.id), change));
      }
    }
    overlay.write(nowMs);
    this.#sql.exec('DELETE FROM findings WHERE received_ms < ?', nowMs - FINDING_MEMORY_MS);
    return overlay.changes.size;
  }

  /** Takes the account out of alerts, findings, and the campaigns that it was part of. */
  eraseAccount(account: string): void {
    this.#sql.exec('DELETE FROM findings WHERE account = ?', account);
    const pool = readPool(this.#meta);
    if (pool !== undefined) this.#meta.put(POOL, JSON.stringify(poolWithout(pool, account)));
    const own = new Set(this.#alerts.idsOf(account));
    for (const campaign of this.#alerts.campaignsWith(account)) {
      const left = campaignWithout(campaign, account, own);
      if (left === undefined) this.#alerts.deleteCampaign(campaign.id);
      else this.#alerts.putCampaign(left);
    }
    for (const alert of this.#alerts.namingFellow(account)) this.#alerts.rewrite(alertWithout(alert, account));
    this.#alerts.eraseAccount(account);
  }

  #remember(finding: Finding, nowMs: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      'INSERT INTO findings (id, account, received_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      finding.id,
      finding.account,
      nowMs,
    );
    return rowsWritten > 0;
  }
}

/** What a batch has touched so far, over what is stored. */
class Overlay implements TenantStore {
  readonly changes = new Map<string, AlertEvent>();
  readonly #stored: AlertStore;
  readonly #meta: MetaStore;
  readonly #alerts = new Map<string, Alert>();
  readonly #campaigns = new Map<string, Campaign>();
  #pool: CampaignPool | undefined;
  #poolChanged = false;

  constructor(stored: AlertStore, meta: MetaStore) {
    this.#stored = stored;
    this.#meta = meta;
  }

  alert(id: string): Alert | undefined {
    return this.#alerts.get(id) ?? this.#stored.get(id);
  }

  putAlert(alert: Alert): void {
    this.#alerts.set(alert.id, alert);
  }

  pool(): CampaignPool | undefined {
    this.#pool ??= readPool(this.#meta);
    return this.#pool;
  }

  putPool(pool: CampaignPool): void {
    this.#pool = pool;
    this.#poolChanged = true;
  }

  putCampaign(campaign: Campaign): void {
    this.#campaigns.set(campaign.id, campaign);
  }

  write(nowMs: number): void {
    for (const alert of this.#alerts.values()) {
      const change = this.changes.get(alert.id);
      this.#stored.put(alert, change && { change, sequence: this.#meta.next(NEWS_SEQUENCE) }, nowMs);
    }
    for (const campaign of this.#campaigns.values()) this.#stored.putCampaign(campaign);
    if (this.#poolChanged && this.#pool !== undefined) this.#meta.put(POOL, JSON.stringify(this.#pool));
  }
}

const POOL = 'campaign-pool';

function readPool(meta: MetaStore): CampaignPool | undefined {
  const stored = meta.get(POOL);
  return stored === undefined ? undefined : JSON.parse(stored);
}

const WEIGHT: Readonly<Record<AlertEvent, number>> = { edited: 0, updated: 1, raised: 2, opened: 3 };

/** Of several changes in one batch the weightiest is told: an alert that opened and rose has opened. */
const weightier = (one: AlertEvent | undefined, other: AlertEvent): AlertEvent =>
  one !== undefined && WEIGHT[one] >= WEIGHT[other] ? one : other;
