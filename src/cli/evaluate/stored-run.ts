import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { Failure } from '../shared/command.ts';
import type { ScoredVariant } from './score.ts';

/** A run kept to be compared with. */
const share = v.nullable(v.number());
const StoredRun = v.object({
  version: v.literal(1),
  /** What was judged, e.g. `folds 0 1`; figures of other people are not compared. */
  people: v.string(),
  variants: v.array(
    v.object({
      corpus: v.string(),
      variant: v.string(),
      caught: share,
      medianEventsToAlert: share,
      zoneWithin1h: share,
      zoneWithin2h: share,
      accountsFalselyAlerted: v.number(),
    }),
  ),
});
export type StoredRun = v.InferOutput<typeof StoredRun>;

export function saveRun(file: string, people: string, variants: readonly ScoredVariant[]): void {
  writeFileSync(file, `${JSON.stringify({ version: 1, people, variants }, null, 1)}\n`);
}

export function readRun(file: string): StoredRun {
  const parsed = v.safeParse(StoredRun, JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Failure(`${file}: is no stored run (${parsed.issues[0].message})`);
  return parsed.output;
}

const COMPARED = ['caught', 'medianEventsToAlert', 'zoneWithin1h', 'zoneWithin2h', 'accountsFalselyAlerted'] as const;

export interface Difference {
  readonly corpus: string;
  readonly variant: string;
  readonly measure: (typeof COMPARED)[number];
  readonly before: number | null;
  readonly now: number | null;
  /** The stored figure lies outside the interval of the new one, so that it is more than the draw of people. */
  readonly clear: boolean;
}

/** Every figure that differs from the stored run. Throws a Failure where that judged other people. */
export function differences(stored: StoredRun, people: string, variants: readonly ScoredVariant[]): Difference[] {
  if (stored.people !== people) throw new Failure(`the stored run judged ${stored.people}, this one ${people}`);
  const before = new Map(stored.variants.map((one) => [`${one.corpus}/${one.variant}`, one]));
  return variants.flatMap((now) => {
    const old = before.get(`${now.corpus}/${now.variant}`);
    if (old === undefined) return [];
    return COMPARED.filter((measure) => old[measure] !== now[measure]).map((measure) => {
      const [low, high] = now.intervals[measure] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      const was = old[measure];
      return {
        corpus: now.corpus,
        variant: now.variant,
        measure,
        before: was,
        now: now[measure],
        clear: was !== null && (was < low || was > high),
      };
    });
  });
}
