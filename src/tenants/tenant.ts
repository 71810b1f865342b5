import { DurableObject } from 'cloudflare:workers';
import type { Posted } from '../delivery/index.ts';
import type { Alert, Campaign } from '../domain/alert.ts';
import type { ChannelPatch, ChannelReport, NewChannel } from '../domain/channel.ts';
import type { Finding } from '../domain/finding.ts';
import type { SourceReport, TenantStats } from '../domain/intake.ts';
import type { Notice, NoticeStatus } from '../domain/notice.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import {
  ANY_VENDOR,
  type NewSource,
  type NewToken,
  type SettingsPatch,
  type SourcePatch,
  type TenantSettings,
  type TokenInfo,
} from '../domain/tenant.ts';
import { formatInstant, HOUR_MS } from '../domain/time.ts';
import { type AlertQuery, AlertStore, type ListCursor, type Page } from './alert-store.ts';
import type {
  Access,
  AlertEdit,
  CreatedChannel,
  CreatedTenant,
  IntakeReport,
  MintedToken,
  Overview,
  Replayable,
} from './calls.ts';
import { ChannelDesk } from './channel-desk.ts';
import { ChannelStore } from './channel-store.ts';
import { FIRST_SOURCE, REJECTS_KEPT } from './constants.ts';
import { Courier } from './courier.ts';
import { defined } from './defined.ts';
import { FindingInbox } from './finding-inbox.ts';
import { IntakeStore, type TakenTotal } from './intake-store.ts';
import { MetaStore } from './meta-store.ts';
import { migrateTenant, tenantVersion } from './migrations.ts';
import { NEWS_SEQUENCE, type News, newsAfter } from './news.ts';
import { NoticeStore } from './notice-store.ts';
import {
  type RejectCursor,
  type RejectFilter,
  type RejectPage,
  RejectStore,
  type RejectVerdict,
} from './reject-store.ts';
import { SourceDesk } from './source-desk.ts';
import { SourceStore } from './source-store.ts';
import { nextWatchMs, SourceWatch } from './source-watch.ts';
import { tenantStats } from './sources-report.ts';
import { type TenantJob, TenantJobStore } from './tenant-jobs.ts';
import { TokenDesk } from './token-desk.ts';
import { TokenStore } from './token-store.ts';
import { hashToken, mintToken, newTokenId } from './tokens.ts';

/**
 * One customer company: settings, sources, hashed tokens, alerts and campaigns. Never on the path of an ordinary event.
 * An object that nobody created holds nothing, writes nothing, and knows no token.
 */
export class Tenant extends DurableObject<object> {
  readonly #meta: MetaStore;
  readonly #sources: SourceStore;
  readonly #tokens: TokenStore;
  readonly #tokenDesk: TokenDesk;
  readonly #sourceDesk: SourceDesk;
  readonly #alerts: AlertStore;
  readonly #inbox: FindingInbox;
  readonly #rejects: RejectStore;
  readonly #intake: IntakeStore;
  readonly #notices: NoticeStore;
  readonly #watch: SourceWatch;
  readonly #channels: ChannelStore;
  readonly #channelDesk: ChannelDesk;
  readonly #courier: Courier;
  readonly #jobs: TenantJobStore;
  #exists: boolean;
  /** What this instance set the alarm to; a new one sets it anew, in case it was lost. */
  #armedMs: number | undefined;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    const { sql } = ctx.storage;
    this.#meta = new MetaStore(sql);
    this.#sources = new SourceStore(sql);
    this.#tokens = new TokenStore(sql);
    this.#alerts = new AlertStore(sql);
    this.#inbox = new FindingInbox(sql, this.#alerts, this.#meta);
    this.#rejects = new RejectStore(sql);
    this.#intake = new IntakeStore(sql);
    this.#notices = new NoticeStore(sql);
    this.#watch = new SourceWatch(sql, this.#intake, this.#notices, this.#meta);
    this.#jobs = new TenantJobStore(sql);
    this.#channels = new ChannelStore(sql);
    this.#channelDesk = new ChannelDesk(this.#channels, this.#meta);
    const news = { channels: this.#channels, alerts: this.#alerts, notices: this.#notices, meta: this.#meta };
    this.#courier = new Courier(news, (write) => ctx.storage.transactionSync(write));
    this.#tokenDesk = new TokenDesk(this.#tokens, this.#sources, this.#meta);
    this.#sourceDesk = new SourceDesk({
      sources: this.#sources,
      intake: this.#intake,
      rejects: this.#rejects,
      notices: this.#notices,
      watch: this.#watch,
    });
    this.#exists = tenantVersion(sql) > 0;
    if (this.#exists) {
      migrateTenant(ctx.storage);
      this.#arm();
    }
  }

  override async alarm(): Promise<void> {
    this.#armedMs = undefined;
    if (!this.#exists) return;
    try {
      for (const job of this.#jobs.due(Date.now())) await this.#run(job);
    } finally {
      this.#arm();
    }
  }

  /** Makes the tenant with its first tokens; undefined when it exists already. */
  async create(tenant: string): Promise<CreatedTenant | undefined> {
    const adminToken = mintToken('admin', tenant);
    const ingestToken = mintToken('ingest', tenant);
    const [adminHash, ingestHash] = await Promise.all([hashToken(adminToken), hashToken(ingestToken)]);
    if (this.#exists) return undefined;
    const nowMs = Date.now();
    migrateTenant(this.ctx.storage);
    this.ctx.storage.transactionSync(() => {
      this.#meta.put('tenant', tenant);
      this.#sources.add({ name: FIRST_SOURCE, vendor: ANY_VENDOR }, nowMs);
      this.#tokens.add({ id: newTokenId(), kind: 'admin', label: 'first' }, adminHash, nowMs);
      this.#tokens.add({ id: newTokenId(), kind: 'ingest', source: FIRST_SOURCE, label: 'first' }, ingestHash, nowMs);
    });
    this.#exists = true;
    return { tenant, adminToken, ingestToken };
  }

  // Tokens

  /** What the token of this SHA-256 opens; undefined when it is unknown, revoked or past its time. */
  check(hash: string): Access | undefined {
    return this.#exists ? this.#tokenDesk.check(hash, Date.now()) : undefined;
  }

  tokens(): TokenInfo[] {
    return this.#tokens.list();
  }

  createToken(wanted: NewToken): Promise<Result<MintedToken, 'no-such-source'>> {
    return this.#tokenDesk.create(wanted, Date.now());
  }

  revokeToken(id: string): Result<true, 'no-such-token' | 'last-admin-token'> {
    return this.#tokenDesk.revoke(id);
  }

  openSession(adminTokenId: string): Promise<MintedToken> {
    return this.#tokenDesk.openSession(adminTokenId, Date.now());
  }

  closeSession(id: string): void {
    this.#tokens.delete(id);
  }

  // Findings, alerts, campaigns

  /** Findings of a shard; those that came before change nothing. Findings of a tenant that does not exist go nowhere. */
  receiveFindings(findings: readonly Finding[]): number {
    if (!this.#exists) return 0;
    const changed = this.ctx.storage.transactionSync(() => this.#inbox.receive(findings, Date.now()));
    if (changed > 0) this.#tell();
    return changed;
  }

  alerts(query: AlertQuery): Page<Alert> {
    return this.#alerts.list(query);
  }

  /** A listed alert; one that holds context only is nobody's business. */
  alert(id: string): Alert | undefined {
    const alert = this.#alerts.get(id);
    return alert?.severity === 'info' ? undefined : alert;
  }

  alertsById(ids: readonly string[]): Alert[] {
    return ids.flatMap((id) => this.alert(id) ?? []);
  }

  editAlert(id: string, edit: AlertEdit): Alert | undefined {
    const before = this.alert(id);
    if (before === undefined) return undefined;
    const alert: Alert = { ...before, ...defined(edit) };
    this.ctx.storage.transactionSync(() =>
      this.#alerts.put(alert, { change: 'edited', sequence: this.#meta.next(NEWS_SEQUENCE) }),
    );
    this.#tell();
    return alert;
  }

  /** Changes of alerts and notices after a sequence, oldest first. */
  newsAfter(sequence: number, limit: number): News[] {
    return newsAfter(this.#alerts, this.#notices, sequence, limit);
  }

  /** The sequence of the newest change. */
  newsSequence(): number {
    return Number(this.#meta.get(NEWS_SEQUENCE) ?? 0);
  }

  campaigns(limit: number, after?: ListCursor): Page<Campaign> {
    return this.#alerts.listCampaigns(limit, after);
  }

  campaign(id: string): Campaign | undefined {
    return this.#alerts.getCampaign(id);
  }

  /** Takes everything that names the account out: alerts, findings, its part in campaigns, rejected records. */
  eraseAccount(account: string): void {
    this.ctx.storage.transactionSync(() => {
      this.#channels.forget(this.#alerts.idsOf(account));
      this.#inbox.eraseAccount(account);
      this.#rejects.erase(account);
    });
  }

  // Intake

  /** What the Worker could not pass on to a shard, once a request. */
  reportIntake(report: IntakeReport): void {
    if (!this.#exists) return;
    const nowMs = Date.now();
    this.ctx.storage.transactionSync(() => {
      for (const { source, ...counts } of report.counts) this.#intake.addUnread(source, counts, nowMs);
      if (report.rejects.length > 0) this.#rejects.add(report.rejects);
      const hour = Math.floor(nowMs / HOUR_MS);
      this.#arrived(
        report.counts.map(({ source }) => ({ stream: source, hour })),
        nowMs,
      );
    });
    this.#arm();
  }

  /** A request of a source that was turned away as a whole. */
  reportRefusal(source: string, reason: string): void {
    if (this.#exists) this.#sources.putRefusal(source, { at: formatInstant(Date.now()), reason: reason.slice(0, 512) });
  }

  /** Totals of a shard by source and hour; the latest report of each holds. */
  reportCounters(report: { readonly shard: string; readonly counters: readonly TakenTotal[] }): void {
    if (!this.#exists) return;
    const nowMs = Date.now();
    this.ctx.storage.transactionSync(() => {
      this.#intake.putTaken(report.shard, report.counters, nowMs);
      this.#arrived(
        report.counters.map(({ source, hourMs }) => ({ stream: source, hour: Math.floor(hourMs / HOUR_MS) })),
        nowMs,
      );
    });
    this.#arm();
  }

  // Notices

  notices(limit: number, status?: NoticeStatus, after?: ListCursor): Page<Notice> {
    return this.#notices.list(limit, status, after);
  }

  /** False when there is no such open notice. */
  dismissNotice(id: string): boolean {
    const isDismissed = this.ctx.storage.transactionSync(() => this.#watch.dismiss(id, Date.now()));
    if (isDismissed) this.#tell();
    return isDismissed;
  }

  rejects(options: { limit: number; source?: string; before?: RejectCursor }): RejectPage {
    return this.#rejects.list({ ...options, limit: Math.min(options.limit, REJECTS_KEPT) });
  }

  /** Rejects in the order in which they came. */
  replayable(filter: RejectFilter): Replayable {
    return { rejects: this.#rejects.find(filter), senders: this.#sources.list() };
  }

  /** What became of a replay, and of records in it that are passed over now. */
  replayed(verdict: RejectVerdict, counts: IntakeReport['counts']): void {
    this.ctx.storage.transactionSync(() => {
      this.#rejects.settle(verdict);
      for (const { source, ...unread } of counts) this.#intake.addUnread(source, unread, Date.now());
    });
  }

  stats(): TenantStats {
    const open = this.#notices.open().size;
    const campaigns = this.#alerts.countCampaigns();
    return tenantStats(this.#intake.list(), this.#alerts.countByStatus(), campaigns, open, Date.now());
  }

  overview(): Overview {
    return {
      openBySeverity: this.#alerts.countOpenBySeverity(),
      events: this.stats().total,
      notices: [...this.#notices.open().values()],
      failingChannels: this.channels().filter(({ failure }) => failure !== undefined),
    };
  }

  // Configuration

  settings(): TenantSettings {
    return this.#meta.settings();
  }

  /** What is left out stays. Accounts lie where the number of shards put them: it is open until the first event. */
  patchSettings(patch: SettingsPatch): Result<TenantSettings, 'shards-in-use'> {
    const before = this.#meta.settings();
    const shards = patch.shards ?? before.shards;
    if (shards !== before.shards && this.#intake.list().length > 0) return fail('shards-in-use');
    const settings: TenantSettings = { shards, detection: { ...before.detection, ...defined(patch.detection) } };
    this.#meta.putSettings(settings);
    return ok(settings);
  }

  sources(): SourceReport[] {
    return this.#sourceDesk.list(Date.now());
  }

  source(name: string): SourceReport | undefined {
    return this.#sourceDesk.get(name, Date.now());
  }

  /** The source with its first ingest token; undefined when the name is taken. */
  async createSource(wanted: NewSource): Promise<{ source: SourceReport; token: MintedToken } | undefined> {
    if (!this.#sources.add(wanted, Date.now())) return undefined;
    const token = await this.#tokenDesk.mint({ id: newTokenId(), kind: 'ingest', source: wanted.name }, Date.now());
    const source = this.source(wanted.name);
    return source && { source, token };
  }

  patchSource(name: string, patch: SourcePatch): SourceReport | undefined {
    return this.#sourceDesk.patch(name, patch, Date.now());
  }

  /** Its tokens end with it. */
  deleteSource(name: string): boolean {
    return this.ctx.storage.transactionSync(() => {
      this.#tokens.deleteOfSource(name);
      this.#watch.forget(name);
      return this.#sources.delete(name);
    });
  }

  // Channels

  channels(): ChannelReport[] {
    return this.#channelDesk.list();
  }

  channel(name: string): ChannelReport | undefined {
    return this.#channelDesk.get(name);
  }

  createChannel(wanted: NewChannel, origin: string): Result<CreatedChannel, 'name-taken' | 'too-many'> {
    return this.#channelDesk.create(wanted, origin, Date.now());
  }

  patchChannel(name: string, patch: ChannelPatch): ChannelReport | undefined {
    return this.#channelDesk.patch(name, patch);
  }

  deleteChannel(name: string): boolean {
    return this.ctx.storage.transactionSync(() => this.#channelDesk.delete(name));
  }

  testChannel(name: string): Promise<Posted | undefined> {
    return this.#channelDesk.test(name, Date.now());
  }

  #arrived(arrivals: readonly { readonly stream: string; readonly hour: number }[], nowMs: number): void {
    if (arrivals.length === 0) return;
    this.#watch.arrived(arrivals, nowMs);
    this.#jobs.want('watch', nextWatchMs(nowMs));
    this.#tell();
  }

  /** There may be news for the channels. */
  #tell(): void {
    const dueMs = this.#courier.nextMs(Date.now());
    if (dueMs === undefined) return;
    this.#jobs.want('tell', dueMs);
    this.#arm();
  }

  /** A failed job comes again after its back-off; the others have their turn. */
  async #run(job: TenantJob): Promise<void> {
    try {
      if (job === 'watch') {
        this.ctx.storage.transactionSync(() => this.#jobs.finish(job, this.#watch.look(Date.now())));
        this.#tell();
      } else {
        await this.#courier.deliver();
        this.#jobs.finish(job, this.#courier.nextMs(Date.now()));
      }
    } catch (error) {
      console.error(`job ${job} failed`, error);
      this.#jobs.fail(job, Date.now());
    }
  }

  /** Sets the alarm to the earliest job, unless it stands there. Not awaited: the answer waits for the write anyway. */
  #arm(): void {
    const nextMs = this.#jobs.nextMs();
    if (nextMs === undefined || this.#armedMs === nextMs) return;
    this.#armedMs = nextMs;
    this.ctx.storage.setAlarm(nextMs).catch((error: unknown) => {
      this.#armedMs = undefined;
      console.error('alarm could not be set', error);
    });
  }
}
