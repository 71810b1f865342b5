import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { HOURS_MODEL, type HoursModel } from '../../detection/hours/model.ts';
import { type Chronotypes, chronotypeTables } from '../../statistics/chronotypes.ts';
import { type HourNetworkData, hourNetwork } from '../../statistics/hour-network.ts';
import type { Corpus } from './corpus.ts';
import type { Judged } from './judge.ts';

/**
 * What ships was derived from the corpora, so what it says of their people is no measure. `npm run derive` leaves five more models
 * behind, each derived without the people of one fold: chronotypes, network, and the log-odds from which it alerts. Here each
 * account is judged by the one that never saw its owner. (A stranger in an account may be of a fold that it saw.)
 */
export const FOLDS_FOLDER = fileURLToPath(new URL('held-out', import.meta.url));
export const OWNERS_FILE = 'owners.data.json';
const modelFile = (fold: number): string => `fold-${fold}.data.json`;

/** Which corpora the folds were made of, and in which fold the owner of each account is. */
export const Owners = v.object({
  corpora: v.record(v.string(), v.string()),
  folds: v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
export type Owners = v.InferOutput<typeof Owners>;

/** What is derived of people, as it is stored. */
interface ModelData {
  readonly coarse: Chronotypes;
  readonly fine: Chronotypes;
  readonly network: HourNetworkData;
}

export interface HeldOut {
  readonly models: readonly HoursModel[];
  /** An account whose owner could not be told (a machine, a traveller) is of fold 0. */
  readonly foldOf: (account: string) => number;
}

/** What tells a corpus from others of the same name: who is in it, as what, and from when. */
export const signOf = ({ labels }: Pick<Corpus, 'labels'>): string =>
  createHash('sha256')
    .update(JSON.stringify(labels.map(({ account, variant, from }) => [account, variant, from])))
    .digest('hex');

/** Undefined where these are not the corpora that the models were derived from: then what ships has not seen them. */
export function openHeldOut(corpora: readonly Corpus[], folder: string = FOLDS_FOLDER): HeldOut | undefined {
  if (!existsSync(join(folder, OWNERS_FILE))) return undefined;
  const { corpora: known, folds } = v.parse(Owners, JSON.parse(readFileSync(join(folder, OWNERS_FILE), 'utf8')));
  if (!corpora.every((corpus) => known[corpus.name] === signOf(corpus))) return undefined;
  const models: HoursModel[] = [];
  for (let fold = 0; existsSync(join(folder, modelFile(fold))); fold += 1)
    models.push(modelOf(JSON.parse(readFileSync(join(folder, modelFile(fold)), 'utf8'))));
  return { models, foldOf: (account) => folds[account] ?? 0 };
}

/** A codec: the files are our own. */
const modelOf = ({ coarse, fine, network }: ModelData): HoursModel => ({
  coarse: chronotypeTables(coarse),
  fine: chronotypeTables(fine),
  network: hourNetwork(network),
});

/** Judges each account by the model that never saw its owner. @param judgeAll judges all accounts of a corpus */
export function judgeHeldOut<J extends Pick<Judged, 'account'>>(
  { models, foldOf }: HeldOut,
  judgeAll: () => readonly J[],
): J[] {
  return models.flatMap((model, fold) => withModel(model, judgeAll).filter(({ account }) => foldOf(account) === fold));
}

/** The model is one for the whole process, so nothing else may run meanwhile. */
function withModel<T>(model: HoursModel, run: () => T): T {
  const shipped = { ...HOURS_MODEL };
  Object.assign(HOURS_MODEL, model);
  try {
    return run();
  } finally {
    Object.assign(HOURS_MODEL, shipped);
  }
}
