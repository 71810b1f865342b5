import { Hono } from 'hono';
import * as v from 'valibot';
import { SourceReport } from '../../domain/intake.ts';
import { ANY_VENDOR, NewSource, SourceName, SourcePatch } from '../../domain/tenant.ts';
import { findSource } from '../../sources/index.ts';
import { forget } from '../auth/identity.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { freshCounters } from '../counters.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NewTokenAnswer } from './tokens.ts';

const SourceList = v.object({ sources: v.array(SourceReport) });
const CreatedSource = v.object({ source: SourceReport, token: NewTokenAnswer });
const NameParam = v.object({ name: SourceName });

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
      problems: ['conflict', 'invalid-request', 'malformed-request'],
      responses: { 201: jsonResponse(CreatedSource, 'The source and its ingest token') },
    }),
    admin(),
    valid('json', NewSource),
    async (context) => {
      const { tenant } = context.get('identity');
      const wanted = context.req.valid('json');
      const vendor = wanted.vendor === ANY_VENDOR ? ANY_VENDOR : findSource(wanted.vendor)?.vendor;
      if (vendor === undefined)
        return problem(context, 'invalid-request', { detail: `/vendor: no vendor ${wanted.vendor}` });
      const created = await onTenant(context.env, tenant, (stub) => stub.createSource({ ...wanted, vendor }));
      if (created === undefined)
        return problem(context, 'conflict', { detail: `There is a source ${wanted.name} already.` });
      forget(tenant);
      return context.json(created, 201);
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
      problems: ['not-found', 'invalid-request', 'malformed-request'],
      responses: { 200: jsonResponse(SourceReport, 'The source as it is now') },
    }),
    admin(),
    valid('param', NameParam),
    valid('json', SourcePatch),
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const patch = context.req.valid('json');
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
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const isGone = await onTenant(context.env, tenant, (stub) => stub.deleteSource(name));
      forget(tenant);
      return isGone ? context.body(null, 204) : problem(context, 'not-found');
    },
  );
