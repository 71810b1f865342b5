import type { MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { every } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import { equalInConstantTime, hashToken } from '../../tenants/tokens/tokens.ts';
import type { AppEnv } from '../context.ts';
import { problem } from '../problem.ts';
import { findToken } from './credentials.ts';
import { identify, useOf } from './identity.ts';

const REALM = 'meridian';

/** Where `findToken` looks that everybody can set. */
const NO_TOKEN = 'There is no token of Meridian in Authorization, in X-Api-Key or in ?token=.';

/** Lets a tenant's admin in: 401 without a valid token, 403 with one of another kind. */
export const admin = (): MiddlewareHandler<AppEnv> =>
  every(
    bearerAuth<AppEnv>({
      realm: REALM,
      verifyToken: async (token, context) => {
        const identity = await identify(context.env, token, useOf(context.req.method));
        if (identity !== undefined) context.set('identity', identity);
        return identity !== undefined;
      },
    }),
    createMiddleware<AppEnv>(async (context, next) => {
      const { kind } = context.get('identity').access;
      if (kind !== 'admin') return problem(context, 'forbidden', { detail: 'An admin token is required.' });
      return next();
    }),
  );

/** Lets the operator of this Meridian in, who creates tenants. */
export const root = (): MiddlewareHandler<AppEnv> =>
  bearerAuth<AppEnv>({
    realm: REALM,
    verifyToken: async (token, { env }) => {
      // Hashes are compared, so that neither place nor length of a difference shows.
      const [given, expected] = await Promise.all([hashToken(token), hashToken(env.ROOT_TOKEN ?? '')]);
      return equalInConstantTime(given, expected) && (env.ROOT_TOKEN ?? '') !== '';
    },
  });

/** Lets a source in, wherever its vendor puts the token: 401 without a valid one, 403 with one of another kind. */
export const ingest = (): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (context, next) => {
    const token = findToken({ header: (name) => context.req.header(name), query: (name) => context.req.query(name) });
    const identity = token === undefined ? undefined : await identify(context.env, token);
    if (identity === undefined) {
      return problem(context, 'unauthorized', {
        ...(token === undefined && { detail: NO_TOKEN }),
        headers: { 'WWW-Authenticate': `Bearer realm="${REALM}"` },
      });
    }
    if (identity.access.kind !== 'ingest' || identity.access.sender === undefined) {
      return problem(context, 'forbidden', { detail: 'An ingest token is required.' });
    }
    context.set('identity', identity);
    return next();
  });
