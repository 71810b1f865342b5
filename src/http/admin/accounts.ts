import { Hono } from 'hono';
import * as v from 'valibot';
import { objectNameOf, shardTable } from '../../accounts/routing.ts';
import { Alert } from '../../domain/alert.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onShard, onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NoQuery } from './lists.ts';

/** Alerts shown with an account. */
const ALERTS_SHOWN = 20;

export const KnownAccount = v.object({
  account: v.string(),
  /** All that is remembered, in its stored form: its shape follows the version of the detections. */
  baseline: v.optional(v.record(v.string(), v.unknown())),
  alerts: v.array(Alert),
});

const AccountParam = v.object({ account: v.pipe(v.string(), v.maxLength(320), v.toLowerCase()) });

export const accounts = new Hono<AppEnv>()
  .get(
    '/v1/accounts/:account',
    describe({
      summary: 'What is known of an account',
      tag: 'accounts',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(KnownAccount, 'Its baseline and its newest alerts') },
    }),
    admin(),
    valid('param', AccountParam),
    valid('query', NoQuery),
    async (context) => {
      const { account } = context.req.valid('param');
      const { tenant, access } = context.get('identity');
      const name = objectNameOf(tenant, shardTable(access.settings.shards), account);
      const [known, page] = await Promise.all([
        onShard(context.env, name, (stub) => stub.account(account)),
        onTenant(context.env, tenant, (stub) => stub.alerts({ account, limit: ALERTS_SHOWN })),
      ]);
      if (known === undefined && page.items.length === 0) return problem(context, 'not-found');
      return context.json({ account, ...(known !== undefined && { baseline: known.baseline }), alerts: page.items });
    },
  )
  .delete(
    '/v1/accounts/:account',
    describe({
      summary: 'Erases an account',
      description:
        'Its baseline, alerts, findings, part in campaigns, and the rejected records that name it. Nothing can be undone.',
      tag: 'accounts',
      door: 'admin',
      responses: { 204: { description: 'Nothing of it is left' } },
    }),
    admin(),
    valid('param', AccountParam),
    valid('query', NoQuery),
    async (context) => {
      const { account } = context.req.valid('param');
      const { tenant, access } = context.get('identity');
      const name = objectNameOf(tenant, shardTable(access.settings.shards), account);
      // The shard first: what it still has for the Tenant has arrived, or is gone, when it returns.
      await onShard(context.env, name, (stub) => stub.erase(account));
      await onTenant(context.env, tenant, (stub) => stub.eraseAccount(account));
      return context.body(null, 204);
    },
  );
