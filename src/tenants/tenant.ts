import { DurableObject } from 'cloudflare:workers';
import type { Posted } from '../delivery/index.ts';
import type { Alert, Campaign } from '../domain/alert.ts';
import type { ChannelPatch, ChannelReport, NewChannel } from '../domain/channel.ts';
import type { Finding } from '../domain/finding.ts';
import type { SourceReport, TenantStats } from '../domain/intake.ts';
import type { Notice, NoticeStatus } from '../domain/notice.ts';
import type { Result } from '../domain/result.ts';
import { ANY_VENDOR, type NewSource, type NewToken, type SourcePatch, type TokenInfo } from '../domain/tenant.ts';
import { type AlertEdit, edited } from './alerts/alert-edit.ts';
import type { AlertQuery, ListCursor, Page } from './alerts/alert-store.ts';
import type {
  Access,
  CreatedChannel,
  CreatedSource,
  CreatedTenant,
  IntakeReport,
  MintedToken,
  Overview,
  Replayable,
} from './calls.ts';
import { FIRST_SOURCE, REJECTS_KEPT } from './constants.ts';
import type { TakenTotal } from './intake/intake-store.ts';
import type { RejectCursor, RejectFilter, RejectPage, RejectVerdict } from './intake/reject-store.ts';
import { migrateTenant, tenantVersion } from './migrations.ts';
import { NEWS_SEQUENCE, type News, newsAfter } from './news.ts';
import type { EffectiveSettings, StoredSettingsPatch } from './settings.ts';
import { TenantClock } from './tenant-clock.ts';
import { openTenantParts, type TenantParts } from './tenant-parts.ts';
import { hashToken, mintToken } from './tokens/tokens.ts';

/**
 * One customer company: settings, sources, hashed tokens, alerts and campaigns. Never on the path of an ordinary event.
 * An object that nobody created holds nothing, writes nothing, and knows no token.
 */
export class Tenant extends DurableObject<object> {
  readonly #parts: TenantParts;
  readonly #clock: TenantClock;
  #exists: boolean;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    this.#parts = openTenantParts(ctx.storage);
    this.#clock = new TenantClock(ctx.storage, this.#parts);
    this.#exists = tenantVersion(ctx.storage.sql) > 0;
    if (this.#exists) {
      migrateTenant(ctx.storage);
      this.#clock.arm();
    }
  }

  override async alarm(): Promise<void> {
    if (this.#exists) await this.#clock.ring();
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
      this.#parts.meta.put('tenant', tenant);
      this.#parts.sources.add({ name: FIRST_SOURCE, vendor: ANY_VENDOR }, nowMs);
      this.#parts.tokenDesk.addFirst(adminHash, ingestHash, nowMs);
    });
    this.#exists = true;
    return { tenant, adminToken, ingestToken };
  }

  // Tokens

  /** What the token of this SHA-256 opens; undefined when it is unknown, revoked or past its time. */
  check(hash: string): Access | undefined {
    return this.#exists ? this.#parts.tokenDesk.check(hash, Date.now()) : undefined;
  }

  tokens(): TokenInfo[] {
    return this.#parts.tokens.list();
  }

  /** @param caller id of the admin token that asks for it: one that was revoked makes no other */
  createToken(
    wanted: NewToken,
    caller?: string,
  ): Promise<Result<MintedToken, 'no-such-source' | 'revoked' | 'too-many'>> {
    return this.#parts.tokenDesk.create(wanted, Date.now(), caller);
  }

  /** Whether there is such an admin token still. */
  isAdmin(id: string): boolean {
    return this.#exists && this.#parts.tokenDesk.isAdmin(id);
  }

  revokeToken(id: string): Result<true, 'no-such-token' | 'last-admin-token'> {
    return this.#parts.tokenDesk.revoke(id);
  }

  /** Undefined when the admin token is gone. */
  openSession(adminTokenId: string): Promise<MintedToken | undefined> {
    return this.#parts.tokenDesk.openSession(adminTokenId, Date.now());
  }

  closeSession(id: string): void {
    this.#parts.tokens.delete(id);
  }

  // Findings, alerts, campaigns

  /** Findings of a shard; those that came before change nothing. Findings of a tenant that does not exist go nowhere. */
  receiveFindings(findings: readonly Finding[]): number {
    if (!this.#exists) return 0;
    const nowMs = Date.now();
    const changed = this.ctx.storage.transactionSync(() => this.#parts.inbox.receive(findings, nowMs));
    this.#clock.trim(nowMs);
    if (changed > 0) this.#clock.tell();
    return changed;
  }

  alerts(query: AlertQuery): Page<Alert> {
    return this.#parts.alerts.list(query);
  }

  /** A listed alert; one that holds context only is nobody's business. */
  alert(id: string): Alert | undefined {
    const alert = this.#parts.alerts.get(id);
    return alert?.severity === 'info' ? undefined : alert;
  }

  alertsById(ids: readonly string[]): Alert[] {
    return ids.flatMap((id) => this.alert(id) ?? []);
  }

  editAlert(id: string, edit: AlertEdit): Alert | undefined {
    const before = this.alert(id);
    if (before === undefined) return undefined;
    const alert = edited(before, edit);
    if (alert === before) return alert;
    this.ctx.storage.transactionSync(() =>
      this.#parts.alerts.put(alert, { change: 'edited', sequence: this.#parts.meta.next(NEWS_SEQUENCE) }),
    );
    this.#clock.tell();
    return alert;
  }

  /** Changes of alerts and notices after a sequence, oldest first. */
  newsAfter(sequence: number, limit: number): News[] {
    return newsAfter(this.#parts.alerts, this.#parts.notices, sequence, limit);
  }

  /** The sequence of the newest change. */
  newsSequence(): number {
    return Number(this.#parts.meta.get(NEWS_SEQUENCE) ?? 0);
  }

  campaigns(limit: number, after?: ListCursor): Page<Campaign> {
    return this.#parts.alerts.listCampaigns(limit, after);
  }

  campaign(id: string): Campaign | undefined {
    return this.#parts.alerts.getCampaign(id);
  }

  /** Takes everything that names the account out: alerts, findings, its part in campaigns, rejected records. */
  eraseAccount(account: string): void {
    this.ctx.storage.transactionSync(() => {
      this.#parts.channels.forget(this.#parts.alerts.idsOf(account));
      this.#parts.inbox.eraseAccount(account);
      this.#parts.rejects.erase(account);
    });
  }

  // Intake

  /** What the Worker could not pass on to a shard, once a request. */
  reportIntake(report: IntakeReport): void {
    if (!this.#exists) return;
    const nowMs = Date.now();
    this.ctx.storage.transactionSync(() => this.#parts.intakeDesk.report(report, nowMs));
    if (report.counts.length > 0) this.#clock.watch(nowMs);
  }

  /** A request of a source that was turned away as a whole. */
  reportRefusal(source: string, reason: string): void {
    if (this.#exists) this.#parts.intakeDesk.refuse(source, reason, Date.now());
  }

  /** Totals of a shard by source and hour; the latest report of each holds. */
  reportCounters({ shard, counters }: { readonly shard: string; readonly counters: readonly TakenTotal[] }): void {
    if (!this.#exists) return;
    const nowMs = Date.now();
    this.ctx.storage.transactionSync(() => this.#parts.intakeDesk.putCounters(shard, counters, nowMs));
    if (counters.length > 0) this.#clock.watch(nowMs);
  }

  // Notices

  notices(limit: number, status?: NoticeStatus, after?: ListCursor): Page<Notice> {
    return this.#parts.notices.list(limit, status, after);
  }

  /** False when there is no such open notice. */
  dismissNotice(id: string): boolean {
    const isDismissed = this.ctx.storage.transactionSync(() => this.#parts.watch.dismiss(id, Date.now()));
    if (isDismissed) this.#clock.tell();
    return isDismissed;
  }

  rejects(options: { limit: number; source?: string; before?: RejectCursor }): RejectPage {
    return this.#parts.rejects.list({ ...options, limit: Math.min(options.limit, REJECTS_KEPT) });
  }

  /** Rejects in the order in which they came. */
  replayable(filter: RejectFilter): Replayable {
    return this.#parts.intakeDesk.replayable(filter);
  }

  /** What became of a replay, and of records in it that are passed over now. */
  replayed(verdict: RejectVerdict, counts: IntakeReport['counts']): void {
    this.ctx.storage.transactionSync(() => this.#parts.intakeDesk.replayed(verdict, counts, Date.now()));
  }

  stats(): TenantStats {
    return this.#parts.intakeDesk.stats(Date.now());
  }

  overview(): Overview {
    return {
      openBySeverity: this.#parts.alerts.countOpenBySeverity(),
      events: this.stats().total,
      notices: [...this.#parts.notices.open().values()],
      failingChannels: this.channels().filter(({ failure }) => failure !== undefined),
    };
  }

  // Configuration

  settings(): EffectiveSettings {
    return this.#parts.settingsDesk.get();
  }

  /** @param caller id of the admin token that asks for it */
  patchSettings(patch: StoredSettingsPatch, caller: string): Result<EffectiveSettings, 'shards-in-use' | 'revoked'> {
    return this.#parts.settingsDesk.patch(patch, caller);
  }

  sources(): SourceReport[] {
    return this.#parts.sourceDesk.list(Date.now());
  }

  source(name: string): SourceReport | undefined {
    return this.#parts.sourceDesk.get(name, Date.now());
  }

  createSource(wanted: NewSource): Promise<Result<CreatedSource, 'name-taken' | 'too-many'>> {
    return this.#parts.sourceDesk.create(wanted, Date.now());
  }

  patchSource(name: string, patch: SourcePatch): SourceReport | undefined {
    return this.#parts.sourceDesk.patch(name, patch, Date.now());
  }

  /** Its tokens end with it. */
  deleteSource(name: string): boolean {
    return this.ctx.storage.transactionSync(() => {
      this.#parts.tokens.deleteOfSource(name);
      this.#parts.watch.forget(name);
      return this.#parts.sources.delete(name);
    });
  }

  // Channels

  channels(): ChannelReport[] {
    return this.#parts.channelDesk.list();
  }

  channel(name: string): ChannelReport | undefined {
    return this.#parts.channelDesk.get(name);
  }

  createChannel(wanted: NewChannel, origin: string): Result<CreatedChannel, 'name-taken' | 'too-many'> {
    return this.#parts.channelDesk.create(wanted, origin, Date.now());
  }

  patchChannel(name: string, patch: ChannelPatch): ChannelReport | undefined {
    return this.#parts.channelDesk.patch(name, patch);
  }

  deleteChannel(name: string): boolean {
    return this.ctx.storage.transactionSync(() => this.#parts.channelDesk.delete(name));
  }

  testChannel(name: string): Promise<Posted | undefined> {
    return this.#parts.channelDesk.test(name, Date.now());
  }
}
