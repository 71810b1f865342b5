import { TRIM_EVERY_MS } from './constants.ts';
import { nextWatchMs } from './sources/source-watch.ts';
import type { TenantJob } from './tenant-jobs.ts';
import type { TenantParts } from './tenant-parts.ts';

type ClockParts = Pick<TenantParts, 'jobs' | 'watch' | 'courier' | 'retention'>;

/** What a tenant does by itself, at its alarm: looks for silent sources, brings news to the channels, and lets old alerts go. */
export class TenantClock {
  readonly #storage: DurableObjectStorage;
  readonly #parts: ClockParts;
  /** What this instance set the alarm to; a new one sets it anew, in case it was lost. */
  #armedMs: number | undefined;

  constructor(storage: DurableObjectStorage, parts: ClockParts) {
    this.#storage = storage;
    this.#parts = parts;
  }

  /** Something came in: the watch has something to miss, and may have ended a notice. */
  watch(nowMs: number): void {
    this.#parts.jobs.want('watch', nextWatchMs(nowMs));
    this.tell();
    this.arm();
  }

  /** There may be news for the channels. */
  tell(): void {
    const dueMs = this.#parts.courier.nextMs(Date.now());
    if (dueMs === undefined) return;
    this.#parts.jobs.want('tell', dueMs);
    this.arm();
  }

  /** There are alerts, which are to go one day. */
  trim(nowMs: number): void {
    this.#parts.jobs.want('trim', nowMs + TRIM_EVERY_MS);
    this.arm();
  }

  /** Sets the alarm to the earliest job, unless it stands there. Not awaited: the answer waits for the write anyway. */
  arm(): void {
    const nextMs = this.#parts.jobs.nextMs();
    if (nextMs === undefined || this.#armedMs === nextMs) return;
    this.#armedMs = nextMs;
    this.#storage.setAlarm(nextMs).catch((error: unknown) => {
      this.#armedMs = undefined;
      console.error('alarm could not be set', error);
    });
  }

  /** The alarm: does what is due. */
  async ring(): Promise<void> {
    this.#armedMs = undefined;
    try {
      for (const job of this.#parts.jobs.due(Date.now())) await this.#run(job);
    } finally {
      this.arm();
    }
  }

  /** A failed job comes again after its back-off; the others have their turn. */
  async #run(job: TenantJob): Promise<void> {
    const { jobs, watch, courier, retention } = this.#parts;
    try {
      switch (job) {
        case 'watch':
          this.#storage.transactionSync(() => jobs.finish(job, watch.look(Date.now())));
          this.tell();
          break;
        case 'trim':
          this.#storage.transactionSync(() => jobs.finish(job, retention.trim(Date.now())));
          break;
        case 'tell':
          await courier.deliver();
          jobs.finish(job, courier.nextMs(Date.now()));
      }
    } catch (error) {
      console.error(`job ${job} failed`, error);
      jobs.fail(job, Date.now());
    }
  }
}
