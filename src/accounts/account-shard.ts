import { DurableObject } from 'cloudflare:workers';
import type { Baseline } from '../detection/baseline.ts';
import type { BaselineVerdict } from '../detection/verdict.ts';
import { isAccount, readVerdict } from './arguments.ts';
import type { Accepted, Batch } from './batch.ts';
import { DELIVERIES_AN_ALARM } from './constants.ts';
import { detectionFolding } from './folding.ts';
import { dueJobs, type JobName, nextAlarmMs } from './jobs.ts';
import { openShard, type Shard, type ShardStats } from './shard.ts';
import type { TenantInbox } from './tenant-inbox.ts';

/** What the shard needs of the Worker's bindings. */
export interface ShardEnv {
  readonly TENANTS: { getByName(name: string): TenantInbox };
}

export interface KnownAccount {
  readonly account: string;
  readonly baseline: Baseline;
}

/**
 * Holds the baselines of a part of a tenant's accounts: a thin shell that gives the shard its storage, its alarm and its
 * way to the Tenant. Named `<tenant>/<shard>`.
 */
export class AccountShard extends DurableObject<ShardEnv> {
  #opened: Shard<Baseline> | undefined;
  #armedMs: number | undefined;
  #delivery: Promise<boolean> | undefined;

  constructor(ctx: DurableObjectState, env: ShardEnv) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      try {
        this.#armedMs = (await ctx.storage.getAlarm()) ?? undefined;
        this.#arm();
      } catch (error) {
        // A rejection here would reset the object for ever; the next call opens it again and says what is wrong.
        console.error('shard could not be opened', error);
      }
    });
  }

  /** Takes a batch. When the answer leaves, its effect is durable; sent again, it counts as duplicates. */
  async accept(batch: Batch): Promise<Accepted> {
    const accepted = this.#shard().accept(batch, this.#identity(batch));
    this.#arm();
    return accepted;
  }

  /** What is known of an account. */
  async account(account: string): Promise<KnownAccount | undefined> {
    const baseline = isAccount(account) ? this.#shard().account(account) : undefined;
    return baseline === undefined ? undefined : { account, baseline };
  }

  /** Forgets an account. Findings already on their way have arrived when this returns. */
  async erase(account: string): Promise<boolean> {
    while (this.#delivery !== undefined) await this.#delivery;
    const known = isAccount(account) && this.#shard().erase(account);
    this.#arm();
    return known;
  }

  /** Teaches the baseline an admin's word. False when nothing is known of the account, or it is no verdict. */
  async verdict(account: string, verdict: BaselineVerdict): Promise<boolean> {
    const said = readVerdict(verdict);
    const known = isAccount(account) && said !== undefined && this.#shard().verdict(account, said);
    this.#arm();
    return known;
  }

  async stats(): Promise<ShardStats> {
    return this.#shard().stats();
  }

  /** Does now what the alarm would do in time: delivers findings and counters. True when nothing is left to deliver. */
  async flush(): Promise<boolean> {
    const delivered = await this.#run('deliver');
    const reported = await this.#run('report');
    this.#arm();
    return delivered && reported;
  }

  override async alarm(): Promise<void> {
    this.#armedMs = undefined;
    try {
      for (const name of dueJobs(this.#shard().jobs(), Date.now())) await this.#run(name);
    } finally {
      this.#arm();
    }
  }

  /** A failed job comes again after its back-off; the others have their turn. */
  async #run(name: JobName): Promise<boolean> {
    try {
      return await this.#work(name);
    } catch (error) {
      console.error(`job ${name} failed`, error);
      this.#shard().jobFailed(name);
      return false;
    }
  }

  async #work(name: JobName): Promise<boolean> {
    switch (name) {
      case 'deliver':
        this.#delivery ??= this.#deliver().finally(() => {
          this.#delivery = undefined;
        });
        return this.#delivery;
      case 'report':
        return this.#report();
      case 'snapshot':
        this.#shard().snapshot();
        return true;
      case 'ids':
        this.#shard().tidyIds();
        return true;
    }
  }

  /** One delivery at a time, oldest first, so that the findings of an account arrive in order. */
  async #deliver(): Promise<boolean> {
    const shard = this.#shard();
    const inbox = this.#inbox();
    for (let call = 0; call < DELIVERIES_AN_ALARM; call += 1) {
      const page = shard.nextFindings();
      if (page === undefined) break;
      if (page.findings.length > 0) await inbox?.receiveFindings(page.findings);
      shard.delivered(page.throughSeq);
    }
    return shard.deliveryPaused();
  }

  async #report(): Promise<boolean> {
    const shard = this.#shard();
    const counters = shard.nextCounters();
    const identity = shard.identity();
    if (counters.length > 0 && identity !== undefined) {
      await this.#inbox()?.reportCounters({ shard: identity.shard, counters });
    }
    shard.reported(counters);
    return true;
  }

  #inbox(): TenantInbox | undefined {
    const identity = this.#shard().identity();
    return identity === undefined ? undefined : this.env.TENANTS.getByName(identity.tenant);
  }

  #shard(): Shard<Baseline> {
    this.#opened ??= openShard({
      storage: this.ctx.storage,
      folding: detectionFolding,
      now: Date.now,
      newKey: () => {
        const [a = 0, b = 0, c = 0, d = 0] = crypto.getRandomValues(new Int32Array(4));
        return [a, b, c, d];
      },
    });
    return this.#opened;
  }

  /** The object's own name says whose it is; where the platform does not tell it, the first batch does. */
  #identity(batch: Batch) {
    const [tenant, shard] = this.ctx.id.name?.split('/') ?? [];
    return { tenant: tenant ?? batch?.tenant, shard: shard ?? this.ctx.id.toString() };
  }

  /** Sets the alarm when a job is due before it. Not awaited: the answer waits for the write anyway. */
  #arm(): void {
    const nextMs = nextAlarmMs(this.#shard().jobs());
    if (nextMs === undefined || (this.#armedMs !== undefined && this.#armedMs <= nextMs)) return;
    this.#armedMs = nextMs;
    this.ctx.storage.setAlarm(nextMs).catch((error: unknown) => {
      this.#armedMs = undefined;
      console.error('alarm could not be set', error);
    });
  }
}
