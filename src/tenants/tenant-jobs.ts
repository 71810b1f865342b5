import { backOffMs } from '../domain/back-off.ts';
import { JOB_BACK_OFF } from './constants.ts';

/** An object has one alarm; its jobs are rows, and the alarm stands at the earliest of them. tell: brings news to the channels; watch: looks for silent sources; trim: lets old alerts go. */
export const TENANT_JOBS = ['tell', 'watch', 'trim'] as const;
export type TenantJob = (typeof TENANT_JOBS)[number];

interface Row extends Record<string, SqlStorageValue> {
  name: string;
  due_ms: number;
  attempts: number;
}

export class TenantJobStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Jobs whose time has come, in the order of TENANT_JOBS. */
  due(nowMs: number): TenantJob[] {
    const names = new Set(
      this.#sql
        .exec<Row>('SELECT * FROM jobs WHERE due_ms <= ?', nowMs)
        .toArray()
        .map(({ name }) => name),
    );
    return TENANT_JOBS.filter((name) => names.has(name));
  }

  /** When the alarm has to stand; undefined when there is nothing to do. */
  nextMs(): number | undefined {
    return this.#sql.exec<{ next: number | null }>('SELECT min(due_ms) AS next FROM jobs').one().next ?? undefined;
  }

  /** Wants a job done by then, unless it waits for an earlier time or a retry already. */
  want(name: TenantJob, dueMs: number): void {
    this.#sql.exec(
      `INSERT INTO jobs (name, due_ms, attempts) VALUES (?1, ?2, 0)
       ON CONFLICT DO UPDATE SET due_ms = ?2 WHERE attempts = 0 AND due_ms > ?2`,
      name,
      dueMs,
    );
  }

  finish(name: TenantJob, nextMs: number | undefined): void {
    if (nextMs === undefined) this.#sql.exec('DELETE FROM jobs WHERE name = ?', name);
    else this.#sql.exec('UPDATE jobs SET due_ms = ?, attempts = 0 WHERE name = ?', nextMs, name);
  }

  fail(name: TenantJob, nowMs: number): void {
    const [row] = this.#sql.exec<Row>('SELECT * FROM jobs WHERE name = ?', name);
    const attempts = (row?.attempts ?? 0) + 1;
    const dueMs = nowMs + backOffMs(JOB_BACK_OFF, attempts);
    this.#sql.exec('UPDATE jobs SET due_ms = ?, attempts = ? WHERE name = ?', dueMs, attempts, name);
  }
}
