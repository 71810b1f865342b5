import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { NormalEvent } from '../../domain/event.ts';
import { readEvent } from '../backtest/quick-event.ts';
import { Failure } from '../shared/command.ts';
import { readLines } from '../shared/lines.ts';

/** Labelled lives: `<corpus>.ndjson.gz` in order of time, and `<corpus>.labels.json` with one object an account. */

const Attack = v.object({
  start: v.string(),
  end: v.string(),
  /** Where the operator's day lies, minutes east of UTC; absent where hours say nothing. */
  zoneMinutes: v.optional(v.number()),
  homeZoneMinutes: v.optional(v.number()),
  /** Number of the campaign that the account is a victim of. */
  campaign: v.optional(v.number()),
});
export const Label = v.object({
  account: v.string(),
  variant: v.string(),
  /** When judging starts. */
  from: v.string(),
  attack: v.nullable(Attack),
});
export type Label = v.InferOutput<typeof Label>;

export interface Corpus {
  readonly name: string;
  readonly labels: readonly Label[];
  readonly events: readonly NormalEvent[];
}

const LABELS = '.labels.json';

/** Names of the corpora in a folder, in alphabetical order. Throws a Failure where there is none. */
export function corporaIn(folder: string): string[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(LABELS))
    .map((name) => name.slice(0, -LABELS.length))
    .toSorted();
  if (names.length === 0) throw new Failure(`${folder}: holds no <corpus>${LABELS}`);
  return names;
}

/** Reads a corpus whole; one that cannot be read in full would give wrong figures, so any bad line is a Failure. */
export async function readCorpus(folder: string, name: string): Promise<Corpus> {
  const labelFile = join(folder, `${name}${LABELS}`);
  const labels = v.safeParse(v.array(Label), JSON.parse(readFileSync(labelFile, 'utf8')));
  if (!labels.success) throw new Failure(`${labelFile}: ${labels.issues[0].message}`);
  const events: NormalEvent[] = [];
  for await (const { file, firstLine, lines } of readLines([join(folder, `${name}.ndjson.gz`)])) {
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      const read = readEvent(line);
      if ('reason' in read) throw new Failure(`${file}:${firstLine + index}: ${read.reason}`);
      events.push(read.event);
    }
  }
  return { name, labels: labels.output, events };
}
