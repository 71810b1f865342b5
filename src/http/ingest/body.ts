import { pipeline } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { fail, ok, type Result } from '../../domain/result.ts';
import { INFLATED_PIECE_BYTES } from './constants.ts';

/** Why a body could not be read to its end. */
export type BodyFailure =
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'corrupt'; readonly reason: string };

export type Encoding = 'identity' | 'gzip' | 'deflate';

const GZIP_MAGIC = [0x1f, 0x8b] as const;
const isGzip = (head: Uint8Array): boolean => head[0] === GZIP_MAGIC[0] && head[1] === GZIP_MAGIC[1];

const JSON_BEGINS = /^\s*[{[]/;
/** JSON begins within as many bytes, if it is JSON. */
const JSON_WITHIN_BYTES = 64;

/** What `Content-Encoding` asks for; undefined for what we cannot undo (415). Names are told apart by no case; `x-gzip` is gzip. */
export function readEncoding(header: string | undefined): Encoding | undefined {
  const name = (header ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return 'identity';
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  return name === 'deflate' ? 'deflate' : undefined;
}

/**
 * Reads a body as a stream of decoded chunks. Gzip is told by its first bytes, whatever the headers say or fail to say:
 * forwarders send it with every Content-Type, and proxies undo it without telling.
 * The last item is the failure, if there is one; never throws.
 */
export async function* readBody(
  body: ReadableStream<Uint8Array> | null,
  encoding: Encoding,
  limitBytes: number,
): AsyncGenerator<Result<Uint8Array, BodyFailure>, void> {
  if (body === null) return;
  let bytes = 0;
  try {
    for await (const chunk of decoded(body, encoding)) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) {
        yield fail({ kind: 'too-large', limitBytes });
        return;
      }
      yield ok(chunk);
    }
  } catch (error) {
    yield fail({ kind: 'corrupt', reason: error instanceof Error ? error.message : 'the body broke off' });
  }
}

/**
 * The body still whole if it begins as one that holds records does: as gzip, or as JSON after blanks and a byte-order mark. Undefined
 * for any other, of which no more than the first bytes are read.
 */
export async function bodyOfRecords(
  body: ReadableStream<Uint8Array> | null,
): Promise<ReadableStream<Uint8Array> | undefined> {
  if (body === null) return undefined;
  const reader = body.getReader();
  const head = await readHead(reader);
  const cancel = () => reader.cancel().catch(() => undefined);
  if (!isGzip(head) && !JSON_BEGINS.test(new TextDecoder().decode(head.subarray(0, JSON_WITHIN_BYTES)))) {
    await cancel();
    return undefined;
  }
  const chunks = chunksOf(head, reader);
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel,
  });
}

async function* decoded(body: ReadableStream<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  const head = await readHead(reader);
  const source = chunksOf(head, reader);
  try {
    if (isGzip(head)) yield* inflated(source, 'gzip');
    else if (encoding === 'deflate' && head.byteLength > 0) yield* inflated(source, 'deflate');
    else yield* source;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** At least two bytes, if the body has them. */
async function readHead(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  while (head.byteLength < GZIP_MAGIC.length) {
    const { done, value } = await reader.read();
    if (done) break;
    head = concat(head, value);
  }
  return head;
}

async function* chunksOf(
  head: Uint8Array,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  if (head.byteLength > 0) yield head;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/**
 * Never holds more than a piece of what comes out, so that a bomb is noticed long before it has gone off. By zlib, because gzip
 * may be of several members (RFC 1952, section 2.2: `cat a.gz b.gz`), which a DecompressionStream refuses after the first.
 */
async function* inflated(
  source: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate',
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  let bytesToUse = 0;
  async function* counted() {
    for await (const chunk of source) {
      const last = chunk.findLastIndex((byte) => byte !== 0);
      if (last >= 0) bytesToUse = bytes + last + 1;
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const options = { chunkSize: INFLATED_PIECE_BYTES };
  const inflate = format === 'gzip' ? createGunzip(options) : createInflate(options);
  // A failure on either side ends the other; it is thrown where the pieces are read.
  pipeline(counted(), inflate, () => undefined);
  yield* inflate;
  // Zeros may fill up a block; whatever else stands behind the end is lost, and its sender must hear of it.
  if (inflate.bytesWritten < bytesToUse) throw new Error('trailing bytes after the end');
}

function concat(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.byteLength + other.byteLength);
  both.set(one);
  both.set(other, one.byteLength);
  return both;
}
