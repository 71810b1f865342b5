import { isAscii } from 'node:buffer';
import { createReadStream, statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from './failure.ts';

/** Lines of recorded files, gzip or not, as batches: a file never stands in memory whole. */
export interface LineBatch {
  readonly file: string;
  /** Number of the first line, from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

export const STANDARD_INPUT = '-';
/** A line longer than this is no event; it is handed on cut short, and its reader refuses it. */
export const LONGEST_LINE_BYTES = 1_048_576;
const CHUNK_BYTES = 1_048_576;
const NEWLINE = 10;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** What each line, the last one too, ends with a newline: a string a line, so that to keep one does not keep its neighbours. */
function decodeLines(bytes: Buffer): string[] {
  // Bytes below 128 mean the same in both, and Latin-1 is a plain copy.
  const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
  const lines: string[] = [];
  let from = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
    lines.push(bytes.toString(encoding, from, end));
    from = end + 1;
  }
  return lines;
}

/** Sizes of the files in bytes, as they lie on disk; standard input counts 0. Throws a Failure for one that cannot be read. */
export function sizesOf(files: readonly string[]): number {
  return files.reduce((sum, file) => {
    if (file === STANDARD_INPUT) return sum;
    const stat = statSync(file);
    if (stat.isDirectory()) throw new Failure(`${file}: is a folder, not a file`);
    return sum + stat.size;
  }, 0);
}

/** @param onBytes told how many bytes more of the file have been read */
export async function* readLines(
  files: readonly string[],
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<LineBatch> {
  for (const file of files) {
    let nextLine = 1;
    for await (const lines of linesOf(await bytesOf(file, onBytes), file)) {
      yield { file, firstLine: nextLine, lines };
      nextLine += lines.length;
    }
  }
}

/** The bytes of a file; gzip is told by its first two bytes, whatever the name. */
async function bytesOf(file: string, onBytes: (bytes: number) => void): Promise<AsyncIterable<Buffer>> {
  const raw = file === STANDARD_INPUT ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const chunks: AsyncIterator<Buffer> = raw[Symbol.asyncIterator]();
  const first = await chunks.next();
  const counted = (async function* () {
    for (let next = first; next.done !== true; next = await chunks.next()) {
      onBytes(next.value.length);
      yield next.value;
    }
  })();
  if (first.done === true || !GZIP_MAGIC.every((byte, index) => first.value[index] === byte)) return counted;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // The reader of `gunzip` is told of what goes wrong; here there is nothing more to say.
  pipeline(Readable.from(counted), gunzip, () => {});
  return gunzip;
}

async function* linesOf(bytes: AsyncIterable<Buffer>, file: string): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of bytes) {
      const first = chunk.indexOf(NEWLINE);
      if (first === -1) {
        rest = Buffer.concat([rest, chunk]);
        if (rest.length > 2 * LONGEST_LINE_BYTES) rest = rest.subarray(0, LONGEST_LINE_BYTES + 1);
        continue;
      }
      // Only the line that began in the chunk before is put together: a chunk is long.
      const head = rest.length === 0 ? 0 : first + 1;
      const lines = head === 0 ? [] : decodeLines(Buffer.concat([rest, chunk.subarray(0, head)]));
      const end = chunk.lastIndexOf(NEWLINE);
      for (const line of decodeLines(chunk.subarray(head, end + 1))) lines.push(line);
      yield lines;
      rest = chunk.subarray(end + 1);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new Failure(`${file}: broken gzip (${error.message})`);
    throw error;
  }
  if (rest.length > 0) yield [rest.toString('utf8')];
}
