import * as v from 'valibot';
import type { Baseline } from '../../detection/baseline.ts';
import { foldEvent } from '../../detection/fold.ts';
import { emptyNeighbourhood, type Neighbourhood } from '../../detection/neighbourhood.ts';
import { NormalEvent } from '../../domain/event.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../../domain/settings.ts';
import { createEnricher } from '../../enrichment/enrich.ts';
import type { EnrichmentTables } from '../../enrichment/whereabouts.ts';
import { SOURCES } from '../../sources/index.ts';

/** What an event passes through, each as work that can be repeated over a workload; the same in Node and in workerd. */

export const STEPS = ['parse', 'validate', 'normalise', 'enrich', 'fold'] as const;
export type Step = (typeof STEPS)[number];

const SAMPLES = SOURCES.map((source) => ({ source, record: source.sampleRecord }));
/** When a record without a time would have come in. */
const RECEIVED_MS = Date.parse('2026-11-23T08:00:00Z');

/** Does one step over all of them, once. Returns something of what it made, so that nothing is optimised away. */
export function runStep(step: Step, events: readonly NormalEvent[], tables?: EnrichmentTables): number {
  switch (step) {
    case 'parse':
      return parseAll(events.map((event) => JSON.stringify(event)));
    case 'validate':
      return events.reduce((sum, event) => sum + Number(v.safeParse(NormalEvent, event).success), 0);
    case 'normalise':
      return events.reduce((sum, _, index) => sum + normaliseOne(index), 0);
    case 'enrich': {
      const enrich = createEnricher(tables);
      return events.reduce((sum, event) => sum + enrich(event, 'bench').timeMs, 0);
    }
    case 'fold':
      return foldAll(events, tables).size;
  }
}

const parseAll = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + (JSON.parse(line) === null ? 0 : 1), 0);

function normaliseOne(index: number): number {
  const sample = SAMPLES[index % SAMPLES.length];
  if (sample === undefined) return 0;
  return sample.source.normalise(sample.record, { receivedMs: RECEIVED_MS }).kind === 'events' ? 1 : 0;
}

/** Enriches and folds; the baselines that come of it. */
export function foldAll(events: readonly NormalEvent[], tables?: EnrichmentTables): Map<string, Baseline> {
  const enrich = createEnricher(tables);
  const baselines = new Map<string, Baseline>();
  let neighbourhood: Neighbourhood = emptyNeighbourhood;
  for (const event of events) {
    const state = { baseline: baselines.get(event.account), neighbourhood };
    const folded = foldEvent('bench', state, enrich(event, 'bench'), DEFAULT_DETECTION_SETTINGS);
    neighbourhood = folded.neighbourhood;
    if (folded.baseline !== undefined) baselines.set(event.account, folded.baseline);
  }
  return baselines;
}
