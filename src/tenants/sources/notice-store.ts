import type { Notice, NoticeChange, NoticeStatus } from '../../domain/notice.ts';
import type { ListCursor, Page } from '../alerts/alert-store.ts';
import { NOTICE_MEMORY_MS } from '../constants.ts';

/** A notice as it stands, and the change that made it so. Shares its sequence with the changes of alerts. */
export interface NoticeNews {
  readonly sequence: number;
  readonly change: NoticeChange;
  readonly notice: Notice;
}

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  raised_ms: number;
  notice: string;
}

export class NoticeStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get(id: string): Notice | undefined {
    const [row] = this.#sql.exec<Row>('SELECT id, raised_ms, notice FROM notices WHERE id = ?', id);
    return row && JSON.parse(row.notice);
  }

  /** Open ones by the stream that they miss. */
  open(): ReadonlyMap<string, Notice> {
    const rows = this.#sql.exec<{ stream: string; notice: string }>(
      "SELECT stream, notice FROM notices WHERE status = 'open' ORDER BY raised_ms, id",
    );
    return new Map(rows.toArray().map((row) => [row.stream, JSON.parse(row.notice)]));
  }

  put(stream: string, notice: Notice, news: { readonly change: NoticeChange; readonly sequence: number }): void {
    const raisedMs = Date.parse(notice.raisedAt);
    this.#sql.exec(
      `INSERT INTO notices (id, stream, status, raised_ms, changed, change, notice) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       ON CONFLICT DO UPDATE SET status = ?3, changed = ?5, change = ?6, notice = ?7`,
      notice.id,
      stream,
      notice.status,
      raisedMs,
      news.sequence,
      news.change,
      JSON.stringify(notice),
    );
    this.#sql.exec("DELETE FROM notices WHERE status != 'open' AND raised_ms < ?", raisedMs - NOTICE_MEMORY_MS);
  }

  /** Newest first. */
  list(limit: number, status?: NoticeStatus, after?: ListCursor): Page<Notice> {
    const rows = this.#sql
      .exec<Row>(
        `SELECT id, raised_ms, notice FROM notices WHERE (?1 IS NULL OR status = ?1) AND (raised_ms, id) < (?2, ?3)
         ORDER BY raised_ms DESC, id DESC LIMIT ?4`,
        status ?? null,
        after?.key ?? Number.MAX_SAFE_INTEGER,
        after?.id ?? '',
        limit + 1,
      )
      .toArray();
    const items = rows.slice(0, limit).map((row): Notice => JSON.parse(row.notice));
    const last = rows[limit - 1];
    return rows.length > limit && last ? { items, next: { key: last.raised_ms, id: last.id } } : { items };
  }

  newsAfter(sequence: number, limit: number): NoticeNews[] {
    return this.#sql
      .exec<{ changed: number; change: NoticeChange; notice: string }>(
        'SELECT changed, change, notice FROM notices WHERE changed > ? ORDER BY changed LIMIT ?',
        sequence,
        limit,
      )
      .toArray()
      .map((row) => ({ sequence: row.changed, change: row.change, notice: JSON.parse(row.notice) }));
  }

  deleteOf(stream: string): void {
    this.#sql.exec('DELETE FROM notices WHERE stream = ?', stream);
  }
}
