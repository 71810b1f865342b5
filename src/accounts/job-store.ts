import { afterFailure, JOB_NAMES, type Job, type JobName, type Jobs, wanted } from './jobs.ts';
import type { Sql, SqlValue } from './sql.ts';

/** The shard's jobs as rows, with a copy in memory. A row is written only when it changes. */
export interface JobStore {
  all(): Jobs;
  /** Wants a job done at `dueMs` or before. In the caller's transaction; `settle` afterwards makes it so in memory. */
  want(name: JobName, dueMs: number): () => void;
  /** The job is done; it comes again at `nextMs`, or when it is wanted. */
  finish(name: JobName, nextMs: number | undefined): void;
  fail(name: JobName, nowMs: number): void;
}

export function openJobs(sql: Sql): JobStore {
  const jobs = new Map<JobName, Job>();
  for (const row of sql.rows<JobRow>('SELECT name, due_ms, attempts FROM jobs')) {
    const name = JOB_NAMES.find((known) => known === row.name);
    if (name !== undefined) jobs.set(name, { dueMs: row.due_ms, attempts: row.attempts });
  }
  const write = (name: JobName, job: Job): void =>
    sql.run('INSERT OR REPLACE INTO jobs (name, due_ms, attempts) VALUES (?, ?, ?)', name, job.dueMs, job.attempts);

  return {
    all: () => jobs,
    want(name, dueMs) {
      const before = jobs.get(name);
      const job = wanted(before, dueMs);
      if (job === before) return () => {};
      write(name, job);
      return () => jobs.set(name, job);
    },
    finish(name, nextMs) {
      if (nextMs === undefined) {
        if (jobs.has(name)) sql.run('DELETE FROM jobs WHERE name = ?', name);
        jobs.delete(name);
        return;
      }
      const job = { dueMs: nextMs, attempts: 0 };
      write(name, job);
      jobs.set(name, job);
    },
    fail(name, nowMs) {
      const job = afterFailure(jobs.get(name), nowMs);
      write(name, job);
      jobs.set(name, job);
    },
  };
}

interface JobRow extends Record<string, SqlValue> {
  name: string;
  due_ms: number;
  attempts: number;
}
