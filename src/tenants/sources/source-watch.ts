import { type Newest, newestOf } from '../../domain/newest.ts';
import type { Notice, NoticeChange } from '../../domain/notice.ts';
import { formatInstant, HOUR_MS } from '../../domain/time.ts';
import { STATS_HOURS, WATCH_AFTER_HOUR_MS } from '../constants.ts';
import type { IntakeHour, IntakeStore } from '../intake/intake-store.ts';
import type { MetaStore } from '../meta-store.ts';
import { NEWS_SEQUENCE } from '../news.ts';
import { HabitStore, type StreamHabit } from './habit-store.ts';
import type { NoticeStore } from './notice-store.ts';
import { newHistory, remember, withoutPause } from './silence/history.ts';
import { silenceNotice, streamOf } from './silence/notice.ts';
import { judgeSilence } from './silence/silence.ts';

/**
 * Looks once an hour which streams brought something in the hours that are over, learns their habit from it, and raises a notice of
 * one that is quiet against it. Done twice at once it changes nothing. Call it inside a transaction.
 */
export class SourceWatch {
  readonly #habits: HabitStore;
  readonly #intake: IntakeStore;
  readonly #notices: NoticeStore;
  readonly #meta: MetaStore;

  constructor(sql: SqlStorage, intake: IntakeStore, notices: NoticeStore, meta: MetaStore) {
    this.#habits = new HabitStore(sql);
    this.#intake = intake;
    this.#notices = notices;
    this.#meta = meta;
  }

  /** When to look again; undefined when there is nothing left to miss: the next arrival starts it anew. */
  look(nowMs: number): number | undefined {
    const end = Math.floor(nowMs / HOUR_MS);
    const heard = byStream(this.#intake.list());
    const habits = this.#habits.all();
    const open = this.#notices.open();
    let watched = 0;
    for (const stream of new Set([...heard.keys(), ...habits.keys()])) {
      const hours = heard.get(stream) ?? [];
      if (!this.#lookAt(stream, hours, habits.get(stream), open.get(stream), end, nowMs)) watched += 1;
    }
    return watched > 0 ? nextWatchMs(nowMs) : undefined;
  }

  /** Returns whether the stream is missed. */
  #lookAt(
    stream: string,
    hours: readonly IntakeHour[],
    before: StreamHabit | undefined,
    notice: Notice | undefined,
    end: number,
    nowMs: number,
  ): boolean {
    const busy = new Set(hours.filter(isBusy).map(({ hour }) => hour));
    const isBack = notice !== undefined && hasCome(notice, Math.max(...busy));
    if (isBack) this.#end(stream, notice, 'notice-cleared', nowMs);
    const isMissed = notice !== undefined && !isBack;
    const heard = { busy, knownFrom: end - STATS_HOURS + 1, end, isMissed };
    let history = remember(before?.history, heard);
    if (history === undefined) return false;
    const silence = isMissed || busy.has(end) ? undefined : judgeSilence(history);
    if (silence?.isUnusual) {
      history = withoutPause(history);
      this.#tell(stream, silenceNotice(stream, silence, nowMs), 'notice-raised');
    }
    const habit = { history, ...newestOf([before, ...hours]) };
    if (!isSame(before, habit)) this.#habits.put(stream, habit);
    return isMissed || silence?.isUnusual === true;
  }

  /** Something came in these hours: a notice that missed it ends at once. */
  arrived(arrivals: Iterable<{ readonly stream: string; readonly hour: number }>, nowMs: number): void {
    const open = this.#notices.open();
    if (open.size === 0) return;
    for (const { stream, hour } of arrivals) {
      const notice = open.get(stream);
      if (notice !== undefined && this.#notices.get(notice.id)?.status === 'open' && hasCome(notice, hour))
        this.#end(stream, notice, 'notice-cleared', nowMs);
    }
  }

  /** Nobody misses it: it is watched again from its next record on, as if it were new. False when there is no such open notice. */
  dismiss(id: string, nowMs: number): boolean {
    for (const [stream, notice] of this.#notices.open()) {
      if (notice.id !== id) continue;
      this.#end(stream, notice, 'notice-dismissed', nowMs);
      const history = newHistory(Math.floor(nowMs / HOUR_MS));
      this.#habits.put(stream, { ...this.#habits.all().get(stream), history });
      return true;
    }
    return false;
  }

  /** The streams of a source that is gone. */
  forget(source: string): void {
    for (const stream of new Set([...this.#habits.all().keys(), ...this.#notices.open().keys()])) {
      if (streamOf(stream).source !== source) continue;
      this.#habits.delete(stream);
      this.#notices.deleteOf(stream);
    }
  }

  /** What is newest of all that a source ever brought, through whatever vendor; undefined where it never brought anything. */
  newestOf(source: string): Newest | undefined {
    const streams = [...this.#habits.all()].filter(([stream]) => streamOf(stream).source === source);
    return streams.length === 0 ? undefined : newestOf(streams.map(([, habit]) => habit));
  }

  #end(stream: string, notice: Notice, change: 'notice-cleared' | 'notice-dismissed', nowMs: number): void {
    const status = change === 'notice-cleared' ? 'cleared' : 'dismissed';
    this.#tell(stream, { ...notice, status, endedAt: formatInstant(nowMs) }, change);
  }

  #tell(stream: string, notice: Notice, change: NoticeChange): void {
    this.#notices.put(stream, notice, { change, sequence: this.#meta.next(NEWS_SEQUENCE) });
  }
}

/** Soon after the running hour. */
export const nextWatchMs = (nowMs: number): number => (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS + WATCH_AFTER_HOUR_MS;

function byStream(hours: readonly IntakeHour[]): Map<string, IntakeHour[]> {
  const streams = new Map<string, IntakeHour[]>();
  for (const hour of hours) streams.set(hour.source, [...(streams.get(hour.source) ?? []), hour]);
  return streams;
}

/** A forwarder that brings what cannot be read, or is passed over, or twice, is not silent; whoever reads rejects again is no forwarder. */
const isBusy = (hour: IntakeHour): boolean =>
  hour.accepted + hour.duplicates + hour.passedOver + hour.rejected > hour.replayed;

const hasCome = (notice: Notice, hour: number): boolean => hour >= Date.parse(notice.since) / HOUR_MS;

const isSame = (before: StreamHabit | undefined, now: StreamHabit): boolean =>
  before !== undefined &&
  before.lastEventMs === now.lastEventMs &&
  before.lastReceivedMs === now.lastReceivedMs &&
  before.history.from === now.history.from &&
  before.history.marks === now.history.marks;
