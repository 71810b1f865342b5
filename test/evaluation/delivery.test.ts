import { describe, expect, it } from 'vitest';
import { backtestRows } from '../../src/cli/backtest/rows.ts';
import { readCorpus } from '../../src/cli/evaluate/corpus.ts';
import { delivered, STRESSES } from '../../src/cli/evaluate/stress.ts';
import type { NormalEvent } from '../../src/domain/event.ts';
import { isLoud } from '../../src/domain/severity.ts';
import { sharedData } from '../support/shared-data.ts';

const FOLDER = sharedData('corpora').path;
/** Of the labelled lives, the two that fold in seconds; `npm run evaluate` does it for all. */
const NAMES = ['campaign', 'geo'];
const SAME = 0.99;
const PATIENCE_MS = 300_000;

const alertedIn = (events: readonly NormalEvent[]): Set<string> =>
  new Set(backtestRows(events).rows.flatMap(({ account, severity }) => (isLoud(severity) ? [account] : [])));

describe('bad delivery', () => {
  for (const name of NAMES) {
    const { isAbsent, note } = sharedData(`corpora/${name}.ndjson.gz`);

    it.skipIf(isAbsent)(
      `of the corpus ${name} alerts the same accounts as good delivery, 99 of 100${note}`,
      async () => {
        const { events, labels } = await readCorpus(FOLDER, name);
        const calm = alertedIn(events);
        expect(calm.size).toBeGreaterThan(labels.length / 2);
        for (const stress of STRESSES) {
          const stressed = alertedIn(delivered(events, stress));
          const changed = labels.filter(({ account }) => calm.has(account) !== stressed.has(account));
          expect(1 - changed.length / labels.length, stress).toBeGreaterThanOrEqual(SAME);
        }
      },
      PATIENCE_MS,
    );
  }
});
