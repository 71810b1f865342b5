import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { PROJECT } from '../../src/cli/local/folders.ts';

/** Commands as people run them, in a process of their own. */

/** A test that starts processes, on a busy machine. */
export const TIMEOUT = { timeout: 60_000 };
const MOST_OUTPUT_BYTES = 64_000_000;

export const pathOf = (command: string): string => join(PROJECT, 'src', 'cli', `${command}.ts`);

/** A folder that is removed after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-commands-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes files into a folder; each call gives the path of one. */
export const filesIn =
  (folder: string) =>
  (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

export const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs a command to its end. */
export const run = (command: string, parameters: readonly string[], input = ''): Promise<Ended> =>
  new Promise((resolve) => {
    const child: ChildProcess = execFile(
      process.execPath,
      [pathOf(command), ...parameters],
      { maxBuffer: MOST_OUTPUT_BYTES },
      (error, out, errors) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    );
    child.stdin?.end(input);
  });

/** What a command printed, one object a line. */
export const rowsOf = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
