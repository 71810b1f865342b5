import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { Alert, AlertStatus, NOTE_LIMIT } from '../../domain/alert.ts';
import { RfcTime } from '../../domain/event.ts';
import { exactly } from '../../domain/exact.ts';
import { DetectionId } from '../../domain/finding.ts';
import { Severity } from '../../domain/severity.ts';
import { parseInstant } from '../../domain/time.ts';
import { ALERT_ORDERS, type AlertQuery } from '../../tenants/alerts/alert-store.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, textResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NewVerdict, say } from '../verdicts.ts';
import { VERSION } from '../version.ts';
import { CursorText, exactQuery, Limit, listCursor, NOT_A_CURSOR, NoQuery, nextLink, readCursor } from './lists.ts';
import { ocsfOf } from './ocsf.ts';

const NDJSON = 'application/x-ndjson';
const OCSF = 'application/ocsf+json';
const FORMATS = ['json', 'ndjson', 'ocsf'] as const;
type Format = (typeof FORMATS)[number];

export const AlertList = v.object({ alerts: v.array(Alert), next: v.optional(v.string()) });

const AlertListFields = exactQuery({
  status: v.optional(AlertStatus),
  severity: v.optional(v.pipe(Severity, v.description('this and above'))),
  account: v.optional(v.pipe(v.string(), v.maxLength(320), v.toLowerCase())),
  detection: v.optional(v.pipe(DetectionId, v.description('alerts that hold a finding of it'))),
  since: v.optional(v.pipe(RfcTime, v.description('alerts that went on at or after this time'))),
  until: v.optional(v.pipe(RfcTime, v.description('alerts that began at or before this time'))),
  order: v.optional(
    v.pipe(
      v.picklist(ALERT_ORDERS),
      v.description(
        'newest (if left out), or gravest: what is open or acknowledged first, by severity; there an alert that changes between two pages may come twice or not at all',
      ),
    ),
  ),
  limit: Limit,
  cursor: v.optional(CursorText),
  format: v.optional(v.pipe(v.picklist(FORMATS), v.description('instead of the Accept header'))),
});

type AlertListFields = v.InferOutput<typeof AlertListFields>;

const listOf = ({ order = 'newest' }: AlertListFields) => `alerts ${order}` as const;

const AlertListQuery = v.pipe(
  AlertListFields,
  v.forward(
    v.check(
      (query) => query.cursor === undefined || readCursor(listOf(query), query.cursor) !== undefined,
      NOT_A_CURSOR,
    ),
    ['cursor'],
  ),
);

export const AlertPatch = v.pipe(
  exactly({
    status: v.optional(AlertStatus),
    note: v.optional(v.pipe(v.string(), v.maxLength(NOTE_LIMIT))),
    verdict: v.optional(NewVerdict),
  }),
  v.check((patch) => Object.keys(patch).length > 0, 'nothing to change'),
);

const FORMATS_ANSWERED = {
  ...textResponse('application/x-ndjson', 'Alerts, one a line; the next page in the Link header'),
};

export const alerts = new Hono<AppEnv>()
  .get(
    '/v1/alerts',
    describe({
      summary: 'Lists alerts, newest or gravest first',
      description:
        'Filters are combined with and. `Accept: application/x-ndjson` answers one alert a line, `application/ocsf+json` (or `?format=ocsf`) OCSF Detection Findings (class 2004).',
      tag: 'alerts',
      door: 'admin',
      responses: {
        200: {
          ...jsonResponse(AlertList, 'A page of alerts'),
          content: { ...jsonResponse(AlertList, '').content, ...FORMATS_ANSWERED.content, ...ocsfContent() },
        },
      },
    }),
    admin(),
    valid('query', AlertListQuery),
    async (context) => {
      const asked = context.req.valid('query');
      const { format, since, until, cursor, ...rest } = asked;
      const list = listOf(asked);
      const query: AlertQuery = {
        ...rest,
        sinceMs: parseInstant(since ?? ''),
        untilMs: parseInstant(until ?? ''),
        after: readCursor(list, cursor ?? ''),
      };
      const page = await onTenant(context.env, context.get('identity').tenant, (stub) => stub.alerts(query));
      return answerList(context, page.items, listCursor(list, page.next), format ?? wanted(context));
    },
  )
  .get(
    '/v1/alerts/:id',
    describe({
      summary: 'An alert with its findings',
      tag: 'alerts',
      door: 'admin',
      problems: ['not-found'],
      responses: {
        200: {
          ...jsonResponse(Alert, 'The alert'),
          content: { ...jsonResponse(Alert, '').content, ...ocsfContent() },
        },
      },
    }),
    admin(),
    valid('query', exactQuery({ format: AlertListFields.entries.format })),
    async (context) => {
      const { tenant } = context.get('identity');
      const alert = await onTenant(context.env, tenant, (stub) => stub.alert(context.req.param('id')));
      if (alert === undefined) return problem(context, 'not-found');
      const format = context.req.valid('query').format ?? wanted(context);
      return format === 'ocsf'
        ? context.body(JSON.stringify(ocsfOf(alert, VERSION)), 200, { 'Content-Type': OCSF })
        : context.json(alert);
    },
  )
  .patch(
    '/v1/alerts/:id',
    describe({
      summary: 'Changes status or note, or says what the alert was',
      description:
        'A verdict teaches the baseline: `expected` keeps the like quiet (until a time, or for good); `intrusion` takes the intruder out of what was learned. The alert keeps the latest, and when it was said. An empty note takes the note away.',
      tag: 'alerts',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(Alert, 'The alert as it is now') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', AlertPatch),
    async (context) => {
      const identity = context.get('identity');
      const id = context.req.param('id');
      const alert = await onTenant(context.env, identity.tenant, (stub) => stub.alert(id));
      if (alert === undefined) return problem(context, 'not-found');
      const edited = await say(context.env, identity, alert, context.req.valid('json'), Date.now());
      return edited === undefined ? problem(context, 'not-found') : context.json(edited);
    },
  );

function ocsfContent() {
  return {
    [OCSF]: { schema: { type: 'object' as const, description: 'OCSF 1.4 Detection Finding (class_uid 2004)' } },
  };
}

function wanted(context: Context): Format {
  const accept = context.req.header('accept') ?? '';
  if (accept.includes(OCSF)) return 'ocsf';
  return accept.includes(NDJSON) ? 'ndjson' : 'json';
}

function answerList(context: Context, items: readonly Alert[], next: string | undefined, format: Format): Response {
  const link = nextLink(context.req.url, next);
  const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const isLines = (context.req.header('accept') ?? '').includes(NDJSON);
  if (format === 'ocsf') {
    const findings = items.map((alert) => ocsfOf(alert, VERSION));
    return isLines
      ? context.body(lines(findings), 200, { ...link, 'Content-Type': NDJSON })
      : context.body(JSON.stringify(findings), 200, { ...link, 'Content-Type': OCSF });
  }
  if (format === 'ndjson') return context.body(lines(items), 200, { ...link, 'Content-Type': NDJSON });
  return context.json({ alerts: items, ...(next !== undefined && { next }) }, 200, link);
}
