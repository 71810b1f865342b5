import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { errorPage } from '../../dashboard/index.ts';
import type { AppEnv } from '../context.ts';
import { PROBLEMS, type ProblemName, type ProblemOptions, problem } from '../problem.ts';
import { answerPage, pageHeaders } from './pages.ts';

const HTML = 'text/html';
const JSON_TYPE = 'application/json';

/** Addresses of programs: whoever opens one in a browser wants to see what a program sees. */
const OF_PROGRAMS = /^\/(?:v1|services)(?:\/|$)/;

/** A request that leads nowhere: a page for a browser, problem details for a program. */
export async function answerLost(
  context: Context<AppEnv>,
  name: ProblemName,
  options: ProblemOptions = {},
): Promise<Response> {
  if (!isOfBrowser(context)) return problem(context, name, options);
  const { status, title } = PROBLEMS[name];
  for (const [header, value] of Object.entries(options.headers ?? {})) context.header(header, value);
  await pageHeaders()(context, async () => {
    context.res = answerPage(context, errorPage({ status, title, detail: 'The address may be mistyped.' }), status);
  });
  return context.res;
}

/** Browsers ask for HTML by name; programs for JSON, for anything, or not at all. */
const isOfBrowser = (context: Context<AppEnv>): boolean =>
  !OF_PROGRAMS.test(context.req.path) &&
  accepts(context, { header: 'Accept', supports: [JSON_TYPE, HTML], default: JSON_TYPE }) === HTML;
