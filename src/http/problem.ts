import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as v from 'valibot';

/** Every kind of problem that a caller can meet: stable names, the status that goes with each, and what it means. */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'nothing-readable': { status: 400, title: 'Nothing in the body could be read' },
  unauthorized: { status: 401, title: 'A valid token is required' },
  'bad-signature': { status: 401, title: "The vendor's signature does not fit" },
  forbidden: { status: 403, title: 'The token does not allow this' },
  'cross-site': { status: 403, title: 'The request came from another site' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'It stands in the way of something that exists' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is of a kind that is not taken here' },
  overloaded: { status: 429, title: 'Too much at once; send again later' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available right now; send again later' },
} as const satisfies Record<string, { status: ContentfulStatusCode; title: string }>;

export type ProblemName = keyof typeof PROBLEMS;

export const PROBLEM_TYPE_PREFIX = 'urn:meridian:problem:';
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** RFC 9457. `type` is stable; `title` is for people. */
export const ProblemDetails = v.pipe(
  v.looseObject({
    type: v.pipe(v.string(), v.description('urn:meridian:problem:<name>; stable')),
    title: v.string(),
    status: v.number(),
    detail: v.optional(v.string()),
    /** Path that was asked for. */
    instance: v.optional(v.string()),
    /** Names the request in the log. */
    requestId: v.optional(v.string()),
  }),
  v.metadata({ ref: 'Problem' }),
);

export interface ProblemOptions {
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of the problem's own, beside those of the standard. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The answer for a problem. */
export function problem(context: Context, name: ProblemName, options: ProblemOptions = {}): Response {
  const { status, title } = PROBLEMS[name];
  const body = {
    type: `${PROBLEM_TYPE_PREFIX}${name}`,
    title,
    status,
    ...(options.detail !== undefined && { detail: options.detail }),
    instance: context.req.path,
    requestId: context.get('requestId'),
    ...options.members,
  };
  return context.body(JSON.stringify(body), status, { ...options.headers, 'Content-Type': PROBLEM_MEDIA_TYPE });
}
