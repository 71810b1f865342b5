import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { vismaScenario } from '../scenario/visma.ts';
import { createBacktest } from './engine.ts';
import { openReading } from './reading-ahead.ts';
import { type Row, rowOf } from './row.ts';
import { backtestRows } from './rows.ts';
import { foldReading, type Run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'meridian-run-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const events = vismaScenario();
/** A bad line and a duplicate now and then, over two files. */
const lines = events.flatMap((event, index) => {
  const line = JSON.stringify(event);
  return index % 50 === 0 ? [line, line, `${line}}`] : [line];
});
const half = Math.floor(lines.length / 2);
const files = [
  fileOf('one.ndjson.gz', gzipSync(`${lines.slice(0, half).join('\n')}\n`)),
  fileOf('other.ndjson', lines.slice(half).join('\n')),
];

interface Folded {
  readonly run: Run;
  readonly rows: readonly Row[];
  readonly bad: readonly string[];
  readonly baselines: ReadonlyMap<string, unknown>;
}
async function fold(isAhead: boolean): Promise<Folded> {
  const rows: Row[] = [];
  const bad: string[] = [];
  const engine = createBacktest();
  const watch = {
    onChanges: (changes: readonly Parameters<typeof rowOf>[0][]) => void rows.push(...changes.map(rowOf)),
    onBadLine: (place: string) => void bad.push(place),
  };
  const run = await foldReading(openReading(files, isAhead), engine, watch);
  return { run, rows, bad, baselines: engine.baselines };
}

describe('folding files', () => {
  it('gives the same rows, counts and baselines whether a thread of its own reads them or not', async () => {
    const [here, ahead] = [await fold(false), await fold(true)];
    expect(ahead).toEqual(here);
    expect(here.run).toMatchObject({ events: events.length, duplicates: Math.ceil(events.length / 50) });
    expect(here.bad.length).toBe(here.run.duplicates);
  });

  it('gives the rows that the events give one by one', async () => {
    expect((await fold(true)).rows).toEqual(backtestRows(events).rows);
  });

  it('says which file cannot be read, whoever reads it', async () => {
    const broken = fileOf('broken.gz', gzipSync(lines.join('\n')).subarray(0, 1_000));
    const watch = { onChanges: () => undefined, onBadLine: () => {} };
    for (const isAhead of [false, true])
      await expect(foldReading(openReading([broken], isAhead), createBacktest(), watch)).rejects.toThrow(
        /broken\.gz: broken gzip/,
      );
  });
});
