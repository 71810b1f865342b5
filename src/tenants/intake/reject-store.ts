import type { RejectedRecord } from '../../domain/intake.ts';
import { REJECTS_KEPT } from '../constants.ts';
import { namesAccount } from './naming.ts';
import { rowsOf } from './reject-rows.ts';

interface Row extends Record<string, SqlStorageValue> {
  sequence: number;
  records: string;
}

/** Newest first: where a page ends, as (row, place in it). */
export interface RejectCursor {
  readonly sequence: number;
  readonly place: number;
}

export interface RejectPage {
  readonly rejects: readonly RejectedRecord[];
  readonly next?: RejectCursor;
}

/** Which rejects: all that are given hold. */
export interface RejectFilter {
  readonly source?: string;
  readonly ids?: readonly string[];
}

/** What became of rejects that were tried again: some are gone, others stay for another reason. */
export interface RejectVerdict {
  readonly gone: readonly string[];
  readonly changed: readonly Pick<RejectedRecord, 'id' | 'path' | 'reason'>[];
}

/** The newest 1,000 rejects. Many share a row, because rows are what the platform bills. */
export class RejectStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(records: readonly RejectedRecord[]): void {
    for (const { source, count, json } of rowsOf(records.slice(-REJECTS_KEPT))) {
      this.#sql.exec('INSERT INTO rejects (source, count, records) VALUES (?, ?, ?)', source, count, json);
    }
    this.#trim();
  }

  /** Newest first. */
  list(options: { limit: number; source?: string; before?: RejectCursor }): RejectPage {
    const oldest = this.#oldestKept();
    const rejects: RejectedRecord[] = [];
    for (const row of this.#rows(options.source, options.before)) {
      if (row.sequence < oldest.sequence) break;
      const records = read(row);
      // Whoever writes a cursor himself may write any place, and some of the records may have gone.
      const asked = row.sequence === options.before?.sequence ? options.before.place : records.length;
      const end = Math.min(asked, records.length);
      const start = row.sequence === oldest.sequence ? oldest.place : 0;
      for (let place = end - 1; place >= start; place -= 1) {
        const record = records[place];
        if (record === undefined) continue;
        if (rejects.length === options.limit) return { rejects, next: { sequence: row.sequence, place: place + 1 } };
        rejects.push(record);
      }
    }
    return { rejects };
  }

  newestOf(source: string): RejectedRecord | undefined {
    return this.list({ limit: 1, source }).rejects[0];
  }

  /** In the order in which they came. */
  find({ source, ids }: RejectFilter): RejectedRecord[] {
    const wanted = ids && new Set(ids);
    return this.list({ limit: REJECTS_KEPT, ...(source !== undefined && { source }) })
      .rejects.filter(({ id }) => wanted?.has(id) ?? true)
      .toReversed();
  }

  /** Takes out what is gone and notes the new reasons of what stays; ids that are not here any more change nothing. */
  settle({ gone, changed }: RejectVerdict): void {
    const left = new Set(gone);
    const reasons = new Map(changed.map(({ id, path, reason }) => [id, { path, reason }]));
    this.#rewrite((record) => (left.has(record.id) ? undefined : merged(record, reasons.get(record.id))));
  }

  /** Takes out every record that names the account. */
  erase(account: string): void {
    this.#rewrite((record) => (concerns(record, account) ? undefined : record));
  }

  /** Writes the rows in which a record changes or goes (undefined), and no others. */
  #rewrite(change: (record: RejectedRecord) => RejectedRecord | undefined): void {
    for (const row of this.#rows(undefined, undefined).toArray()) {
      const records = read(row);
      const left = records.flatMap((record) => change(record) ?? []);
      if (left.length === records.length && left.every((record, place) => record === records[place])) continue;
      if (left.length === 0) this.#sql.exec('DELETE FROM rejects WHERE sequence = ?', row.sequence);
      else {
        this.#sql.exec(
          'UPDATE rejects SET count = ?, records = ? WHERE sequence = ?',
          left.length,
          JSON.stringify(left),
          row.sequence,
        );
      }
    }
  }

  #rows(source: string | undefined, before: RejectCursor | undefined): SqlStorageCursor<Row> {
    return this.#sql.exec<Row>(
      'SELECT sequence, records FROM rejects WHERE sequence <= ?1 AND (?2 IS NULL OR source = ?2) ORDER BY sequence DESC',
      before?.sequence ?? Number.MAX_SAFE_INTEGER,
      source ?? null,
    );
  }

  /** Where the newest 1,000 begin: the row, and the place in it. */
  #oldestKept(): RejectCursor {
    const [row] = this.#sql.exec<{ sequence: number; excess: number }>(
      `SELECT sequence, total - ?1 AS excess FROM (
         SELECT sequence, sum(count) OVER (ORDER BY sequence DESC) AS total FROM rejects
       ) WHERE total >= ?1 ORDER BY sequence DESC LIMIT 1`,
      REJECTS_KEPT,
    );
    return row === undefined ? { sequence: 0, place: 0 } : { sequence: row.sequence, place: row.excess };
  }

  #trim(): void {
    this.#sql.exec('DELETE FROM rejects WHERE sequence < ?', this.#oldestKept().sequence);
  }
}

/** A reason quotes the field at fault, which may stand beyond what is kept of the record. */
const concerns = ({ raw, reason, path }: RejectedRecord, account: string): boolean =>
  namesAccount(raw, account) || namesAccount(JSON.stringify([reason, path]), account);

const merged = (record: RejectedRecord, now: Pick<RejectedRecord, 'path' | 'reason'> | undefined): RejectedRecord =>
  now === undefined || (now.path === record.path && now.reason === record.reason) ? record : { ...record, ...now };

function read(row: Row): RejectedRecord[] {
  return JSON.parse(row.records);
}
