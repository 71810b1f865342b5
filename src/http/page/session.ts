import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import { SECOND_MS } from '../../domain/time.ts';
import { SESSION_LIFE_MS } from '../../tenants/constants.ts';
import { equalInConstantTime, hashToken } from '../../tenants/tokens/tokens.ts';
import { identify, useOf } from '../auth/identity.ts';
import type { AppEnv, Session } from '../context.ts';

/**
 * The page's session: a random token of its own in a cookie that no script can read, of which the Tenant knows the hash. It
 * needs no signature: there is nothing in it to forge. Other sites can lead here with it, and no more: `Lax` goes along when
 * somebody follows a link (an alert in a chat), never with a form or a picture of another site, and no GET changes anything.
 */
const COOKIE = 'meridian';

const HOST = 'host' as const;
const COMMON = { httpOnly: true, sameSite: 'Lax', path: '/' } as const;

/** Wherever there is TLS the cookie is `__Host-` and Secure. A browser keeps no such cookie for plain http, as on a laptop. */
const isSecure = (context: Context) => new URL(context.req.url).protocol === 'https:';
const optionsFor = (context: Context): CookieOptions =>
  isSecure(context) ? { ...COMMON, secure: true, prefix: HOST } : COMMON;

/** Who is signed in; undefined for nobody. */
export async function readSession(context: Context<AppEnv>): Promise<Session | undefined> {
  const token = isSecure(context) ? getCookie(context, COOKIE, HOST) : getCookie(context, COOKIE);
  return token === undefined ? undefined : sessionOf(context, token);
}

/** The session of a token; undefined for one that is over. */
export async function sessionOf(context: Context<AppEnv>, token: string): Promise<Session | undefined> {
  const identity = await identify(context.env, token, useOf(context.req.method));
  return identity?.access.kind === 'session' ? { ...identity, csrf: await hashToken(`csrf ${token}`) } : undefined;
}

export function startSession(context: Context<AppEnv>, token: string): void {
  setCookie(context, COOKIE, token, { ...optionsFor(context), maxAge: SESSION_LIFE_MS / SECOND_MS });
}

export function endSession(context: Context<AppEnv>): void {
  deleteCookie(context, COOKIE, optionsFor(context));
}

/** The second lock on forms, beside that of the Origin: the field `csrf` is the session's own. */
export async function fitsSession(session: Session, csrf: unknown): Promise<boolean> {
  return typeof csrf === 'string' && equalInConstantTime(await hashToken(csrf), await hashToken(session.csrf));
}
