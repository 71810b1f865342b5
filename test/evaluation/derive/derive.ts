import { writeFileSync } from 'node:fs';
import { type BoostedTrees, boostedScore } from '../../../src/statistics/boosted-trees.ts';
import { type ChronotypeTables, chronotypeTables } from '../../../src/statistics/chronotypes.ts';
import { numbers } from '../../support/hour-lives.ts';
import { COARSE_KINDS, FINE_KINDS, fitTrees, fitted, type Scanned, scanLife } from './learn.ts';
import { foldOf, readLives } from './people.ts';
import { longestLives, ownersOf, type Sample, takeoversOf } from './takeovers.ts';
import { chronotypesText, treesText } from './write.ts';

/**
 * Derives what src/detection/hours knows of people from labelled corpora: the chronotypes, and the trees that weigh the
 * statistics of operator-zone-shift. Prints what people held out in five folds say of it, then writes the data files.
 *
 *   node test/evaluation/derive/derive.ts CORPUS_DIR [--write]
 */
const FOLDS = 5;
const TAKEOVERS_PER_OWNER = 5;
/** Sessions of a harmless life that count as one trial. */
const BLOCK = 30;
const LATE = 90;

/** Score of the trees of the sample's own fold at every session that was scanned. */
interface Scored {
  readonly sample: Sample;
  readonly scores: ReadonlyMap<number, number>;
}

function heldOut(samples: readonly Sample[], scans: readonly Scanned[]): readonly Scored[] {
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitTrees(samples, scans, (sample) => sample.fold !== fold, fold + 1),
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
  const trees = fitTrees(
    samples,
    samples.map((sample) => scanLife(tables, sample)),
    () => true,
    9,
  );
  const root = new URL('../../../src/', import.meta.url);
  writeFileSync(new URL('statistics/chronotypes.data.ts', root), chronotypesText(coarse, fine));
  writeFileSync(new URL('detection/operator-zone-shift/trees.data.ts', root), treesText(trees));
}

const [folder, flag] = process.argv.slice(2);
if (folder === undefined) console.error('usage: derive.ts CORPUS_DIR [--write]');
else main(folder, flag === '--write');
