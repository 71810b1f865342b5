import type { SourceReport } from '../../domain/intake.ts';
import type { SourceConfig, SourcePatch } from '../../domain/tenant.ts';
import type { IntakeStore } from '../intake/intake-store.ts';
import type { RejectStore } from '../intake/reject-store.ts';
import type { NoticeStore } from './notice-store.ts';
import type { SourceStore } from './source-store.ts';
import type { SourceWatch } from './source-watch.ts';
import { reportSource } from './sources-report.ts';

interface Stores {
  readonly sources: SourceStore;
  readonly intake: IntakeStore;
  readonly rejects: RejectStore;
  readonly notices: NoticeStore;
  readonly watch: SourceWatch;
}

/** What an admin sees of the sources: each with its settings, its counters, and how it does. */
export class SourceDesk {
  readonly #stores: Stores;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  list(nowMs: number): SourceReport[] {
    return this.#stores.sources.list().map((source) => this.#report(source, nowMs));
  }

  get(name: string, nowMs: number): SourceReport | undefined {
    const source = this.#stores.sources.get(name);
    return source && this.#report(source, nowMs);
  }

  patch(name: string, patch: SourcePatch, nowMs: number): SourceReport | undefined {
    const source = this.#stores.sources.patch(name, patch);
    return source && this.#report(source, nowMs);
  }

  #report(source: SourceConfig, nowMs: number): SourceReport {
    const { sources, intake, rejects, notices, watch } = this.#stores;
    const watched = {
      everSeen: watch.knows(source.name),
      lastEventMs: watch.lastEventMs(source.name),
      notices: [...notices.open().values()].filter((notice) => notice.source === source.name),
      refusal: sources.refusal(source.name),
    };
    const reasons = intake.reasons(source.name, nowMs);
    return reportSource(source, intake.list(source.name), reasons, rejects.newestOf(source.name), watched, nowMs);
  }
}
