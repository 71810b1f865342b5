import * as v from 'valibot';
import { StoredSettings } from './settings.ts';

const SHARDS_SETTLED = 'shards-settled';

/** Small named values of a tenant: its id, its settings, the campaign pool, the counter of alert changes. */
export class MetaStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get(key: string): string | undefined {
    const [row] = this.#sql.exec<{ value: string }>('SELECT value FROM meta WHERE key = ?', key);
    return row?.value;
  }

  put(key: string, value: string): void {
    this.#sql.exec(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      key,
      value,
    );
  }

  /** Counts up and never twice to the same number. */
  next(key: string): number {
    const next = Number(this.get(key) ?? 0) + 1;
    this.put(key, String(next));
    return next;
  }

  /** Settings are read through their schema: what an older version stored gets the defaults of today. */
  settings(): StoredSettings {
    const stored = this.get('settings');
    return v.parse(StoredSettings, stored === undefined ? {} : JSON.parse(stored));
  }

  /** Throws where they could not be read again: no call of the tenant would be answered any more. */
  putSettings(settings: StoredSettings): void {
    this.put('settings', JSON.stringify(v.parse(StoredSettings, settings)));
  }

  /** Whether somebody was told the number of shards to spread accounts by: from then on it stands. */
  get hasSettledShards(): boolean {
    return this.get(SHARDS_SETTLED) !== undefined;
  }

  settleShards(): void {
    if (!this.hasSettledShards) this.put(SHARDS_SETTLED, '1');
  }
}
