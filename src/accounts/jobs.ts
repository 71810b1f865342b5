import { backOffMs } from '../domain/back-off.ts';
import { JOB_BACK_OFF } from './constants.ts';

/** An object has one alarm; its jobs are rows, and the alarm stands at the earliest of them. */
export const JOB_NAMES = ['deliver', 'snapshot', 'report', 'ids'] as const;
export type JobName = (typeof JOB_NAMES)[number];

export interface Job {
  readonly dueMs: number;
  /** Failures in a row. */
  readonly attempts: number;
}
export type Jobs = ReadonlyMap<JobName, Job>;

/** When the alarm has to stand: the earliest due time; undefined when there is nothing to do. */
export function nextAlarmMs(jobs: Jobs): number | undefined {
  let next: number | undefined;
  for (const { dueMs } of jobs.values()) if (next === undefined || dueMs < next) next = dueMs;
  return next;
}

/** Jobs to run now, in the order of JOB_NAMES: findings first. */
export const dueJobs = (jobs: Jobs, nowMs: number): readonly JobName[] =>
  JOB_NAMES.filter((name) => (jobs.get(name)?.dueMs ?? Number.POSITIVE_INFINITY) <= nowMs);

/** The job as it should stand when it is wanted at `dueMs`: never later than it stood, and never sooner than its back-off. */
export function wanted(job: Job | undefined, dueMs: number): Job {
  if (job === undefined) return { dueMs, attempts: 0 };
  return job.attempts > 0 || job.dueMs <= dueMs ? job : { dueMs, attempts: 0 };
}

/** The job after a failure at `nowMs`. */
export function afterFailure(job: Job | undefined, nowMs: number): Job {
  const attempts = (job?.attempts ?? 0) + 1;
  return { dueMs: nowMs + backOffMs(JOB_BACK_OFF, attempts), attempts };
}
