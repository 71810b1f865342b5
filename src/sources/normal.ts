import * as v from 'valibot';
import { NormalEvent } from '../domain/event.ts';
import type { Normalised } from '../domain/reject.ts';
import { explainEvents } from './explain.ts';
import { isObject } from './pointer.ts';
import type { Source } from './source.ts';
import { unwrapLists } from './unwrap.ts';

/** The normal form itself, as `POST /v1/events` takes it: strict, since whoever writes it can read the schema. */

function normalise(record: unknown): Normalised {
  const parsed = v.safeParse(NormalEvent, record);
  if (parsed.success) return { kind: 'events', events: [parsed.output] };
  const [issue] = parsed.issues;
  const path = (issue.path ?? [])
    .map((step) => `/${String(step.key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return { kind: 'reject', reject: { path, reason: issue.message } };
}

export const normal: Source = {
  vendor: 'events',
  aliases: ['meridian', 'normal'],
  title: 'Normal events',
  wayIn: '`POST /v1/events`, HEC',
  metadata: {
    whatToConfigure: ['Send one JSON object a line to `/v1/events` with `Authorization: Bearer <ingest token>`.'],
    canTell: ['whatever the fields of the normal event hold'],
    cannotTell: [],
    docs: '/openapi.json',
  },
  sampleRecord: {
    id: 'f3a1',
    time: '2026-03-02T08:14:09Z',
    type: 'login',
    account: 'ola@example.com',
    ip: '192.0.2.10',
    app: 'citrix',
    outcome: 'success',
    interactive: true,
  },
  sourcetypes: ['meridian'],
  recognises: (record) =>
    isObject(record) && (record.type === 'login' || record.type === 'storage') && typeof record.account === 'string',
  lists: ['events'],
  unwrap: (value) => unwrapLists(value, ['/events']),
  normalise,
  explain(record) {
    const outcome = normalise(record);
    const reads = isObject(record) ? Object.entries(record).map(([key, value]) => ({ pointer: `/${key}`, value })) : [];
    return { outcome, fields: outcome.kind === 'events' ? explainEvents(outcome.events, reads) : [] };
  },
};
