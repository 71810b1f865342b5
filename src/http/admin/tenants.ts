import { Hono } from 'hono';
import * as v from 'valibot';
import { exactly } from '../../domain/exact.ts';
import { TenantId } from '../../domain/tenant.ts';
import { root } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NoQuery } from './lists.ts';

const NewTenant = exactly({ tenant: TenantId });
const CreatedTenant = v.object({
  tenant: v.string(),
  adminToken: v.pipe(v.string(), v.description('Shown this once')),
  ingestToken: v.pipe(
    v.string(),
    v.description("Of the source `default`, which takes every vendor's records; shown this once"),
  ),
});

export const tenants = new Hono<AppEnv>().post(
  '/v1/tenants',
  describe({
    summary: 'Creates a tenant',
    tag: 'tenants',
    door: 'root',
    problems: ['conflict'],
    responses: { 201: jsonResponse(CreatedTenant, 'The tenant with its first tokens, shown once') },
  }),
  root(),
  valid('query', NoQuery),
  valid('json', NewTenant),
  async (context) => {
    const { tenant } = context.req.valid('json');
    const created = await onTenant(context.env, tenant, (stub) => stub.create(tenant));
    return created === undefined
      ? problem(context, 'conflict', { detail: `There is a tenant ${tenant} already.` })
      : context.json(created, 201);
  },
);
