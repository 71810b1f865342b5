import { severityRank } from '../../domain/severity.ts';
import type { Row } from '../backtest/row.ts';

/** Rows are compared by severity first and score second: what a threshold would let through. */
const SCORE_CEILING = 101;
export const loudnessOf = (row: Row): number => severityRank(row.severity) * SCORE_CEILING + row.score;
