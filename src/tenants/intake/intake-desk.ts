import type { TenantStats } from '../../domain/intake.ts';
import { formatInstant, HOUR_MS } from '../../domain/time.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import type { IntakeReport, Replayable } from '../calls.ts';
import type { NoticeStore } from '../sources/notice-store.ts';
import type { SourceStore } from '../sources/source-store.ts';
import type { SourceWatch } from '../sources/source-watch.ts';
import { tenantStats } from '../sources/sources-report.ts';
import type { IntakeStore, TakenTotal } from './intake-store.ts';
import type { RejectFilter, RejectStore, RejectVerdict } from './reject-store.ts';

interface Stores {
  readonly sources: SourceStore;
  readonly intake: IntakeStore;
  readonly rejects: RejectStore;
  readonly watch: SourceWatch;
  readonly alerts: AlertStore;
  readonly notices: NoticeStore;
}

const MOST_REASON = 512;

/** What came in and what did not: counters, rejects, refusals. Call what writes inside a transaction. */
export class IntakeDesk {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** What the Worker could not pass on to a shard. */
  report({ counts, rejects }: IntakeReport, nowMs: number): void {
    for (const { source, ...unread } of counts) this.#stores.intake.addUnread(source, unread, nowMs);
    if (rejects.length > 0) this.#stores.rejects.add(rejects);
    const hour = Math.floor(nowMs / HOUR_MS);
    this.#stores.watch.arrived(
      counts.map(({ source }) => ({ stream: source, hour })),
      nowMs,
    );
  }

  /** Totals of a shard by source and hour; the latest report of each holds. */
  putCounters(shard: string, counters: readonly TakenTotal[], nowMs: number): void {
    this.#stores.intake.putTaken(shard, counters, nowMs);
    this.#stores.watch.arrived(
      counters
        .filter(({ accepted, duplicates, replayed = 0 }) => accepted + duplicates > replayed)
        .map(({ source, hourMs }) => ({ stream: source, hour: Math.floor(hourMs / HOUR_MS) })),
      nowMs,
    );
  }

  /** A request of a source that was turned away as a whole. */
  refuse(source: string, reason: string, nowMs: number): void {
    this.#stores.sources.putRefusal(source, { at: formatInstant(nowMs), reason: reason.slice(0, MOST_REASON) });
  }

  /** Rejects in the order in which they came. */
  replayable(filter: RejectFilter): Replayable {
    return { rejects: this.#stores.rejects.find(filter), senders: this.#stores.sources.list() };
  }

  /** What became of a replay, and of records in it that are passed over now. */
  replayed(verdict: RejectVerdict, counts: IntakeReport['counts'], nowMs: number): void {
    this.#stores.rejects.settle(verdict);
    for (const { source, ...unread } of counts) this.#stores.intake.addUnread(source, unread, nowMs, true);
  }

  stats(nowMs: number): TenantStats {
    const { intake, alerts, notices } = this.#stores;
    return tenantStats(intake.list(), alerts.countByStatus(), alerts.countCampaigns(), notices.open().size, nowMs);
  }
}
