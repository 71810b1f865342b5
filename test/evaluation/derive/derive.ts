import { writeFileSync } from 'node:fs';
import { LOG_SCALE, SURPRISE_TO_SCAN, WAIT_SESSIONS } from '../../../src/detection/hours/constants.ts';
import {
  emptyHoursHabit,
  insertByStart,
  learnSession,
  logDensityAt,
  surpriseAfter,
} from '../../../src/detection/hours/habit.ts';
import { hoursApart, SHIFT_FEATURES, shiftFeatures } from '../../../src/detection/operator-zone-shift/features.ts';
import { type BoostedTrees, boostedScore } from '../../../src/statistics/boosted-trees.ts';
import { type Chronotypes, type ChronotypeTables, chronotypeTables } from '../../../src/statistics/chronotypes.ts';
import { WEEK_CELLS, weekCell } from '../../../src/statistics/week-cells.ts';
import { numbers } from '../../support/hour-lives.ts';
import { boost, type Rows } from './boosting.ts';
import { fitChronotypes } from './mixture.ts';
import { foldOf, type Life, readLives } from './people.ts';
import { longestLives, ownersOf, type Sample, takeoversOf } from './takeovers.ts';
import { chronotypesText, treesText } from './write.ts';

/**
 * Derives what src/detection/hours knows of people from labelled corpora: the chronotypes, and the trees that weigh the
 * statistics of operator-zone-shift. Prints what people held out in five folds say of it, then writes the data files.
 *
 *   node test/evaluation/derive/derive.ts CORPUS_DIR [--write]
 */
const COARSE_KINDS = 6;
const FINE_KINDS = 24;
const FOLDS = 5;
const TAKEOVERS_PER_OWNER = 5;
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
/** Sessions of a harmless life that count as one trial. */
const BLOCK = 30;
const LATE = 90;

/** Features of the sessions of a life that pass the cheap gate, by index of the session. */
type Scanned = ReadonlyMap<number, Float64Array>;

function scanLife(tables: ChronotypeTables, { localMinutes, offsetMinutes }: Sample): Scanned {
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

const fitted = (lives: readonly Life[], kinds: number): Chronotypes =>
  fitChronotypes(lives.map(countsOf), kinds, numbers(1));

/** Score of the trees of the sample's own fold at every session that was scanned. */
interface Scored {
  readonly sample: Sample;
  readonly scores: ReadonlyMap<number, number>;
}

function heldOut(samples: readonly Sample[], scans: readonly Scanned[]): readonly Scored[] {
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    boost(
      rowsOf(samples, scans, (sample) => sample.fold !== fold),
      TREES,
      numbers(fold + 1),
    ),
  );
  return samples.map((sample, at) => ({
    sample,
    scores: new Map(
      [...(scans[at] ?? [])].map(([index, values]) => [
        index,
        boostedScore(models[sample.fold] as BoostedTrees, values),
      ]),
    ),
  }));
}

const topScore = ({ scores }: Scored, from: number, to: number): number => {
  let top = Number.NEGATIVE_INFINITY;
  for (const [index, score] of scores) if (index >= from && index < to) top = Math.max(top, score);
  return top;
};

function report(scored: readonly Scored[]): void {
  const blocks = scored
    .filter(({ sample }) => sample.kind === 'owner')
    .flatMap((each) => {
      const tops: number[] = [];
      for (let from = each.sample.localMinutes.length - BLOCK; from >= LATE; from -= BLOCK)
        tops.push(topScore(each, from, from + BLOCK));
      return tops;
    })
    .sort((one, other) => other - one);
  console.log(`${blocks.length} harmless blocks of ${BLOCK} sessions, of people held out`);
  for (const falseShare of [0.005, 0.01, 0.015, 0.02, 0.03]) {
    const threshold = blocks[Math.floor(falseShare * blocks.length)] ?? 0;
    const caught = (['instead', 'beside'] as const).map((kind) => {
      const of = scored.filter(({ sample }) => sample.kind === kind);
      const hits = of.filter((each) => topScore(each, each.sample.start, 1e9) > threshold);
      const delays = hits
        .map(
          ({ sample, scores }) =>
            Math.min(
              ...[...scores].filter(([at, score]) => at >= sample.start && score > threshold).map(([at]) => at),
            ) -
            sample.start +
            1,
        )
        .sort((one, other) => one - other);
      return `${kind} ${(hits.length / of.length).toFixed(3)} of ${of.length}, median ${delays[delays.length >> 1]} sessions`;
    });
    console.log(`false ${falseShare}: score over ${threshold.toFixed(2)}; ${caught.join('; ')}`);
  }
}

function main(folder: string, isWriting: boolean): void {
  const lives = longestLives(readLives(folder));
  const random = numbers(11);
  const samples = [...ownersOf(lives), ...takeoversOf(lives, TAKEOVERS_PER_OWNER, random)];
  console.log(`${lives.length} people, ${samples.length} lives to learn from`);
  const byFold = Array.from({ length: FOLDS }, (_, fold) =>
    chronotypeTables(
      fitted(
        lives.filter(({ person }) => foldOf(person) !== fold),
        COARSE_KINDS,
      ),
    ),
  );
  report(
    heldOut(
      samples,
      samples.map((sample) => scanLife(byFold[sample.fold] as ChronotypeTables, sample)),
    ),
  );
  if (!isWriting) return;
  const coarse = fitted(lives, COARSE_KINDS);
  const fine = fitted(lives, FINE_KINDS);
  const tables = chronotypeTables(coarse);
  const trees = boost(
    rowsOf(
      samples,
      samples.map((sample) => scanLife(tables, sample)),
      () => true,
    ),
    TREES,
    numbers(9),
  );
  const root = new URL('../../../src/', import.meta.url);
  writeFileSync(new URL('statistics/chronotypes.data.ts', root), chronotypesText(coarse, fine));
  writeFileSync(new URL('detection/operator-zone-shift/trees.data.ts', root), treesText(trees));
}

const [folder, flag] = process.argv.slice(2);
if (folder === undefined) console.error('usage: derive.ts CORPUS_DIR [--write]');
else main(folder, flag === '--write');
