import { COARSE_CHRONOTYPES, FINE_CHRONOTYPES } from '../../statistics/chronotypes.data.ts';
import { type ChronotypeTables, chronotypeTables } from '../../statistics/chronotypes.ts';
import { type HourNetwork, hourNetwork } from '../../statistics/hour-network.ts';
import SHIFT_NETWORK from '../operator-zone-shift/network.data.json' with { type: 'json' };

/** What was learned from people: see test/evaluation/derive for how. */
export interface HoursModel {
  /** Few kinds of people, for the habit of an account. */
  readonly coarse: ChronotypeTables;
  /** Many, for the zone of a campaign. */
  readonly fine: ChronotypeTables;
  /** How a stranger's day looks beside or instead of the owner's. */
  readonly network: HourNetwork;
}

export const HOURS_MODEL: HoursModel = {
  coarse: chronotypeTables(COARSE_CHRONOTYPES),
  fine: chronotypeTables(FINE_CHRONOTYPES),
  network: hourNetwork(SHIFT_NETWORK),
};
