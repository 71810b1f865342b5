import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { NormalEvent } from '../../domain/event.ts';
import { ANY_VENDOR, type SourceConfig } from '../../domain/tenant.ts';
import { findSource, type HandshakeAnswer, isSnsConfirmation, type Source } from '../../sources/index.ts';
import { ingest } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { describe, jsonResponse, resolved } from '../openapi.ts';
import { problem } from '../problem.ts';
import { answer, retryAfter } from './answers.ts';
import { RETRY_AFTER_SECONDS } from './constants.ts';
import { inFirehoseForm } from './firehose.ts';
import { ask, heard } from './flights.ts';
import { receive } from './receive.ts';
import { noteRefusal, refusalOf } from './refusals.ts';
import { IngestAnswer } from './tally.ts';

/** The body of a way in, of records of this form. */
const bodyOf = (record: v.GenericSchema) => ({
  required: true,
  description:
    'NDJSON (the schema is that of a line), a JSON array, or one or more JSON objects; gzip or not, told by the bytes. Up to 100,000 events or 100 MB.',
  content: {
    'application/x-ndjson': { schema: resolved(record) },
    'application/json': { schema: resolved(v.union([record, v.array(record)])) },
  },
});
const EVENTS = bodyOf(v.pipe(NormalEvent, v.metadata({ ref: 'NormalEvent' })));
const RECORDS = bodyOf(v.looseObject({}));
const TAKEN = { 200: jsonResponse(IngestAnswer, 'What became of the records; what was accepted is durable') };

export const ingestRoutes = new Hono<AppEnv>()
  .post(
    '/v1/events',
    describe({
      summary: 'Takes normal events',
      tag: 'ingest',
      door: 'ingest',
      requestBody: EVENTS,
      problems: ['nothing-readable', 'malformed-request', 'too-large', 'unsupported-media-type'],
      responses: TAKEN,
    }),
    ingest(),
    async (context) => takeFrom(context, 'events', '/v1/events'),
  )
  .post(
    '/v1/ingest/:vendor',
    describe({
      summary: "Takes a vendor's own records",
      description:
        'In the format and with the envelopes that the vendor sends. Its handshakes are answered here, its signature is checked if the source has a signing secret. The token may stand in `Authorization` (Bearer, Splunk, or Basic as password), in `X-Api-Key`, or in `?token=`. Some vendors are answered with a body of their own.',
      tag: 'ingest',
      door: 'ingest',
      requestBody: RECORDS,
      problems: [
        'nothing-readable',
        'malformed-request',
        'bad-signature',
        'not-found',
        'too-large',
        'unsupported-media-type',
      ],
      responses: TAKEN,
    }),
    inFirehoseForm(),
    ingest(),
    async (context) => {
      const vendor = context.req.param('vendor').toLowerCase();
      return takeFrom(context, vendor, `/v1/ingest/${vendor}`);
    },
  )
  .get(
    '/v1/ingest/:vendor',
    describe({
      summary: 'Answers the handshake by which a vendor proves the address',
      description: 'Echoes the challenge of the request; nothing is read or stored, so no token is needed.',
      tag: 'ingest',
      door: 'none',
      problems: ['not-found'],
      responses: { 200: { description: 'As the vendor expects it' } },
    }),
    (context) => {
      const handshake = findSource(context.req.param('vendor'))?.handshake?.({
        method: 'GET',
        header: (name) => context.req.header(name),
        query: (name) => context.req.query(name),
        body: undefined,
      });
      return handshake?.kind === 'answer' ? answerAsAsked(handshake) : problem(context, 'not-found');
    },
  );

/** @param path the way in, as an admin knows it: in one spelling, so that a sender cannot have one refusal told in many */
async function takeFrom(context: Context<AppEnv>, vendor: string, path: string): Promise<Response> {
  const source = findSource(vendor);
  if (source === undefined) return problem(context, 'not-found', { detail: 'There is no such vendor.' });
  const { sender } = context.get('identity').access;
  if (sender === undefined || !takes(sender, source)) {
    noteRefusal(context, `records for ${path}, which this source is not for`);
    return problem(context, 'forbidden', { detail: 'The token belongs to a source of another vendor.' });
  }
  const received = await receive(context, source, sender);
  const refusal = refusalOf(received);
  if (refusal !== undefined) noteRefusal(context, refusal);
  if (received.kind === 'handshake') return answerHandshake(context, received.answer, sender);
  const response = answer(context, received);
  if (received.kind !== 'taken' || response.status !== 200) return response;
  const asked = source.acknowledge?.(received.first, Date.now());
  return asked === undefined ? response : context.body(asked.body, 200, { 'Content-Type': asked.contentType });
}

const takes = (sender: SourceConfig, source: Source): boolean =>
  sender.vendor === ANY_VENDOR || findSource(sender.vendor) === source;

/** A confirmation fetches an address out of the message: only the vendor's own, and only when its signature was checked. */
async function answerHandshake(
  context: Context<AppEnv>,
  handshake: HandshakeAnswer,
  sender: SourceConfig,
): Promise<Response> {
  if (handshake.kind === 'answer') return answerAsAsked(handshake);
  if (sender.signingSecret === undefined) {
    noteRefusal(context, 'a subscription that is confirmed only with a signingSecret: the ARN of the topic');
    return problem(context, 'forbidden', {
      detail:
        'Set the signing secret of this source first: a confirmation is followed only when its signature was checked.',
    });
  }
  if (!isSnsConfirmation(handshake.url)) return problem(context, 'bad-signature');
  return (await heard(ask, handshake.url, isTaken))
    ? context.json({ confirmed: true })
    : problem(context, 'unavailable', { headers: retryAfter(RETRY_AFTER_SECONDS) });
}

async function isTaken(response: Response): Promise<boolean> {
  response.body?.cancel().catch(() => {});
  return response.ok;
}

const answerAsAsked = ({ status, headers, body }: Extract<HandshakeAnswer, { kind: 'answer' }>): Response =>
  new Response(body, { status, headers });
