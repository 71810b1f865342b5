import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { HOURS_MODEL } from '../../detection/hours/model.ts';
import { type HourNetwork, hourNetwork } from '../../statistics/hour-network.ts';
import type { Corpus } from './corpus.ts';
import type { Judged } from './judge.ts';

/**
 * The network that ships was trained on the corpora, so what it says of their people is no measure. `npm run derive` leaves
 * five more behind, each trained without the people of one fold, neither as owners nor as strangers: here each account is judged by
 * the one that never saw its owner. (A stranger in an account may be of a fold that it saw.)
 */
export const FOLDS_FOLDER = fileURLToPath(new URL('held-out', import.meta.url));
export const OWNERS_FILE = 'owners.data.json';
const networkFile = (fold: number): string => `fold-${fold}.data.json`;

/** Which corpora the folds were made of, and in which fold the owner of each account is. */
export const Owners = v.object({
  corpora: v.record(v.string(), v.string()),
  folds: v.record(v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
export type Owners = v.InferOutput<typeof Owners>;

export interface HeldOut {
  readonly networks: readonly HourNetwork[];
  /** An account whose owner could not be told (a machine, a traveller) is of fold 0. */
  readonly foldOf: (account: string) => number;
}

/** What tells a corpus from others of the same name: who is in it, as what, and from when. */
export const signOf = ({ labels }: Pick<Corpus, 'labels'>): string =>
  createHash('sha256')
    .update(JSON.stringify(labels.map(({ account, variant, from }) => [account, variant, from])))
    .digest('hex');

/** Undefined where these are not the corpora that the networks were trained on: then the network that ships has not seen them. */
export function openHeldOut(corpora: readonly Corpus[], folder: string = FOLDS_FOLDER): HeldOut | undefined {
  if (!existsSync(join(folder, OWNERS_FILE))) return undefined;
  const { corpora: known, folds } = v.parse(Owners, JSON.parse(readFileSync(join(folder, OWNERS_FILE), 'utf8')));
  if (!corpora.every((corpus) => known[corpus.name] === signOf(corpus))) return undefined;
  const networks: HourNetwork[] = [];
  for (let fold = 0; existsSync(join(folder, networkFile(fold))); fold += 1)
    networks.push(hourNetwork(JSON.parse(readFileSync(join(folder, networkFile(fold)), 'utf8'))));
  return { networks, foldOf: (account) => folds[account] ?? 0 };
}

/** Judges each account by the network that never saw its owner. @param judgeAll judges all accounts of a corpus */
export function judgeHeldOut<J extends Pick<Judged, 'account'>>(
  { networks, foldOf }: HeldOut,
  judgeAll: () => readonly J[],
): J[] {
  return networks.flatMap((network, fold) =>
    withNetwork(network, judgeAll).filter(({ account }) => foldOf(account) === fold),
  );
}

/** The model is one for the whole process, so nothing else may run meanwhile. */
function withNetwork<T>(network: HourNetwork, run: () => T): T {
  const shipped = HOURS_MODEL.network;
  Object.assign(HOURS_MODEL, { network });
  try {
    return run();
  } finally {
    Object.assign(HOURS_MODEL, { network: shipped });
  }
}
