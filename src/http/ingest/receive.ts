import type { Context } from 'hono';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SourceConfig } from '../../domain/tenant.ts';
import type { HandshakeAnswer, Source } from '../../sources/index.ts';
import type { AppEnv } from '../context.ts';
import { type BodyFailure, bodyOfRecords, readBody, readEncoding } from './body.ts';
import { MAX_BODY_BYTES, MAX_SIGNED_BYTES } from './constants.ts';
import { destinationOf } from './destination.ts';
import { createDispatcher } from './dispatch.ts';
import { type IngestFailure, takeIn } from './intake.ts';
import { readerFor } from './mapped.ts';
import { noteIntake } from './notes.ts';
import type { Piece } from './piece.ts';
import { type Pieces, piecesOf } from './pieces.ts';
import { verifySignature } from './signed.ts';
import { signatureOf } from './signing.ts';
import { Tally } from './tally.ts';

/** What became of a request that carried records. */
export type Received =
  | { readonly kind: 'unsupported'; readonly what: string; readonly value: string }
  /** `why` is for the admin of the source, not for the caller. */
  | { readonly kind: 'bad-signature'; readonly why: string }
  | { readonly kind: 'handshake'; readonly answer: HandshakeAnswer }
  | {
      readonly kind: 'taken';
      readonly tally: Tally;
      readonly failure: IngestFailure | undefined;
      /** The first JSON value of the body, for vendors that want to see it again. */
      readonly first: unknown;
    };

/** Kinds of body that hold no records; but Logpush calls its gzip whatever it likes, so the first bytes are asked too. */
const NO_RECORDS = /^(?:multipart|image|audio|video|font)\/|^text\/(?:html|css)|^application\/(?:pdf|zip|xml)/i;

/** Takes the body of an ingest request in: the same for every way in, which differ in how they answer. */
export async function receive(context: Context<AppEnv>, source: Source, sender: SourceConfig): Promise<Received> {
  const encoding = readEncoding(context.req.header('content-encoding'));
  if (encoding === undefined) return unsupported(context, 'Content-Encoding');

  const isOdd = encoding !== 'deflate' && NO_RECORDS.test(context.req.header('content-type') ?? '');
  const body = isOdd ? await bodyOfRecords(context.req.raw.body) : context.req.raw.body;
  if (body === undefined) return unsupported(context, 'Content-Type');

  const receivedMs = Date.now();
  const opened = await openBody(context, body, source, sender, receivedMs);
  if (!opened.ok) return opened.error;
  const tally = new Tally(sender.name, source.vendor, receivedMs);
  const reader = readerFor(source, sender);
  const chunks = counted(readBody(opened.value, encoding, MAX_BODY_BYTES), tally);
  const { first, pieces } = await peek(piecesOf(chunks, reader.lists));

  const handshake = source.handshake?.({
    method: context.req.method,
    header: (name) => context.req.header(name),
    query: (name) => context.req.query(name),
    body: first,
  });
  if (handshake !== undefined) return { kind: 'handshake', answer: handshake };

  const { tenant, access } = context.get('identity');
  const destination = await destinationOf(context.env, tenant, access.settings, sender);
  const failure = await takeIn(pieces, reader, createDispatcher(destination, tally), tally, receivedMs);
  await noteIntake(context.env, tenant, destination.sourceOf, tally, (promise) =>
    context.executionCtx.waitUntil(promise),
  );
  return { kind: 'taken', tally, failure, first };
}

const unsupported = (context: Context<AppEnv>, what: string): Received => ({
  kind: 'unsupported',
  what,
  value: (context.req.header(what) ?? '').slice(0, 128),
});

/** The body to read; a signed one is checked first, for which it must stand in memory whole. */
async function openBody(
  context: Context<AppEnv>,
  body: ReadableStream<Uint8Array> | null,
  source: Source,
  sender: SourceConfig,
  receivedMs: number,
): Promise<Result<ReadableStream<Uint8Array> | null, Received>> {
  if (sender.signingSecret === undefined) return ok(body);
  const signature = signatureOf(source, sender);
  if (signature === undefined) return { ok: false, error: { kind: 'bad-signature', why: 'this vendor signs nothing' } };
  const whole = await readWhole(body, MAX_SIGNED_BYTES);
  const nothingTaken = (failure: IngestFailure): Received => {
    const tally = new Tally(sender.name, source.vendor, receivedMs);
    return { kind: 'taken', tally, failure, first: undefined };
  };
  if (!whole.ok) return fail(nothingTaken(whole.error));
  const request = { header: (name: string) => context.req.header(name), body: whole.value, nowMs: receivedMs };
  const verdict = await verifySignature(signature, sender.signingSecret, request);
  if (verdict.ok) return ok(new Blob([whole.value]).stream());
  if (typeof verdict.error === 'string') return fail({ kind: 'bad-signature', why: verdict.error });
  return fail(nothingTaken({ kind: 'unavailable' }));
}

/** The bytes as they came: a signature is over these, compressed or not. */
async function readWhole(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Result<Uint8Array, BodyFailure>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) return fail({ kind: 'too-large', limitBytes });
    parts.push(chunk);
  }
  return ok(new Uint8Array(await new Blob(parts).arrayBuffer()));
}

async function* counted<T>(chunks: AsyncIterable<T>, tally: Tally): AsyncGenerator<T, void> {
  for await (const chunk of chunks) {
    tally.hasBody = true;
    yield chunk;
  }
}

/** Looks at the first value of a body without taking it away. */
async function peek(
  pieces: AsyncGenerator<Result<readonly Piece[], BodyFailure>, void>,
): Promise<{ first: unknown; pieces: Pieces }> {
  const head = await pieces.next();
  async function* all() {
    if (!head.done) yield head.value;
    yield* pieces;
  }
  const piece = !head.done && head.value.ok ? head.value.value[0] : undefined;
  return { first: piece?.kind === 'value' ? piece.value : undefined, pieces: all() };
}
