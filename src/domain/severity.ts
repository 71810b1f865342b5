import * as v from 'valibot';

/** Severity tells what to do: info and low are context and never notify; medium deserves a look today; high now; critical wakes somebody. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export const Severity = v.picklist(SEVERITIES);
export type Severity = v.InferOutput<typeof Severity>;

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);
export const isLoud = (severity: Severity): boolean => severityRank(severity) >= severityRank('medium');
export const maxSeverity = (one: Severity, other: Severity): Severity =>
  severityRank(one) >= severityRank(other) ? one : other;
