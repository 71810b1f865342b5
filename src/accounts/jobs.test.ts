import { describe, expect, it } from 'vitest';
import { afterFailure, dueJobs, type Job, type Jobs, nextAlarmMs, wanted } from './jobs.ts';

const jobs: Jobs = new Map([
  ['snapshot', { dueMs: 300, attempts: 0 }],
  ['deliver', { dueMs: 200, attempts: 0 }],
  ['report', { dueMs: 900, attempts: 0 }],
]);

describe('the alarm', () => {
  it('stands at the earliest job', () => {
    expect(nextAlarmMs(jobs)).toBe(200);
    expect(nextAlarmMs(new Map())).toBeUndefined();
  });

  it('runs what is due, findings first', () => {
    expect(dueJobs(jobs, 300)).toEqual(['deliver', 'snapshot']);
    expect(dueJobs(jobs, 199)).toEqual([]);
  });
});

describe('a job', () => {
  it('comes sooner when it is wanted sooner, and never later', () => {
    expect(wanted(undefined, 50)).toEqual({ dueMs: 50, attempts: 0 });
    expect(wanted({ dueMs: 100, attempts: 0 }, 50)).toEqual({ dueMs: 50, attempts: 0 });
    expect(wanted({ dueMs: 100, attempts: 0 }, 500)).toEqual({ dueMs: 100, attempts: 0 });
  });

  it('keeps its back-off when it is wanted meanwhile', () => {
    const failed = afterFailure(undefined, 1_000);
    expect(wanted(failed, 1_000)).toBe(failed);
  });

  it('waits twice as long after each failure, up to five minutes', () => {
    const waits: number[] = [];
    let job: Job | undefined;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      job = afterFailure(job, 0);
      waits.push(job.dueMs / 1_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });
});
