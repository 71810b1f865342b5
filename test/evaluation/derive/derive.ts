import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corporaIn, readCorpus } from '../../../src/cli/evaluate/corpus.ts';
import { FOLDS_FOLDER, OWNERS_FILE, type Owners, signOf } from '../../../src/cli/evaluate/held-out.ts';
import { CHANNELS, HOURS, SCALARS } from '../../../src/detection/operator-zone-shift/hour-picture.ts';
import { type Chronotypes, chronotypeTables } from '../../../src/statistics/chronotypes.ts';
import { WEEK_CELLS, weekCell } from '../../../src/statistics/week-cells.ts';
import { zonePrior } from '../../../src/statistics/zone-prior.ts';
import { numbers } from '../../support/hour-lives.ts';
import { fitChronotypes } from './mixture.ts';
import { officeLives } from './office.ts';
import { FOLDS, foldOf, type Life, readLives } from './people.ts';
import { META, writePictures } from './pictures.ts';
import { longestLives, ownersOf, takeoversOf } from './takeovers.ts';
import { ownStream, trainingSamples } from './training.ts';
import { chronotypesText } from './write.ts';

/**
 * Derives what src/detection/hours knows of people from labelled corpora: the chronotypes, the network of operator-zone-shift,
 * and the working points from which it alerts. Everything is derived six times: from everybody, which ships, and five times without the
 * people of one fold, who are then judged by what does not know them. Prints what they say of it, then writes the data files.
 * Needs Python 3 with PyTorch (Debian: python3-torch), 6 GB of disk, and half an hour.
 *
 *   node test/evaluation/derive/derive.ts CORPUS_DIR [--write]
 *
 * What was derived for the folds, and whose fold is which, go to src/cli/evaluate/held-out with --write, by which `npm run evaluate`
 * judges; without it to .meridian/held-out.
 */
const TRIED_FOLDER = fileURLToPath(new URL('../../../.meridian/held-out', import.meta.url));
const COARSE_KINDS = 6;
const FINE_KINDS = 24;
const TAKEOVERS_PER_OWNER = 5;
/** Made-up people beside those of the corpora, in the lives that are learned from. */
const OFFICE_LIVES = 60;
/** A stranger with fewer sessions than this is nothing to learn from; with more than this there is nothing new. */
const STRANGER_SESSIONS = [4, 30] as const;
/** About so many pictures of each life are learned. */
const PICTURES = { owner: 12, reversed: 12, instead: 8, beside: 8, stream: 5 } as const;
const JUDGED_FROM = 60;
const SUMMER_MS = Date.UTC(2026, 6, 1);

const fitted = (lives: readonly Life[], kinds: number): Chronotypes =>
  fitChronotypes(lives.map(countsOf), kinds, numbers(1));

const countsOf = ({ localMinutes }: Life): Float64Array => {
  const counts = new Float64Array(WEEK_CELLS);
  for (const minute of localMinutes) counts[weekCell(minute)] = (counts[weekCell(minute)] ?? 0) + 1;
  return counts;
};

/** Whose fold is which, and of which corpora. */
async function ownersOfCorpora(folder: string, lives: readonly Life[]): Promise<Owners> {
  const corpora: Record<string, string> = {};
  for (const name of corporaIn(folder)) corpora[name] = signOf(await readCorpus(folder, name));
  return { corpora, folds: Object.fromEntries(lives.map(({ account, person }) => [account, foldOf(person)])) };
}

/** What is known of people when those of one fold were never seen. */
interface Known {
  readonly coarse: Chronotypes;
  readonly fine: Chronotypes;
}

const knownOf = (lives: readonly Life[]): Known => ({
  coarse: fitted(lives, COARSE_KINDS),
  fine: fitted(lives, FINE_KINDS),
});

/** @returns how many pictures there are to learn from */
function writeLearned(path: string, { coarse }: Known, lives: readonly Life[]): number {
  const random = numbers(4242);
  const offsets = lives.map(({ offsetMinutes }) => offsetMinutes);
  return writePictures(
    path,
    chronotypeTables(coarse),
    trainingSamples([...lives, ...officeLives(OFFICE_LIVES, offsets, random)], random),
    ({ kind, mode, start, localMinutes }, index, strangers) => {
      if (index < 30) return false;
      if (mode === 'stream') return strangers <= STRANGER_SESSIONS[1] && random() < PICTURES.stream / 25;
      if (start !== -1 && strangers < STRANGER_SESSIONS[0]) return false;
      const from = start === -1 ? 30 : start;
      return random() < PICTURES[kind] / Math.max(1, localMinutes.length - from);
    },
  );
}

/** @returns how many pictures there are to be judged by: of people of one fold, and of takeovers among them */
function writeJudged(path: string, { coarse }: Known, lives: readonly Life[]): number {
  const random = numbers(11);
  const takeovers = takeoversOf(lives, TAKEOVERS_PER_OWNER, random);
  const streams = [
    ...lives.filter(({ localMinutes }) => localMinutes.length >= 100).map((life) => ownStream(life, 1, random)),
    ...takeovers.filter(({ kind }) => kind === 'beside').map((sample) => ({ ...sample, mode: 'stream' as const })),
  ];
  return writePictures(
    path,
    chronotypeTables(coarse),
    [...ownersOf(lives), ...takeovers, ...streams],
    ({ start }, index) => index >= Math.max(start, start === -1 ? JUDGED_FROM : 0),
  );
}

async function main(folder: string, isWriting: boolean): Promise<void> {
  const all = readLives(folder);
  const lives = longestLives(all);
  const scratch = mkdtempSync(join(tmpdir(), 'meridian-derive-'));
  try {
    const place = (name: string, file: string): string => join(scratch, `${name}.${file}`);
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const name = `fold-${fold}`;
      const others = lives.filter(({ person }) => foldOf(person) !== fold);
      const known = knownOf(others);
      writeFileSync(place(name, 'people.json'), JSON.stringify(known));
      const learned = writeLearned(place(name, 'learn.f32'), known, others);
      const people = lives.filter(({ person }) => foldOf(person) === fold);
      const judged = writeJudged(place(name, 'judge.f32'), known, people);
      console.log(`${name}: ${learned} pictures of ${others.length} people, ${judged} of ${people.length} others`);
    }
    const known = knownOf(lives);
    console.log(`all: ${writeLearned(place('all', 'learn.f32'), known, lives)} pictures of ${lives.length} people`);
    const shape = {
      meta: META,
      channels: CHANNELS,
      hours: HOURS,
      scalars: SCALARS,
      folds: FOLDS,
      zonePrior: [...zonePrior(SUMMER_MS)],
    };
    writeFileSync(join(scratch, 'shape.json'), JSON.stringify(shape));
    const root = new URL('../../../src/', import.meta.url);
    const foldsFolder = isWriting ? FOLDS_FOLDER : TRIED_FOLDER;
    mkdirSync(foldsFolder, { recursive: true });
    const owners = await ownersOfCorpora(folder, all);
    writeFileSync(join(foldsFolder, OWNERS_FILE), `${JSON.stringify(owners)}\n`);
    const script = fileURLToPath(new URL('shift_network.py', import.meta.url));
    const network = fileURLToPath(new URL('detection/operator-zone-shift/network.data.json', root));
    const oracle = fileURLToPath(new URL('statistics/hour-network.oracle.data.json', root));
    const run = spawnSync('/usr/bin/python3', [script, scratch, foldsFolder, ...(isWriting ? [network, oracle] : [])], {
      stdio: 'inherit',
    });
    if (run.status !== 0) throw new Error('shift_network.py did not end well; is python3-torch installed?');
    if (isWriting)
      writeFileSync(new URL('statistics/chronotypes.data.ts', root), chronotypesText(known.coarse, known.fine));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const [folder, flag] = process.argv.slice(2);
if (folder === undefined) console.error('usage: derive.ts CORPUS_DIR [--write]');
else await main(folder, flag === '--write');
