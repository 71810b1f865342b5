import { type Posted, post, targetOf, writeRequest } from '../../delivery/index.ts';
import type { ChannelConfig, ChannelPatch, ChannelReport, NewChannel } from '../../domain/channel.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { formatInstant } from '../../domain/time.ts';
import type { CreatedChannel } from '../calls.ts';
import { CHANNELS_LIMIT, WEBHOOK_SECRET_BYTES } from '../constants.ts';
import { defined } from '../defined.ts';
import type { MetaStore } from '../meta-store.ts';
import { NEWS_SEQUENCE } from '../news.ts';
import type { Channel, ChannelStore } from './channel-store.ts';

/** Makes, shows, changes, tries and ends the channels of a tenant. */
export class ChannelDesk {
  readonly #channels: ChannelStore;
  readonly #meta: MetaStore;

  constructor(channels: ChannelStore, meta: MetaStore) {
    this.#channels = channels;
    this.#meta = meta;
  }

  list(): ChannelReport[] {
    return this.#channels.list().map(report);
  }

  get(name: string): ChannelReport | undefined {
    const channel = this.#channels.get(name);
    return channel && report(channel);
  }

  /** @param origin where Meridian was called: links lead there, if nothing else is wanted */
  create(wanted: NewChannel, origin: string, nowMs: number): Result<CreatedChannel, 'name-taken' | 'too-many'> {
    if (this.#channels.get(wanted.name) !== undefined) return fail('name-taken');
    if (this.#channels.list().length >= CHANNELS_LIMIT) return fail('too-many');
    const config: ChannelConfig = {
      ...wanted,
      notices: wanted.notices ?? wanted.kind !== 'pagerduty',
      page: new URL(wanted.page ?? origin).origin,
      ...(wanted.kind === 'webhook' && { secret: newSecret() }),
    };
    this.#channels.add(config, Number(this.#meta.get(NEWS_SEQUENCE) ?? 0), nowMs);
    const channel = this.get(config.name);
    if (channel === undefined) return fail('name-taken');
    return ok({ channel, ...(config.secret !== undefined && { secret: config.secret }) });
  }

  patch(name: string, patch: ChannelPatch): ChannelReport | undefined {
    const channel = this.#channels.get(name);
    if (channel === undefined) return undefined;
    const page = patch.page === undefined ? channel.config.page : new URL(patch.page).origin;
    this.#channels.putConfig({ ...channel.config, ...defined(patch), page });
    return this.get(name);
  }

  delete(name: string): boolean {
    return this.#channels.delete(name);
  }

  /** Sends a test message, once; undefined where there is no such channel. */
  async test(name: string, nowMs: number): Promise<Posted | undefined> {
    const channel = this.#channels.get(name);
    if (channel === undefined) return undefined;
    const id = `msg_test_${crypto.randomUUID()}`;
    return post(writeRequest(channel.config, [{ kind: 'test', id }], nowMs));
  }
}

function report({ config, createdMs, state }: Channel): ChannelReport {
  const { name, kind, severity, notices, page } = config;
  return {
    name,
    kind,
    severity,
    notices,
    page,
    target: targetOf(config),
    createdAt: formatInstant(createdMs),
    ...state,
  };
}

const newSecret = (): string =>
  `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(WEBHOOK_SECRET_BYTES))))}`;
