import { type Message, type Posted, post, topicOf, topicsOf, writeRequest } from '../../delivery/index.ts';
import { type Alert, isClosed } from '../../domain/alert.ts';
import { backOffMs } from '../../domain/back-off.ts';
import { derivedId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import { severityRank } from '../../domain/severity.ts';
import { formatInstant } from '../../domain/time.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import { CONNECTIONS, TELL_AFTER_MS, TELL_BACK_OFF, TELL_NEWS, TELL_REQUESTS } from '../constants.ts';
import type { MetaStore } from '../meta-store.ts';
import { NEWS_SEQUENCE, type News, newsAfter } from '../news.ts';
import type { NoticeStore } from '../sources/notice-store.ts';
import type { Channel, ChannelState, ChannelStore } from './channel-store.ts';

interface Stores {
  readonly channels: ChannelStore;
  readonly alerts: AlertStore;
  readonly notices: NoticeStore;
  readonly meta: MetaStore;
}

/** A change, and what a channel is to be told of it, if anything. */
interface Step {
  readonly sequence: number;
  readonly message?: Message;
}

/**
 * Brings news to the channels. The outbox is the alerts themselves: each channel knows up to which change it was told, so what
 * changed often meanwhile is told once, as it stands, and nothing is lost while a receiver is away. At least once: a request
 * whose answer never came is made again, under the same id.
 */
export class Courier {
  readonly #stores: Stores;
  readonly #transaction: (write: () => void) => void;

  constructor(stores: Stores, transaction: (write: () => void) => void) {
    this.#stores = stores;
    this.#transaction = transaction;
  }

  /** When to call the next channel; undefined when all of them know everything. */
  nextMs(nowMs: number): number | undefined {
    const newest = this.#newest();
    let next: number | undefined;
    for (const { cursor, dueMs } of this.#stores.channels.list())
      if (cursor < newest) next = Math.min(next ?? Number.POSITIVE_INFINITY, Math.max(dueMs, nowMs + TELL_AFTER_MS));
    return next;
  }

  /** So many channels at once as there may be connections: more would wait in line, and be taken for receivers that do not answer. */
  async deliver(clock: () => number = Date.now): Promise<void> {
    const names = this.#stores.channels.list().map(({ config }) => config.name);
    for (let from = 0; from < names.length; from += CONNECTIONS) {
      const some = names.slice(from, from + CONNECTIONS);
      await Promise.all(some.map((name) => this.#serve(name, clock)));
    }
  }

  async #serve(name: string, clock: () => number): Promise<void> {
    let isSplit = false;
    for (let requests = 0; requests < TELL_REQUESTS; requests += 1) {
      const channel = this.#stores.channels.get(name);
      if (channel === undefined || channel.dueMs > clock()) return;
      const steps = this.#steps(channel);
      const last = steps.at(-1);
      if (last === undefined) {
        this.#rest(name, channel);
        return;
      }
      const told = steps.filter((step) => step.message !== undefined);
      const messages = told.flatMap(({ message }) => message ?? []).slice(0, isSplit ? 1 : undefined);
      if (messages.length === 0) {
        this.#stores.channels.putProgress(name, { ...channel, cursor: last.sequence });
        continue;
      }
      const request = writeRequest(channel.config, messages, clock());
      const posted = await post(request);
      // One of several is at fault, and nobody says which.
      if (posted.outcome === 'refused' && request.messages > 1) {
        isSplit = true;
        continue;
      }
      const isGoingOn = this.#settle(name, posted, told.slice(0, request.messages), clock());
      if (!isGoingOn) return;
    }
  }

  #newest(): number {
    return Number(this.#stores.meta.get(NEWS_SEQUENCE) ?? 0);
  }

  /** Nothing is left to tell: what there was may have gone with an account or a source. Else it would be looked for for ever. */
  #rest(name: string, channel: Channel): void {
    const cursor = this.#newest();
    if (channel.cursor < cursor) this.#stores.channels.putProgress(name, { ...channel, cursor });
  }

  /** Writes down what became of a request. While it was under way the channel may have gone, or changed. False when it is to rest. */
  #settle(name: string, posted: Posted, told: readonly Step[], nowMs: number): boolean {
    const channel = this.#stores.channels.get(name);
    const cursor = told.at(-1)?.sequence;
    if (channel === undefined || cursor === undefined) return false;
    const at = formatInstant(nowMs);
    if (posted.outcome === 'failed') {
      const attempts = (channel.state.failure?.attempts ?? 0) + 1;
      const dueMs = nowMs + (posted.afterMs ?? backOffMs(TELL_BACK_OFF, attempts));
      const since = channel.state.failure?.since ?? at;
      const failure = { since, at, reason: posted.reason, attempts, nextAt: formatInstant(dueMs) };
      this.#stores.channels.putProgress(name, { ...channel, dueMs, state: { ...channel.state, failure } });
      return false;
    }
    const { failure: _over, ...before } = channel.state;
    const state: ChannelState =
      posted.outcome === 'delivered'
        ? { ...before, lastDeliveredAt: at }
        : { ...before, refused: { count: (before.refused?.count ?? 0) + told.length, at, reason: posted.reason } };
    this.#transaction(() => {
      // One of the same name may have been made anew, later in the news.
      this.#stores.channels.putProgress(name, { cursor: Math.max(cursor, channel.cursor), dueMs: 0, state });
      for (const { message } of told) if (message !== undefined) this.#noteTold(name, message);
    });
    return true;
  }

  #noteTold(name: string, message: Message): void {
    const { channels } = this.#stores;
    if (message.kind === 'alert') {
      const { id, status, severity } = message.alert;
      channels.putTold(name, id, { rank: severityRank(severity), status, incident: message.incident });
    } else if (message.kind === 'notice') {
      const status = message.topic === 'raised' ? 'open' : 'resolved';
      channels.putTold(name, message.notice.id, { rank: 0, status, incident: message.notice.id });
    }
  }

  #steps(channel: Channel): Step[] {
    const { alerts, notices } = this.#stores;
    return newsAfter(alerts, notices, channel.cursor, TELL_NEWS).map((news) => this.#step(channel, news));
  }

  #step(channel: Channel, news: News): Step {
    const id = derivedId('msg', channel.config.name, news.sequence);
    const message = 'alert' in news ? this.#ofAlert(channel, id, news.alert) : this.#ofNotice(channel, id, news.notice);
    return { sequence: news.sequence, ...(message !== undefined && { message }) };
  }

  #ofAlert({ config }: Channel, id: string, alert: Alert): Message | undefined {
    const told = this.#stores.channels.told(config.name, alert.id);
    const topic = topicOf(alert, told, config.severity);
    if (topic === undefined || !topicsOf(config.kind).includes(topic)) return undefined;
    const incident = told?.incident ?? alert.campaign ?? alert.id;
    return { kind: 'alert', id, topic, alert, incident, endsIncident: this.#isOver(alert, incident) };
  }

  /** Whether no alert of the incident needs more than this one does now. */
  #isOver(alert: Alert, incident: string): boolean {
    if (incident === alert.id) return true;
    const others = this.#stores.alerts.getCampaign(incident)?.alerts ?? [];
    return others.every((other) => {
      const status = this.#stores.alerts.get(other)?.status ?? 'resolved';
      return isClosed(alert.status) ? isClosed(status) : status !== 'open';
    });
  }

  #ofNotice({ config }: Channel, id: string, notice: Notice): Message | undefined {
    if (!config.notices) return undefined;
    const told = this.#stores.channels.told(config.name, notice.id);
    if (notice.status === 'open')
      return told === undefined ? { kind: 'notice', id, topic: 'raised', notice } : undefined;
    return told?.status === 'open' ? { kind: 'notice', id, topic: 'ended', notice } : undefined;
  }
}
