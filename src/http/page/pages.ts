import type { Context, MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { csrf } from 'hono/csrf';
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { BodyData } from 'hono/utils/body';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { errorPage, PAGE_POLICY, signInPage, type Viewer } from '../../dashboard/index.ts';
import type { AppEnv, Form, Session } from '../context.ts';
import { describe, textResponse } from '../openapi.ts';
import { alertAt } from './alert-path.ts';
import { typedNote } from './note.ts';
import { fitsSession, readSession } from './session.ts';

/** A strict policy: the page's own stylesheet and icon, forms to itself, nothing else, no scripts. */
export const pageHeaders = (): MiddlewareHandler =>
  secureHeaders({ contentSecurityPolicy: PAGE_POLICY, referrerPolicy: 'same-origin', xFrameOptions: 'DENY' });

/** Forms are taken from this site only, told by Origin or Sec-Fetch-Site. */
export const sameSite = (): MiddlewareHandler => csrf();

type Answer = (context: Context<AppEnv>) => Response | Promise<Response>;

/** Whoever is not signed in is asked to, and led back. */
export const signedIn = (ask: Answer = askToSignIn): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (context, next) => {
    const session = await readSession(context);
    if (session === undefined) return ask(context);
    context.set('session', session);
    return next();
  });

/** A form of this very session; its fields are `context.get('form')`. */
const ownForm = (expired: ExpiredAnswer): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (context, next) => {
    const session = context.get('session');
    const form = await formOf(context);
    if (!(await fitsSession(session, form.csrf))) return expired(context, form);
    context.set('form', form);
    return next();
  });

type ExpiredAnswer = (context: Context<AppEnv>, form: Form) => Response | Promise<Response>;

/** Where a form stands: a path, or what tells it from the request. */
type FormPage = string | ((context: Context<AppEnv>) => string);

/**
 * The door of every POST of somebody who is signed in. One piece, so that none of its locks is left out by mistake. Whose session
 * has ended is led back to the page of the form; who signed in anew meanwhile, in another tab, is answered by `expired`.
 */
export const ownPost = (formPage: FormPage, expired: ExpiredAnswer = expiredPage): MiddlewareHandler<AppEnv> =>
  every(
    pageHeaders(),
    sameSite(),
    signedIn((context) => askAgain(context, typeof formPage === 'string' ? formPage : formPage(context))),
    ownForm(expired),
  );

export const answerPage = (context: Context<AppEnv>, page: string, status: ContentfulStatusCode = 200): Response =>
  context.html(page, status, { 'Cache-Control': 'private, no-store' });

/** The sign-in form, which leads to what was asked for afterwards. */
function askToSignIn(context: Context<AppEnv>): Response {
  const { pathname, search } = new URL(context.req.url);
  const next = pathname + search;
  return next === '/' ? answerPage(context, signInPage()) : answerPage(context, signInPage({ next }), 401);
}

/** The sign-in form for a form that came too late: it says that nothing was done, and keeps the note that was typed of an alert. */
async function askAgain(context: Context<AppEnv>, next: string): Promise<Response> {
  const draft = alertAt(next) === undefined ? undefined : typedNote(await formOf(context));
  return answerPage(context, signInPage({ next, hasEnded: true, ...(draft && { draft }) }), 401);
}

export const notFoundPage = (context: Context<AppEnv>, viewer: Viewer): Response =>
  answerPage(
    context,
    errorPage({ status: 404, title: 'Not found', detail: 'There is no such thing here.', viewer }),
    404,
  );

/** The field `csrf` is not that of the session: the form is of an earlier one, or not ours at all. */
export function expiredPage(context: Context<AppEnv>): Response {
  const viewer = viewerOf(context.get('session'));
  return answerPage(
    context,
    errorPage({ status: 403, title: 'The form has expired; go back and reload', viewer }),
    403,
  );
}

/** Describes a page for /openapi.json. */
export const html = (summary: string) =>
  describe({
    summary,
    tag: 'page',
    door: 'session',
    responses: { 200: textResponse('text/html', 'The page'), 401: textResponse('text/html', 'The sign-in form') },
  });

export const viewerOf = ({ tenant, csrf: token }: Session): Viewer => ({ tenant, nowMs: Date.now(), csrf: token });

/** The text fields of a form; files and repeated fields are left out, and a form that cannot be read has none. */
export async function formOf(context: Context<AppEnv>): Promise<Form> {
  const entries = Object.entries(await readBody(context));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The fields of a body. The runtime throws a TypeError for one that is no form (multipart without boundary); what else is thrown is no word on the form. */
async function readBody(context: Context<AppEnv>): Promise<BodyData> {
  try {
    return await context.req.parseBody();
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
}

/** A path on this site to go on to; anything else leads to the list. Looked at before and after its dots are resolved: `/.//x` is `//x`. */
export function localPath(next: string | undefined): string {
  if (next === undefined || !isLocal(next)) return '/';
  const url = URL.parse(next, 'https://meridian.invalid');
  return url?.host === 'meridian.invalid' && isLocal(url.pathname) ? url.pathname + url.search : '/';
}

/** One slash: behind two a browser reads a host. */
const isLocal = (path: string): boolean => /^\/(?![/\\])/.test(path);
