import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corporaIn, readCorpus } from '../../src/cli/evaluate/corpus.ts';
import type { Judged } from '../../src/cli/evaluate/judge.ts';
import { judgeEvents } from '../../src/cli/evaluate/run.ts';
import { scoreVariants } from '../../src/cli/evaluate/score.ts';
import { calibrationTable, scoreTable } from '../../src/cli/evaluate/tables.ts';
import { HOURS_MODEL } from '../../src/detection/hours/model.ts';
import { hourNetwork } from '../../src/statistics/hour-network.ts';

/**
 * The table of `npm run evaluate`, each account judged by the network that saw nobody of its owner's fold, neither as owner nor
 * as stranger. `npm run derive -- CORPUS_DIR` must have been run before. Accounts whose owner could not be told (machines,
 * travellers) are judged by the network of fold 0. A stranger may be of a fold that the network saw.
 *
 *   node test/evaluation/held-out.ts CORPUS_DIR
 */
const FOLDS = 5;
const FOLDS_FOLDER = new URL('../../.meridian/folds/', import.meta.url).pathname;

async function main(folder: string): Promise<void> {
  const folds: Readonly<Record<string, number>> = JSON.parse(readFileSync(join(FOLDS_FOLDER, 'folds.json'), 'utf8'));
  const judged: Judged[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const network = hourNetwork(JSON.parse(readFileSync(join(FOLDS_FOLDER, `fold-${fold}.json`), 'utf8')));
    Object.assign(HOURS_MODEL, { network });
    for (const name of corporaIn(folder)) {
      const corpus = await readCorpus(folder, name);
      judged.push(...judgeEvents(corpus, corpus.events).filter(({ account }) => (folds[account] ?? 0) === fold));
    }
    process.stderr.write(`fold ${fold}: ${judged.length} accounts so far\n`);
  }
  process.stdout.write(`${scoreTable(scoreVariants(judged))}\n${calibrationTable(judged)}\n`);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) console.error('usage: held-out.ts CORPUS_DIR');
else await main(folder);
