import type { BoostedTrees } from '../../statistics/boosted-trees.ts';
import { COARSE_CHRONOTYPES, FINE_CHRONOTYPES } from '../../statistics/chronotypes.data.ts';
import { type ChronotypeTables, chronotypeTables } from '../../statistics/chronotypes.ts';
import { SHIFT_TREES } from '../operator-zone-shift/trees.data.ts';

/** What was learned from people: see test/evaluation/derive for how. */
export interface HoursModel {
  /** Few kinds of people, for the scan of every suspicious session. */
  readonly scan: ChronotypeTables;
  /** Many, for the estimate of the zone in an alert. */
  readonly zone: ChronotypeTables;
  readonly trees: BoostedTrees;
}

export const HOURS_MODEL: HoursModel = {
  scan: chronotypeTables(COARSE_CHRONOTYPES),
  zone: chronotypeTables(FINE_CHRONOTYPES),
  trees: SHIFT_TREES,
};
