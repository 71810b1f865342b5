import { Hono } from 'hono';
import * as v from 'valibot';
import { Campaign } from '../../domain/alert.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { cursorOf, exactQuery, Limit, listCursor, nextLink } from './lists.ts';

const CampaignList = v.object({ campaigns: v.array(Campaign), next: v.optional(v.string()) });

export const campaigns = new Hono<AppEnv>().get(
  '/v1/campaigns',
  describe({
    summary: 'Lists campaigns, newest first',
    tag: 'alerts',
    door: 'admin',
    responses: { 200: jsonResponse(CampaignList, 'A page of campaigns') },
  }),
  admin(),
  valid('query', exactQuery({ limit: Limit, cursor: cursorOf('campaigns') })),
  async (context) => {
    const { limit, cursor } = context.req.valid('query');
    const { tenant } = context.get('identity');
    const page = await onTenant(context.env, tenant, (stub) => stub.campaigns(limit, cursor));
    const next = listCursor('campaigns', page.next);
    const body = { campaigns: page.items, ...(next !== undefined && { next }) };
    return context.json(body, 200, nextLink(context.req.url, next));
  },
);
