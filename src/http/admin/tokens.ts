import { Hono } from 'hono';
import * as v from 'valibot';
import { NewToken, TokenInfo } from '../../domain/tenant.ts';
import { TOKENS_LIMIT } from '../../tenants/constants.ts';
import { forget } from '../auth/identity.ts';
import { admin } from '../auth/middleware.ts';
import type { AppEnv } from '../context.ts';
import { onTenant } from '../objects.ts';
import { describe, jsonResponse, valid } from '../openapi.ts';
import { problem } from '../problem.ts';
import { NoQuery } from './lists.ts';

export const NewTokenAnswer = v.object({
  id: v.string(),
  token: v.pipe(v.string(), v.description('Shown this once, and stored as its SHA-256 only')),
});
const TokenList = v.object({ tokens: v.array(TokenInfo) });

export const tokens = new Hono<AppEnv>()
  .get(
    '/v1/tokens',
    describe({
      summary: 'Lists tokens, never their secrets',
      tag: 'tokens',
      door: 'admin',
      responses: { 200: jsonResponse(TokenList, 'All tokens') },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      return context.json({ tokens: await onTenant(context.env, tenant, (stub) => stub.tokens()) });
    },
  )
  .post(
    '/v1/tokens',
    describe({
      summary: 'Makes a token',
      description: 'An ingest token belongs to one source; `default` if none is named.',
      tag: 'tokens',
      door: 'admin',
      problems: ['conflict'],
      responses: { 201: jsonResponse(NewTokenAnswer, 'The token, shown once') },
    }),
    admin(),
    valid('query', NoQuery),
    valid('json', NewToken),
    async (context) => {
      const { tenant, access } = context.get('identity');
      const wanted = context.req.valid('json');
      const made = await onTenant(context.env, tenant, (stub) => stub.createToken(wanted, access.id));
      if (made.ok) return context.json(made.value, 201);
      switch (made.error) {
        case 'revoked':
          return problem(context, 'unauthorized');
        case 'no-such-source':
          return problem(context, 'invalid-request', { detail: '/source: there is no such source' });
        case 'too-many':
          return problem(context, 'conflict', { detail: `There are ${TOKENS_LIMIT} tokens: revoke some first.` });
      }
    },
  )
  .delete(
    '/v1/tokens/:id',
    describe({
      summary: 'Revokes a token',
      description: 'It may still be taken for up to 30 seconds elsewhere. The last admin token cannot be revoked.',
      tag: 'tokens',
      door: 'admin',
      problems: ['not-found', 'conflict'],
      responses: { 204: { description: 'It is revoked' } },
    }),
    admin(),
    valid('query', NoQuery),
    async (context) => {
      const { tenant } = context.get('identity');
      const revoked = await onTenant(context.env, tenant, (stub) => stub.revokeToken(context.req.param('id')));
      forget(tenant);
      if (revoked.ok) return context.body(null, 204);
      return revoked.error === 'no-such-token'
        ? problem(context, 'not-found')
        : problem(context, 'conflict', { detail: 'It is the last admin token: make another one first.' });
    },
  );
