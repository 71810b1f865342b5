import type { Finding } from '../domain/finding.ts';
import type { Counter } from './counters.ts';

/** What a shard asks of its Tenant object. Both calls may come twice with the same content and change nothing then. */
export interface TenantInbox {
  /** Findings in the order they were raised; a finding is known again by its id. */
  receiveFindings(findings: readonly Finding[]): Promise<unknown>;
  reportCounters(report: CounterReport): Promise<unknown>;
}

/** Totals of a shard, not increments: (shard, source, hour) is the key, and the latest report of it holds. */
export interface CounterReport {
  readonly shard: string;
  readonly counters: readonly Counter[];
}
