import type { NormalEvent } from '../../domain/event.ts';
import { backtestRows } from '../backtest/rows.ts';
import type { Corpus } from './corpus.ts';
import { type Judged, judge } from './judge.ts';
import { loudnessOf } from './loudness.ts';
import { delivered, STRESSES, type Stress } from './stress.ts';

export const judgeEvents = (corpus: Corpus, events: readonly NormalEvent[]): Judged[] =>
  judge(corpus, backtestRows(events).rows, loudnessOf);

/** Share of accounts, over all the corpora, that alert (or not) as they did when all came in order and once. */
export interface StressScore {
  readonly stress: Stress;
  readonly accounts: number;
  readonly same: number;
  /** Accounts that changed, as `corpus/account`; the first of them. */
  readonly changed: readonly string[];
}

const NAMED_CHANGES = 20;

/** All judged by the network that ships. */
export function stressScores(corpora: readonly Corpus[]): StressScore[] {
  const calm = corpora.flatMap((corpus) => judgeEvents(corpus, corpus.events));
  const alerted = new Set(calm.filter((one) => one.alerted).map(keyOf));
  return STRESSES.map((stress) => {
    const judged = corpora.flatMap((corpus) => judgeEvents(corpus, delivered(corpus.events, stress)));
    const changed = judged.filter((one) => one.alerted !== alerted.has(keyOf(one))).map(keyOf);
    return {
      stress,
      accounts: judged.length,
      same: judged.length - changed.length,
      changed: changed.slice(0, NAMED_CHANGES),
    };
  });
}

const keyOf = ({ corpus, account }: Judged): string => `${corpus}/${account}`;
