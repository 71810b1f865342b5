import { DAY_MS } from '../../domain/time.ts';
import type { ChannelStore } from '../channels/channel-store.ts';
import { CONTINUABLE_DAYS, TRIM_AT_ONCE, TRIM_EVERY_MS } from '../constants.ts';
import type { MetaStore } from '../meta-store.ts';
import { effective } from '../settings.ts';

/**
 * Lets alerts go that nobody needs any more: context that never became an alert, once nothing can join it, and closed ones after
 * their retention. What is open or acknowledged waits for somebody, and stays.
 */
export class AlertRetention {
  readonly #sql: SqlStorage;
  readonly #channels: ChannelStore;
  readonly #meta: MetaStore;

  constructor(sql: SqlStorage, channels: ChannelStore, meta: MetaStore) {
    this.#sql = sql;
    this.#channels = channels;
    this.#meta = meta;
  }

  /** When to look again: at once where there were too many for one turn; undefined where there is no alert. Call it inside a transaction. */
  trim(nowMs: number): number | undefined {
    const ids = this.#expired(nowMs);
    if (ids.length > 0) this.#drop(ids);
    if (ids.length >= TRIM_AT_ONCE) return nowMs;
    return this.#sql.exec('SELECT 1 FROM alerts LIMIT 1').toArray().length > 0 ? nowMs + TRIM_EVERY_MS : undefined;
  }

  /** By the clock and by the time of events, whichever is later: logs of long ago may have come today. */
  #expired(nowMs: number): string[] {
    const { alertRetentionDays } = effective(this.#meta.settings());
    return this.#sql
      .exec<{ id: string }>(
        `SELECT id FROM alerts WHERE listed = 0 AND max(touched_ms, last_seen_ms) < ?1
         UNION ALL
         SELECT id FROM alerts WHERE status IN ('resolved', 'false-positive') AND listed = 1
           AND max(touched_ms, last_seen_ms) < ?2
         LIMIT ?3`,
        nowMs - CONTINUABLE_DAYS * DAY_MS,
        nowMs - alertRetentionDays * DAY_MS,
        TRIM_AT_ONCE,
      )
      .toArray()
      .map(({ id }) => id);
  }

  #drop(ids: readonly string[]): void {
    const list = JSON.stringify(ids);
    this.#sql.exec('DELETE FROM alert_detections WHERE alert IN (SELECT value FROM json_each(?))', list);
    this.#sql.exec('DELETE FROM alerts WHERE id IN (SELECT value FROM json_each(?))', list);
    this.#channels.forget(ids);
    // A campaign lists the latest alert of each member; an earlier one leads to it as well.
    this.#sql.exec(
      `DELETE FROM campaigns WHERE NOT EXISTS (
         SELECT 1 FROM json_each(campaign, '$.alerts') AS listed JOIN alerts ON alerts.id = listed.value
       ) AND NOT EXISTS (
         SELECT 1 FROM json_each(campaign, '$.accounts') AS member JOIN alerts ON alerts.account = member.value
         WHERE json_extract(alerts.state, '$.campaign') = campaigns.id
       )`,
    );
  }
}
