import { Hono } from 'hono';
import { TenantStats } from '../../domain/intake.ts';
import { EffectiveSettings, StoredSettingsPatch } from '../../tenants/settings.ts';
import { forget } from '../auth/identity.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { freshCounters } from '../counters.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NoQuery } from './lists.ts';

export const settings = new Hono<AppEnv>()
  .get(
    '/v1/settings',
    describe({
      summary: "The tenant's settings",
      tag: 'settings',
      door: 'admin',
      responses: { 200: jsonResponse(EffectiveSettings, 'The settings') },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      return context.json(await onTenant(context.env, tenant, (stub) => stub.settings()));
    },
  )
  .patch(
    '/v1/settings',
    describe({
      summary: 'Changes settings',
      description:
        'What is left out stays. The number of shards can be set until something is first sent with an ingest token.',
      tag: 'settings',
      door: 'admin',
      problems: ['conflict'],
      responses: { 200: jsonResponse(EffectiveSettings, 'The settings as they are now') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', StoredSettingsPatch),
    async (context) => {
      const { tenant, access } = context.get('identity');
      const patch = context.req.valid('json');
      const changed = await onTenant(context.env, tenant, (stub) => stub.patchSettings(patch, access.id));
      forget(tenant);
      if (changed.ok) return context.json(changed.value);
      return changed.error === 'revoked'
        ? problem(context, 'unauthorized')
        : problem(context, 'conflict', {
            detail: 'Something was sent already: accounts are spread over the shards as they are.',
          });
    },
  )
  .get(
    '/v1/stats',
    describe({
      summary: 'Counters of the last 48 hours',
      tag: 'settings',
      door: 'admin',
      responses: { 200: jsonResponse(TenantStats, 'Counters by hour and by source, alerts by status') },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant, access } = context.get('identity');
      await freshCounters(context.env, tenant, access.settings);
      return context.json(await onTenant(context.env, tenant, (stub) => stub.stats()));
    },
  );
