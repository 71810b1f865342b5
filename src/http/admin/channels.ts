import { Hono } from 'hono';
import * as v from 'valibot';
import { ChannelName, ChannelPatch, ChannelReport, NewChannel } from '../../domain/channel.ts';
import { admin } from '../auth/middleware.ts';
import { addressFault } from '../channel-address.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NoQuery } from './lists.ts';

const ChannelList = v.object({ channels: v.array(ChannelReport) });
const CreatedChannel = v.object({
  channel: ChannelReport,
  secret: v.optional(
    v.pipe(v.string(), v.description('What a webhook is signed with, as Standard Webhooks says; shown this once')),
  ),
});
const TestAnswer = v.object({
  outcome: v.picklist(['delivered', 'failed', 'refused']),
  reason: v.optional(v.string()),
});
const NameParam = v.object({ name: ChannelName });

export const channels = new Hono<AppEnv>()
  .get(
    '/v1/channels',
    describe({
      summary: 'Lists channels and how each fares, never an address in full',
      tag: 'channels',
      door: 'admin',
      responses: { 200: jsonResponse(ChannelList, 'All channels') },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      return context.json({ channels: await onTenant(context.env, tenant, (stub) => stub.channels()) });
    },
  )
  .post(
    '/v1/channels',
    describe({
      summary: 'Adds a channel: Slack, Teams, PagerDuty, or a webhook',
      description:
        'It hears of alerts of its `severity` and above from now on: once when they open and once when they grow graver; PagerDuty and webhooks of what an admin decides, too, and webhooks of every change. Addresses are https and public.',
      tag: 'channels',
      door: 'admin',
      problems: ['conflict'],
      responses: { 201: jsonResponse(CreatedChannel, 'The channel, and the secret of a webhook') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', NewChannel),
    async (context) => {
      const { tenant } = context.get('identity');
      const wanted = context.req.valid('json');
      const { origin } = new URL(context.req.url);
      const fault = wanted.kind === 'pagerduty' ? undefined : addressFault(wanted.url, origin);
      if (fault !== undefined) return problem(context, 'invalid-request', { detail: `/url: ${fault}` });
      const created = await onTenant(context.env, tenant, (stub) => stub.createChannel(wanted, origin));
      if (created.ok) return context.json(created.value, 201);
      const detail =
        created.error === 'name-taken' ? `There is a channel ${wanted.name} already.` : 'There are as many as may be.';
      return problem(context, 'conflict', { detail });
    },
  )
  .get(
    '/v1/channels/:name',
    describe({
      summary: 'A channel and how it fares',
      tag: 'channels',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(ChannelReport, 'The channel') },
    }),
    admin(),
    valid('param', NameParam),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const channel = await onTenant(context.env, tenant, (stub) => stub.channel(name));
      return channel === undefined ? problem(context, 'not-found') : context.json(channel);
    },
  )
  .patch(
    '/v1/channels/:name',
    describe({
      summary: 'Changes what a channel hears of',
      description: 'For another address, or another secret, make another channel.',
      tag: 'channels',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(ChannelReport, 'The channel as it is now') },
    }),
    admin(),
    valid('param', NameParam),
    valid('query', NoQuery),
    valid('json', ChannelPatch),
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const patch = context.req.valid('json');
      const channel = await onTenant(context.env, tenant, (stub) => stub.patchChannel(name, patch));
      return channel === undefined ? problem(context, 'not-found') : context.json(channel);
    },
  )
  .delete(
    '/v1/channels/:name',
    describe({
      summary: 'Removes a channel',
      tag: 'channels',
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
      const isGone = await onTenant(context.env, tenant, (stub) => stub.deleteChannel(name));
      return isGone ? context.body(null, 204) : problem(context, 'not-found');
    },
  )
  .post(
    '/v1/channels/:name/test',
    describe({
      summary: 'Sends a test message, and tells what the receiver said',
      tag: 'channels',
      door: 'admin',
      problems: ['not-found'],
      responses: { 200: jsonResponse(TestAnswer, 'What became of it') },
    }),
    admin(),
    valid('param', NameParam),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      const { name } = context.req.valid('param');
      const posted = await onTenant(context.env, tenant, (stub) => stub.testChannel(name));
      if (posted === undefined) return problem(context, 'not-found');
      const { outcome } = posted;
      return context.json({ outcome, ...(posted.outcome !== 'delivered' && { reason: posted.reason }) });
    },
  );
