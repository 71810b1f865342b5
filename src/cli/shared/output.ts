import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  constants,
  createWriteStream,
  lstatSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { Failure, reasonOf } from './failure.ts';

/** Where a command's results go: a file, or standard output. */
export interface Output {
  /** Width in characters, where it is a terminal. */
  readonly columns?: number | undefined;
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>;
  /** The results are whole: only now do they stand under the name of the file. */
  readonly close: () => Promise<void>;
}

/**
 * A file is written beside and renamed at the end, so that a run that fails or is interrupted leaves what was there before. A device or
 * a pipe is written as it goes.
 * @param file a path; undefined for standard output. Rejects with a Failure where it cannot be written.
 */
export async function openOutput(file: string | undefined): Promise<Output> {
  if (file === undefined) return STANDARD_OUTPUT;
  const refuse = (error: unknown): never => {
    throw new Failure(`${file}: cannot be written: ${reasonOf(error)}`);
  };
  try {
    const before = statSync(file, { throwIfNoEntry: false });
    const output = await (before === undefined || before.isFile() ? openBeside(file, before?.mode) : openStream(file));
    return { write: (text) => output.write(text).catch(refuse), close: () => output.close().catch(refuse) };
  } catch (error) {
    return refuse(error);
  }
}

const STANDARD_OUTPUT: Output = {
  get columns() {
    return process.stdout.columns;
  },
  write: (text) => writeTo(process.stdout, text),
  close: async () => {},
};

/** @param mode of the file that is there; undefined where there is none */
async function openBeside(file: string, mode: number | undefined): Promise<Output> {
  if (mode !== undefined) accessSync(file, constants.W_OK);
  const target = mode === undefined ? destinationOf(file) : realpathSync(file);
  const part = `${target}.${process.pid}.part`;
  // Not a file that is there, nor what a link of this name leads to: somebody else's.
  const output = await openStream(part, { flags: 'wx', ...(mode !== undefined && { mode }) });
  const removePart = (): void => removeIfPossible(part);
  process.once('exit', removePart);
  // The mask of the process is for new files.
  if (mode !== undefined) chmodSync(part, mode & PERMISSIONS);
  const close = async (): Promise<void> => {
    await output.close();
    renameSync(part, target);
    process.off('exit', removePart);
  };
  return { write: output.write, close };
}

const PERMISSIONS = 0o777;
/** Links that lead to one another, as many as Linux follows. */
const MOST_LINKS = 40;

/** Where a file will lie that is not there yet: links may lead to it. Throws what the file system says. */
function destinationOf(file: string): string {
  let path = file;
  for (let followed = 0; followed < MOST_LINKS; followed += 1) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
    path = resolve(realpathSync(dirname(path)), readlinkSync(path));
  }
  return path;
}

/** Nobody would catch an error while the process ends. */
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It stays.
  }
}

interface OpenOptions {
  readonly flags?: string;
  readonly mode?: number;
}

async function openStream(path: string, how: OpenOptions = {}): Promise<Output> {
  const stream = createWriteStream(path, how);
  await once(stream, 'open');
  // Whoever writes or closes next is told; without a listener the process would end in a stack.
  stream.on('error', () => {});
  return {
    write: async (text) => {
      if (stream.errored !== null) throw stream.errored;
      await writeTo(stream, text);
    },
    close: async () => {
      stream.end();
      await finished(stream);
    },
  };
}

async function writeTo(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}
