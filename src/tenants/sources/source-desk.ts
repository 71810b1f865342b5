import type { SourceReport } from '../../domain/intake.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { NewSource, SourceConfig, SourcePatch } from '../../domain/tenant.ts';
import type { CreatedSource } from '../calls.ts';
import { SOURCES_LIMIT } from '../constants.ts';
import type { IntakeStore } from '../intake/intake-store.ts';
import type { RejectStore } from '../intake/reject-store.ts';
import type { TokenDesk } from '../tokens/token-desk.ts';
import { newTokenId } from '../tokens/tokens.ts';
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
  readonly tokens: TokenDesk;
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

  async create(wanted: NewSource, nowMs: number): Promise<Result<CreatedSource, 'name-taken' | 'too-many'>> {
    const { sources, tokens } = this.#stores;
    if (sources.get(wanted.name) === undefined && sources.count() >= SOURCES_LIMIT) return fail('too-many');
    if (!sources.add(wanted, nowMs)) return fail('name-taken');
    const token = await tokens.mint({ id: newTokenId(), kind: 'ingest', source: wanted.name }, nowMs);
    const source = this.get(wanted.name, nowMs);
    return source && token ? ok({ source, token }) : fail('name-taken');
  }

  patch(name: string, patch: SourcePatch, nowMs: number): SourceReport | undefined {
    const source = this.#stores.sources.patch(name, patch);
    return source && this.#report(source, nowMs);
  }

  #report(source: SourceConfig, nowMs: number): SourceReport {
    const { sources, intake, rejects, notices, watch } = this.#stores;
    const watched = {
      newest: watch.newestOf(source.name),
      notices: [...notices.open().values()].filter((notice) => notice.source === source.name),
      refusal: sources.refusal(source.name),
    };
    const counted = {
      hours: intake.list(source.name),
      reasons: intake.reasons(source.name, nowMs),
      datedByArrival: intake.datedByArrival(source.name, nowMs),
      newestReject: rejects.newestOf(source.name),
    };
    return reportSource(source, counted, watched, nowMs);
  }
}
