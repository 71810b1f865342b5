import { Hono } from 'hono';
import * as v from 'valibot';
import { NormalEvent } from '../../domain/event.ts';
import { exactly } from '../../domain/exact.ts';
import { DatedByArrival, SourceReport } from '../../domain/intake.ts';
import { ANY_VENDOR, NewSource, SourceName, SourceOptions, SourcePatch, SourceVendor } from '../../domain/tenant.ts';
import { findSource } from '../../sources/index.ts';
import { SOURCES_LIMIT } from '../../tenants/constants.ts';
import { forget } from '../auth/identity.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { freshCounters } from '../counters.ts';
import { mappingFaults } from '../ingest/mapped.ts';
import { signingFaults } from '../ingest/signing.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NoQuery } from './lists.ts';
import { NewTokenAnswer } from './tokens.ts';

const SourceList = v.object({ sources: v.array(SourceReport) });
const CreatedSource = v.object({ source: SourceReport, token: NewTokenAnswer });
const NameParam = v.object({ name: SourceName });

/** Records of a sample that are run. */
const DRY_RUN_RECORDS = 20;

const DryRun = exactly({
  vendor: SourceVendor,
  mapping: v.optional(SourceOptions.entries.mapping.wrapped),
  /** A record as the vendor sends it, or an envelope of some. */
  record: v.unknown(),
});

const DryRunAnswer = v.object({
  results: v.array(
    v.object({
      outcome: v.variant('kind', [
        v.object({
          kind: v.literal('events'),
          events: v.array(NormalEvent),
          datedByArrival: v.optional(DatedByArrival),
        }),
        v.object({ kind: v.literal('not-ours'), why: v.string() }),
        v.object({ kind: v.literal('reject'), reject: v.object({ path: v.string(), reason: v.string() }) }),
      ]),
      fields: v.array(v.object({ field: v.string(), value: v.unknown(), pointer: v.optional(v.string()) })),
    }),
  ),
});

/** What is wrong with the options of a source, each by its place in the request. */
const faultsOf = (vendor: string, options: SourceOptions): readonly string[] => [
  ...mappingFaults(findSource(vendor), options.mapping).map(inMapping),
  ...signingFaults(findSource(vendor), options),
];

const inMapping = (fault: string): string => `/mapping${fault.startsWith('/') ? '' : ': '}${fault}`;

/** The options as they will be; a secret that stays is known to be there, and no more. */
function afterPatch(before: SourceReport, patch: SourcePatch): SourceOptions {
  const signing = patch.signing === undefined ? before.signing : (patch.signing ?? undefined);
  const mapping = patch.mapping === undefined ? before.mapping : (patch.mapping ?? undefined);
  const kept = before.hasSigningSecret ? KEPT_SECRET : undefined;
  const signingSecret = patch.signingSecret === undefined ? kept : (patch.signingSecret ?? undefined);
  return {
    ...(signing !== undefined && { signing }),
    ...(mapping !== undefined && { mapping }),
    ...(signingSecret !== undefined && { signingSecret }),
  };
}

/** Stands for a secret that was checked when it was set: one that every scheme takes. */
const KEPT_SECRET = `whsec_${btoa('0'.repeat(24))}`;

export const sources = new Hono<AppEnv>()
  .get(
    '/v1/sources',
    describe({
      summary: 'Lists sources and how each fares',
      description: 'Events and rejects by hour for 48 hours, the last one running; a health word; the newest reject.',
      tag: 'sources',
      door: 'admin',
      responses: { 200: jsonResponse(SourceList, 'All sources') },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant, access } = context.get('identity');
      await freshCounters(context.env, tenant, access.settings);
      return context.json({ sources: await onTenant(context.env, tenant, (stub) => stub.sources()) });
    },
  )
  .post(
    '/v1/sources',
    describe({
      summary: 'Adds a source',
      description: `\`vendor\` is one of those of /v1/ingest, \`events\` for normal events, or \`${ANY_VENDOR}\`. The answer holds its ingest token, shown once.`,
      tag: 'sources',
      door: 'admin',
      problems: ['conflict'],
      responses: { 201: jsonResponse(CreatedSource, 'The source and its ingest token') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', NewSource),
    async (context) => {
      const { tenant } = context.get('identity');
      const wanted = context.req.valid('json');
      const vendor = wanted.vendor === ANY_VENDOR ? ANY_VENDOR : findSource(wanted.vendor)?.vendor;
      if (vendor === undefined)
        return problem(context, 'invalid-request', { detail: `/vendor: no vendor ${wanted.vendor}` });
      const faults = faultsOf(vendor, wanted);
      if (faults.length > 0) return problem(context, 'invalid-request', { detail: faults.join('; ') });
      const created = await onTenant(context.env, tenant, (stub) => stub.createSource({ ...wanted, vendor }));
      if (!created.ok) {
        const isTaken = created.error === 'name-taken';
        const detail = isTaken ? `There is a source ${wanted.name} already.` : `There are ${SOURCES_LIMIT} sources.`;
        return problem(context, 'conflict', { detail });
      }
      forget(tenant);
      return context.json(created.value, 201);
    },
  )
  .post(
    '/v1/sources/dry-run',
    describe({
      summary: 'Shows what would become of a record, and which field of it becomes which field of the event',
      description: 'Nothing is stored. `mapping` is for the vendor `custom`.',
      tag: 'sources',
      door: 'admin',
      responses: { 200: jsonResponse(DryRunAnswer, 'One outcome for each record in the sample') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', DryRun),
    async (context) => {
      const { vendor, mapping, record } = context.req.valid('json');
      const source = findSource(vendor);
      if (source === undefined) return problem(context, 'invalid-request', { detail: `/vendor: no vendor ${vendor}` });
      const faults = mappingFaults(source, mapping).map(inMapping);
      if (faults.length > 0) return problem(context, 'invalid-request', { detail: faults.join('; ') });
      const configured = mapping === undefined ? undefined : source.configured?.(mapping);
      const reader = configured?.ok ? configured.value : source;
      const receivedMs = Date.now();
      const records = reader.unwrap(record).slice(0, DRY_RUN_RECORDS);
      const results = await Promise.all(records.map((each) => reader.explain(each, { receivedMs })));
      return context.json({ results });
    },
  )
  .get(
    '/v1/sources/:name',
    describe({
      summary: 'A source and how it fares',
      tag: 'sources',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(SourceReport, 'The source') },
    }),
    admin(),
    valid('param', NameParam),
    valid('query', NoQuery),
    async (context) => {
      const { tenant, access } = context.get('identity');
      const { name } = context.req.valid('param');
      await freshCounters(context.env, tenant, access.settings);
      const source = await onTenant(context.env, tenant, (stub) => stub.source(name));
      return source === undefined ? problem(context, 'not-found') : context.json(source);
    },
  )
  .patch(
    '/v1/sources/:name',
    describe({
      summary: 'Changes the settings of a source',
      description: '`null` takes a setting away.',
      tag: 'sources',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(SourceReport, 'The source as it is now') },
    }),
    admin(),
    valid('param', NameParam),
    valid('query', NoQuery),
    valid('json', SourcePatch),
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const patch = context.req.valid('json');
      const before = await onTenant(context.env, tenant, (stub) => stub.source(name));
      if (before === undefined) return problem(context, 'not-found');
      const faults = faultsOf(before.vendor, afterPatch(before, patch));
      if (faults.length > 0) return problem(context, 'invalid-request', { detail: faults.join('; ') });
      const source = await onTenant(context.env, tenant, (stub) => stub.patchSource(name, patch));
      forget(tenant);
      return source === undefined ? problem(context, 'not-found') : context.json(source);
    },
  )
  .delete(
    '/v1/sources/:name',
    describe({
      summary: 'Removes a source and revokes its tokens',
      tag: 'sources',
      door: 'admin',
      problems: ['not-found'],
      responses: { 204: { description: 'It is gone' } },
    }),
    admin(),
    valid('param', NameParam),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const isGone = await onTenant(context.env, tenant, (stub) => stub.deleteSource(name));
      forget(tenant);
      return isGone ? context.body(null, 204) : problem(context, 'not-found');
    },
  );
