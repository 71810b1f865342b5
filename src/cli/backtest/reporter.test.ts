import { afterEach, expect, it } from 'vitest';
import { vismaScenario } from '../scenario/visma.ts';
import type { Output } from '../shared/output.ts';
import { createReporter } from './reporter.ts';
import { backtestRows } from './rows.ts';

const terminal = process.stdout.columns;
const setTerminal = (columns: number): void =>
  void Object.defineProperty(process.stdout, 'columns', { value: columns, configurable: true });
afterEach(() => setTerminal(terminal));

/** The longest line of the table that goes to an output. */
async function widthOf(columns: number | undefined): Promise<number> {
  const written: string[] = [];
  const output: Output = { columns, write: async (text) => void written.push(text), close: async () => {} };
  const { engine } = backtestRows(vismaScenario());
  const run = { events: 1, duplicates: 0, files: [], rejected: 0, elapsedMs: 1, engine };
  await createReporter('table', output).end(run);
  return Math.max(
    ...written
      .join('')
      .split('\n')
      .map(({ length }) => length),
  );
}

it('lays a table out for where it goes: a terminal as wide as it is, a file always the same', async () => {
  const files: number[] = [];
  for (const columns of [50, 140]) {
    setTerminal(columns);
    expect(await widthOf(120)).toBe(120);
    files.push(await widthOf(undefined));
  }
  expect(files).toEqual([100, 100]);
});
