import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type Corpus, corporaIn, readCorpus } from './evaluate/corpus.ts';
import { FOLDS, foldOf } from './evaluate/folds.ts';
import { judgeHeldOut, openHeldOut } from './evaluate/held-out.ts';
import type { Judged } from './evaluate/judge.ts';
import { evaluationReport } from './evaluate/report.ts';
import { judgeEvents, type StressScore, stressScores } from './evaluate/run.ts';
import { type ScoredVariant, scoreVariants } from './evaluate/score.ts';
import { type Difference, differences, readRun, saveRun } from './evaluate/stored-run.ts';
import { calibrationTable, differenceTable, scoreTable, stressTable } from './evaluate/tables.ts';
import { createCommand, runCommand } from './shared/command.ts';

interface Options {
  readonly fold?: readonly number[];
  readonly corpus?: readonly string[];
  readonly report: string;
  readonly save?: string;
  readonly baseline?: string;
  readonly stress?: true;
  readonly asShipped?: true;
  readonly json?: true;
}

const command = createCommand('evaluate', 'Runs the backtest over labelled lives and scores what it finds.')
  .argument('<folder>', 'holds <corpus>.ndjson.gz and <corpus>.labels.json')
  .option('--fold <numbers>', `judge only the people of these folds, of 0 to ${FOLDS - 1}, like 0,1`, readFolds)
  .option('--corpus <names>', 'only these corpora, like hours,geo', (text) => text.split(','))
  .option('--report <file>', 'where the report with curves goes', 'evaluation.html')
  .option('--save <file>', 'keep the figures')
  .option('--baseline <file>', 'compare with figures kept')
  .option('--stress', 'run again with events duplicated, delayed and shuffled')
  .option('--as-shipped', 'judge by the model that ships, even people that it was derived from')
  .option('--json', "print the rows of the corpora's own scorer as JSON")
  .action(evaluate);

async function evaluate(folder: string, options: Options): Promise<void> {
  const names = corporaIn(folder).filter((name) => options.corpus?.includes(name) ?? true);
  const corpora: Corpus[] = [];
  for (const name of names) corpora.push(await readCorpus(folder, name));
  const heldOut = options.asShipped ? undefined : openHeldOut(corpora);
  const isJudged = ({ account }: Judged): boolean => options.fold?.includes(foldOf(account)) ?? true;
  const judged: Judged[] = [];
  for (const corpus of corpora) {
    const startedMs = performance.now();
    const judgeAll = () => judgeEvents(corpus, corpus.events).filter(isJudged);
    judged.push(...(heldOut === undefined ? judgeAll() : judgeHeldOut(heldOut, judgeAll)));
    const seconds = (performance.now() - startedMs) / 1000;
    process.stderr.write(`${join(folder, corpus.name)}: ${corpus.events.length} events in ${seconds.toFixed(1)} s\n`);
  }
  const chosen =
    options.fold === undefined ? 'all people' : `the people of folds ${options.fold.join(', ')} of ${FOLDS}`;
  const people = heldOut === undefined ? chosen : `${chosen}, held out`;
  const variants = scoreVariants(judged);
  const stress: StressScore[] = options.stress ? stressScores(corpora) : [];
  const changed: Difference[] =
    options.baseline === undefined ? [] : differences(readRun(options.baseline), people, variants);
  if (options.save !== undefined) saveRun(options.save, people, variants);
  writeFileSync(options.report, evaluationReport({ people, judged, variants, stress, differences: changed }));

  if (options.json) {
    const rows = variants.map(({ intervals: _intervals, ...row }) => row);
    process.stdout.write(`${JSON.stringify(rows)}\n`);
  } else {
    process.stdout.write(`${heldOut === undefined ? AS_SHIPPED : HELD_OUT}\n`);
    printTables({ variants, judged, stress, ...(options.baseline === undefined ? {} : { changed }) });
  }
  process.stderr.write(`${options.report}: the curves\n`);
}

interface Figures {
  readonly variants: readonly ScoredVariant[];
  readonly judged: readonly Judged[];
  readonly stress: readonly StressScore[];
  /** Absent where nothing was compared. */
  readonly changed?: readonly Difference[];
}

/** A table without a row is left out. */
function printTables({ variants, judged, stress, changed }: Figures): void {
  const tables = [
    scoreTable(variants),
    calibrationTable(judged),
    stress.length > 0 ? stressTable(stress) : undefined,
    changed === undefined ? undefined : differenceTable(changed),
  ];
  for (const table of tables) if (table !== undefined) process.stdout.write(`${table}\n`);
}

const AS_SHIPPED = 'Judged by the model that ships.';
const HELD_OUT =
  'Held out: each account judged by a network that never saw its owner; a stranger may be of a fold that it saw. (--as-shipped: by the one that ships.)';

function readFolds(text: string): number[] {
  const folds = text.split(',').map(Number);
  if (!folds.every((fold) => Number.isInteger(fold) && fold >= 0 && fold < FOLDS))
    throw new InvalidArgumentError(`expected numbers of 0 to ${FOLDS - 1}, like 0,1.`);
  return folds;
}

await runCommand(command);
