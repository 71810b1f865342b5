import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Where a command's results go: a file, or standard output. */
export interface Output {
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param file a path; undefined for standard output. Rejects where the file cannot be written. */
export async function openOutput(file: string | undefined): Promise<Output> {
  const stream = file === undefined ? process.stdout : createWriteStream(file);
  if (file !== undefined) await once(stream, 'open');
  return {
    write: async (text) => {
      if (text !== '' && !stream.write(text)) await once(stream, 'drain');
    },
    close: async () => {
      if (file === undefined) return;
      stream.end();
      await once(stream, 'close');
    },
  };
}
