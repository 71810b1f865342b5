import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';
import { BLANK_EVENT, findSource, NO_EVENT } from '../../sources/index.ts';
import { findToken } from '../auth/credentials.ts';
import { identify } from '../auth/identity.ts';
import type { AppEnv } from '../context.ts';
import { describe, jsonResponse } from '../openapi.ts';
import { problem } from '../problem.ts';
import { retryAfter } from './answers.ts';
import { MAX_HANDSHAKE_BYTES, OVERLOADED_RETRY_AFTER_SECONDS, RETRY_AFTER_SECONDS } from './constants.ts';
import { type Received, receive } from './receive.ts';
import { noteRefusal, refusalOf } from './refusals.ts';

/**
 * Splunk's HTTP Event Collector, so that common forwarders need no plug-in. Its answers and codes are Splunk's own:
 * https://docs.splunk.com/Documentation/Splunk/latest/Data/TroubleshootHTTPEventCollector
 */

export const HecAnswer = v.pipe(
  v.object({
    text: v.string(),
    code: v.number(),
    'invalid-event-number': v.optional(v.number()),
    /** For senders that name a channel. */
    ackId: v.optional(v.number()),
  }),
  v.metadata({ ref: 'HecAnswer' }),
);

const AckQuestion = v.object({ acks: v.pipe(v.array(v.pipe(v.number(), v.safeInteger())), v.maxLength(10_000)) });
const AckAnswer = v.object({ acks: v.record(v.string(), v.boolean()) });

interface HecStatus {
  readonly status: ContentfulStatusCode;
  readonly text: string;
  readonly code: number;
}

const SUCCESS = { status: 200, text: 'Success', code: 0 } as const;
const TOKEN_REQUIRED = { status: 401, text: 'Token is required', code: 2 } as const;
const INVALID_AUTHORIZATION = { status: 401, text: 'Invalid authorization', code: 3 } as const;
const INVALID_TOKEN = { status: 403, text: 'Invalid token', code: 4 } as const;
const NO_DATA = { status: 400, text: 'No data', code: 5 } as const;
const INVALID_FORMAT = { status: 400, text: 'Invalid data format', code: 6 } as const;
const NO_CHANNEL = { status: 400, text: 'Data channel is missing', code: 10 } as const;
const EVENT_REQUIRED = { status: 400, text: NO_EVENT, code: 12 } as const;
const EVENT_BLANK = { status: 400, text: BLANK_EVENT, code: 13 } as const;
const BUSY = { status: 503, text: 'Server is busy', code: 9 } as const;
const HEALTHY = { status: 200, text: 'HEC is healthy', code: 17 } as const;
/** Codes of Splunk say nothing of these; the statuses do. */
const TOO_LARGE = { status: 413, text: 'Content-Length is too large', code: 27 } as const;
const UNSUPPORTED = { status: 415, text: 'Unsupported media type', code: 6 } as const;

const FAULTS: readonly HecStatus[] = [EVENT_REQUIRED, EVENT_BLANK];

const say = (context: Context<AppEnv>, { status, text, code }: HecStatus, more: object = {}) =>
  context.json({ text, code, ...more }, status);

/** As `ingest()`, with Splunk's words. */
const hecToken = createMiddleware<AppEnv>(async (context, next) => {
  const header = context.req.header('authorization');
  const token = findToken({ header: (name) => context.req.header(name), query: (name) => context.req.query(name) });
  if (token === undefined) return say(context, header === undefined ? TOKEN_REQUIRED : INVALID_AUTHORIZATION);
  const identity = await identify(context.env, token);
  if (identity?.access.kind !== 'ingest' || identity.access.sender === undefined) return say(context, INVALID_TOKEN);
  context.set('identity', identity);
  return next();
});

const refusals = (...statuses: readonly number[]) =>
  Object.fromEntries(statuses.map((status) => [status, jsonResponse(HecAnswer, 'Not taken; see the code')]));

const collect = (summary: string) =>
  describe({
    summary,
    description:
      'Envelopes `{time, sourcetype, event}`, one after another, or bare records. Answers are those of Splunk.',
    tag: 'http event collector',
    door: 'collector',
    responses: { 200: jsonResponse(HecAnswer, 'Taken, and durable'), ...refusals(400, 401, 403, 413, 415, 503) },
  });

/** A question is short; what holds records is read as a stream elsewhere. */
const limited = () =>
  bodyLimit({ maxSize: MAX_HANDSHAKE_BYTES, onError: (context: Context<AppEnv>) => say(context, TOO_LARGE) });

const health = () =>
  describe({
    summary: 'Tells a forwarder that the collector is up',
    tag: 'http event collector',
    door: 'none',
    responses: { 200: jsonResponse(HecAnswer, 'It is') },
  });

export const hecRoutes = new Hono<AppEnv>()
  .post('/services/collector', collect('Takes HEC events'), hecToken, (context) => take(context))
  .post('/services/collector/event', collect('Takes HEC events'), hecToken, (context) => take(context))
  .post('/services/collector/event/1.0', collect('Takes HEC events'), hecToken, (context) => take(context))
  .post('/services/collector/raw', collect('Takes records without envelopes'), hecToken, (context) => take(context))
  .post('/services/collector/raw/1.0', collect('Takes records without envelopes'), hecToken, (context) => take(context))
  .post(
    '/services/collector/ack',
    describe({
      summary: 'Confirms batches to senders with acknowledgement',
      description: 'Every id that an answer gave is confirmed: what was answered with Success is durable.',
      tag: 'http event collector',
      door: 'collector',
      responses: {
        200: jsonResponse(AckAnswer, 'True for each'),
        ...refusals(401, 403, 413),
        400: jsonResponse(HecAnswer, 'No channel, or no list of ids'),
      },
    }),
    limited(),
    hecToken,
    (context) => confirm(context),
  )
  .get('/services/collector/health', health(), (context) => say(context, HEALTHY))
  .get('/services/collector/health/1.0', health(), (context) => say(context, HEALTHY));

/** The channel that a sender with acknowledgement names, which it must to ask for one. */
const channelOf = (context: Context<AppEnv>): string | undefined =>
  context.req.header('x-splunk-request-channel') ?? context.req.query('channel');

/**
 * Senders with acknowledgement (Firehose to Splunk, Kafka Connect) hold a batch until its id is confirmed. What is answered with
 * Success is durable already, so whatever id is asked for is confirmed, and nothing of it is remembered.
 */
const acknowledgement = (context: Context<AppEnv>): object =>
  channelOf(context) === undefined ? {} : { ackId: nextAckId() };

let acknowledged = 0;
function nextAckId(): number {
  acknowledged = (acknowledged + 1) % 1_000;
  return Date.now() * 1_000 + acknowledged;
}

async function confirm(context: Context<AppEnv>): Promise<Response> {
  if (channelOf(context) === undefined) return say(context, NO_CHANNEL);
  const asked = v.safeParse(AckQuestion, await context.req.json().catch(() => undefined));
  if (!asked.success) return say(context, INVALID_FORMAT);
  return context.json({ acks: Object.fromEntries(asked.output.acks.map((id) => [String(id), true])) });
}

async function take(context: Context<AppEnv>): Promise<Response> {
  const { sender } = context.get('identity').access;
  const source = findSource('hec');
  if (source === undefined || sender === undefined) return problem(context, 'not-found');
  const received = await receive(context, source, sender);
  const refusal = refusalOf(received);
  if (refusal !== undefined) noteRefusal(context, refusal);
  return answer(context, received);
}

function answer(context: Context<AppEnv>, received: Received): Response {
  if (received.kind === 'unsupported') return say(context, UNSUPPORTED);
  if (received.kind !== 'taken') return say(context, INVALID_AUTHORIZATION);
  const { failure, tally } = received;
  switch (failure?.kind) {
    case 'too-large':
    case 'too-many':
      return say(context, TOO_LARGE);
    case 'corrupt':
      return say(context, INVALID_FORMAT);
    case 'overloaded':
      context.header('Retry-After', retryAfter(OVERLOADED_RETRY_AFTER_SECONDS)['Retry-After']);
      return say(context, BUSY);
    case 'unavailable':
      context.header('Retry-After', retryAfter(RETRY_AFTER_SECONDS)['Retry-After']);
      return say(context, BUSY);
  }
  if (tally.records === 0) return say(context, NO_DATA);
  if (tally.rejectedCount < tally.records) return say(context, SUCCESS, acknowledgement(context));
  const [first] = tally.answer().rejected;
  const status = FAULTS.find(({ text }) => text === first?.reason) ?? INVALID_FORMAT;
  return say(context, status, { 'invalid-event-number': first?.index ?? 0 });
}
