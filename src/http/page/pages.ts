import type { Context, MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { errorPage, PAGE_POLICY, signInPage, type Viewer } from '../../dashboard/index.ts';
import type { AppEnv, Form, Session } from '../context.ts';
import { describe, textResponse } from '../openapi.ts';
import { fitsSession, readSession } from './session.ts';

/** A strict policy: the page's own stylesheet and icon, forms to itself, nothing else, no scripts. */
export const pageHeaders = (): MiddlewareHandler =>
  secureHeaders({ contentSecurityPolicy: PAGE_POLICY, referrerPolicy: 'same-origin', xFrameOptions: 'DENY' });

/** Forms are taken from this site only, told by Origin or Sec-Fetch-Site. */
export const sameSite = (): MiddlewareHandler => csrf();

/** Whoever is not signed in is asked to, and led back. */
export const signedIn = (): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (context, next) => {
    const session = await readSession(context);
    if (session === undefined) {
      const { pathname, search } = new URL(context.req.url);
      return askToSignIn(context, context.req.method === 'GET' ? pathname + search : '/');
    }
    context.set('session', session);
    return next();
  });

/** A form of this very session; its fields are `context.get('form')`. */
const ownForm = (): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (context, next) => {
    const session = context.get('session');
    const form = await formOf(context);
    if (!(await fitsSession(session, form.csrf))) return expiredPage(context, viewerOf(session));
    context.set('form', form);
    return next();
  });

/** The door of every POST of somebody who is signed in. One piece, so that none of its locks is left out by mistake. */
export const ownPost = (): MiddlewareHandler<AppEnv> => every(pageHeaders(), sameSite(), signedIn(), ownForm());

export const answerPage = (context: Context<AppEnv>, page: string, status: ContentfulStatusCode = 200): Response =>
  context.html(page, status, { 'Cache-Control': 'private, no-store' });

/** The sign-in form, which leads to `next` afterwards. */
const askToSignIn = (context: Context<AppEnv>, next: string) =>
  next === '/' ? answerPage(context, signInPage()) : answerPage(context, signInPage({ next }), 401);

export const notFoundPage = (context: Context<AppEnv>, viewer: Viewer): Response =>
  answerPage(
    context,
    errorPage({ status: 404, title: 'Not found', detail: 'There is no such thing here.', viewer }),
    404,
  );

/** The field `csrf` is not that of the session: the form is of an earlier one, or not ours at all. */
const expiredPage = (context: Context<AppEnv>, viewer: Viewer): Response =>
  answerPage(context, errorPage({ status: 403, title: 'The form has expired; go back and reload', viewer }), 403);

/** Describes a page for /openapi.json. */
export const html = (summary: string) =>
  describe({
    summary,
    tag: 'page',
    door: 'session',
    responses: { 200: textResponse('text/html', 'The page'), 401: textResponse('text/html', 'The sign-in form') },
  });

export const viewerOf = ({ tenant, csrf: token }: Session): Viewer => ({ tenant, nowMs: Date.now(), csrf: token });

/** The text fields of a form; files and repeated fields are left out. */
export async function formOf(context: Context<AppEnv>): Promise<Form> {
  const entries = Object.entries(await context.req.parseBody());
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A path on this site to go on to; anything else leads to the list. Looked at before and after its dots are resolved: `/.//x` is `//x`. */
export function localPath(next: string | undefined): string {
  if (next === undefined || !isLocal(next)) return '/';
  const url = URL.parse(next, 'https://meridian.invalid');
  return url?.host === 'meridian.invalid' && isLocal(url.pathname) ? url.pathname + url.search : '/';
}

/** One slash: behind two a browser reads a host. */
const isLocal = (path: string): boolean => /^\/(?![/\\])/.test(path);
