import type { Context } from 'hono';
import { Hono } from 'hono';
import * as v from 'valibot';
import { type ChannelOutcome, channelsPage } from '../../dashboard/index.ts';
import { NewChannel } from '../../domain/channel.ts';
import { addressFault } from '../channel-address.ts';
import type { AppEnv, Form, Session } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, textResponse } from '../openapi.ts';
import { answerPage, html, notFoundPage, ownPost, pageHeaders, signedIn, viewerOf } from './pages.ts';

const posts = (summary: string) =>
  describe({
    summary,
    tag: 'page',
    door: 'session',
    responses: {
      200: textResponse('text/html', 'The page, with what came of it'),
      401: textResponse('text/html', 'The sign-in form'),
    },
  });

export const channelRoutes = new Hono<AppEnv>()
  .get('/channels', html('Where alerts are told'), pageHeaders(), signedIn(), (context) =>
    answerChannels(context, context.get('session')),
  )
  .post('/channels', posts('Adds a channel'), ownPost('/channels'), async (context) => {
    const session = context.get('session');
    const outcome = await create(context, session, context.get('form'));
    return answerChannels(context, session, outcome, outcome.kind === 'made' ? 200 : 400);
  })
  .post('/channels/:name/test', posts('Sends a test message'), ownPost('/channels'), async (context) => {
    const session = context.get('session');
    const name = context.req.param('name');
    const posted = await onTenant(context.env, session.tenant, (stub) => stub.testChannel(name));
    if (posted === undefined) return notFoundPage(context, viewerOf(session));
    const reason = posted.outcome === 'delivered' ? {} : { reason: posted.reason };
    return answerChannels(context, session, { kind: 'tested', name, ...reason });
  })
  .post('/channels/:name/remove', posts('Removes a channel'), ownPost('/channels'), async (context) => {
    const session = context.get('session');
    const name = context.req.param('name');
    const isGone = await onTenant(context.env, session.tenant, (stub) => stub.deleteChannel(name));
    return isGone
      ? answerChannels(context, session, { kind: 'removed', name })
      : notFoundPage(context, viewerOf(session));
  });

async function answerChannels(
  context: Context<AppEnv>,
  session: Session,
  outcome?: ChannelOutcome,
  status: 200 | 400 = 200,
): Promise<Response> {
  const channels = await onTenant(context.env, session.tenant, (stub) => stub.channels());
  const view = { viewer: viewerOf(session), channels, ...(outcome !== undefined && { outcome }) };
  return answerPage(context, channelsPage(view), status);
}

/** What the form asks for, checked as strictly as `POST /v1/channels` does. */
async function create(context: Context<AppEnv>, session: Session, form: Form): Promise<ChannelOutcome> {
  const { name, kind, severity } = form;
  const notMade = (reason: string): ChannelOutcome => ({ kind: 'not-made', reason, typed: { name, kind, severity } });
  const target = form.target?.trim();
  const where = kind === 'pagerduty' ? { routingKey: target } : { url: target };
  const wanted = v.safeParse(NewChannel, { name: name?.trim(), kind, severity, ...where });
  if (!wanted.success) return notMade(faultOf(wanted.issues[0]));
  const { origin } = new URL(context.req.url);
  const fault = wanted.output.kind === 'pagerduty' ? undefined : addressFault(wanted.output.url, origin);
  if (fault !== undefined) return notMade(`the address is ${fault}`);
  const created = await onTenant(context.env, session.tenant, (stub) => stub.createChannel(wanted.output, origin));
  if (!created.ok) return notMade(created.error === 'name-taken' ? 'the name is taken' : 'there are as many as may be');
  const { channel, secret } = created.value;
  return { kind: 'made', name: channel.name, ...(secret !== undefined && { secret }) };
}

const WORDS: Readonly<Record<string, string>> = { url: 'address', routingKey: 'integration key' };

function faultOf(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue) ?? '';
  return field === '' ? issue.message : `${WORDS[field] ?? field}: ${issue.message}`;
}
