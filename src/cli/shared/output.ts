import { once } from 'node:events';
import { accessSync, constants, createWriteStream, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Failure, reasonOf } from './failure.ts';

/** Where a command's results go: a file, or standard output. */
export interface Output {
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
  if (file === undefined) return { write: (text) => writeTo(process.stdout, text), close: async () => {} };
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

/** @param mode of the file that is there; undefined where there is none */
async function openBeside(file: string, mode: number | undefined): Promise<Output> {
  if (mode !== undefined) accessSync(file, constants.W_OK);
  const target = mode === undefined ? file : realpathSync(file);
  const part = `${target}.${process.pid}.part`;
  const removePart = (): void => rmSync(part, { force: true });
  process.once('exit', removePart);
  const output = await openStream(part, mode);
  const close = async (): Promise<void> => {
    await output.close();
    renameSync(part, target);
    process.off('exit', removePart);
  };
  return { write: output.write, close };
}

async function openStream(path: string, mode?: number): Promise<Output> {
  const stream = createWriteStream(path, mode === undefined ? {} : { mode });
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
