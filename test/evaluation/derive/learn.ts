import { LOG_SCALE, SURPRISE_TO_SCAN, WAIT_SESSIONS } from '../../../src/detection/hours/constants.ts';
import {
  emptyHoursHabit,
  insertByStart,
  learnSession,
  logDensityAt,
  surpriseAfter,
} from '../../../src/detection/hours/habit.ts';
import { hoursApart, SHIFT_FEATURES, shiftFeatures } from '../../../src/detection/operator-zone-shift/features.ts';
import type { BoostedTrees } from '../../../src/statistics/boosted-trees.ts';
import type { Chronotypes, ChronotypeTables } from '../../../src/statistics/chronotypes.ts';
import { WEEK_CELLS, weekCell } from '../../../src/statistics/week-cells.ts';
import { numbers } from '../../support/hour-lives.ts';
import { boost, type Rows } from './boosting.ts';
import { fitChronotypes } from './mixture.ts';
import type { Life } from './people.ts';
import type { Sample } from './takeovers.ts';

export const COARSE_KINDS = 6;
export const FINE_KINDS = 24;
/** A stranger with fewer sessions than this is nothing to learn from. */
const STRANGER_SESSIONS = 4;
const TREES = {
  trees: 120,
  leaves: 8,
  rate: 0.06,
  minRows: 300,
  ridge: 5,
  share: 0.5,
  directions: SHIFT_FEATURES.map(([, direction]) => direction),
};
/** Features of the sessions of a life that pass the cheap gate, by index of the session. */
export type Scanned = ReadonlyMap<number, Float64Array>;

export function scanLife(tables: ChronotypeTables, { localMinutes, offsetMinutes }: Sample): Scanned {
  let habit = emptyHoursHabit;
  const scanned = new Map<number, Float64Array>();
  localMinutes.forEach((localMinute, index) => {
    const logDensity = logDensityAt(tables, habit, localMinute);
    const isSurprising = surpriseAfter(habit, localMinute, logDensity) > SURPRISE_TO_SCAN * LOG_SCALE;
    if (habit.sessions >= WAIT_SESSIONS && isSurprising && logDensity < habit.nats) {
      const ring = insertByStart(habit.ring, [localMinute, 0, logDensity, 0]);
      scanned.set(index, shiftFeatures(tables, habit, ring, offsetMinutes, hoursApart(habit, ring)).values);
    }
    habit = learnSession(tables, habit, { localMinute, key: 0, offset: offsetMinutes, teaches: 1 });
  });
  return scanned;
}

function rowsOf(samples: readonly Sample[], scans: readonly Scanned[], isWanted: (sample: Sample) => boolean): Rows {
  const features: number[] = [];
  const labels: number[] = [];
  samples.forEach((sample, at) => {
    if (!isWanted(sample)) return;
    let strangers = 0;
    sample.isStranger.forEach((isStranger, index) => {
      strangers += isStranger ? 1 : 0;
      const values = scans[at]?.get(index);
      const isLearned = sample.start === -1 ? index >= 60 : strangers >= STRANGER_SESSIONS;
      if (values === undefined || !isLearned) return;
      features.push(...values);
      labels.push(sample.start === -1 ? 0 : 1);
    });
  });
  const attacks = labels.reduce((sum, label) => sum + label, 0);
  const weight = (labels.length - attacks) / Math.max(1, attacks);
  return {
    width: SHIFT_FEATURES.length,
    features: Float32Array.from(features),
    labels: Uint8Array.from(labels),
    weights: Float32Array.from(labels, (label) => (label === 1 ? weight : 1)),
  };
}

const countsOf = ({ localMinutes }: Life): Float64Array => {
  const counts = new Float64Array(WEEK_CELLS);
  for (const minute of localMinutes) counts[weekCell(minute)] = (counts[weekCell(minute)] ?? 0) + 1;
  return counts;
};

export const fitted = (lives: readonly Life[], kinds: number): Chronotypes =>
  fitChronotypes(lives.map(countsOf), kinds, numbers(1));

/** Trees from the lives that are wanted. */
export const fitTrees = (
  samples: readonly Sample[],
  scans: readonly Scanned[],
  isWanted: (sample: Sample) => boolean,
  seed: number,
): BoostedTrees => boost(rowsOf(samples, scans, isWanted), TREES, numbers(seed));
