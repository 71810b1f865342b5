import type { Context } from 'hono';
import { type DescribeRouteOptions, describeRoute, type GenerateSpecOptions, resolver, validator } from 'hono-openapi';
import type * as v from 'valibot';
import { faultWords } from './fault-words.ts';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, ProblemDetails, type ProblemName, problem } from './problem.ts';

/** Which token a route takes. */
export type Door = 'admin' | 'ingest' | 'collector' | 'root' | 'session' | 'none';

export interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly door: Door;
  readonly responses: NonNullable<DescribeRouteOptions['responses']>;
  /** Problems of the route's own, beside those of its door. */
  readonly problems?: readonly ProblemName[];
  readonly requestBody?: DescribeRouteOptions['requestBody'];
  readonly parameters?: DescribeRouteOptions['parameters'];
}

const SECURITY: Readonly<Record<Door, Record<string, never[]>[]>> = {
  admin: [{ adminToken: [] }],
  ingest: [{ ingestToken: [] }, { hecToken: [] }, { basic: [] }, { queryToken: [] }],
  collector: [{ ingestToken: [] }, { hecToken: [] }, { basic: [] }, { queryToken: [] }],
  root: [{ rootToken: [] }],
  session: [{ session: [] }],
  none: [],
};

const DOOR_PROBLEMS: Readonly<Record<Door, readonly ProblemName[]>> = {
  admin: ['malformed-request', 'unauthorized', 'forbidden', 'internal-error', 'unavailable'],
  ingest: ['unauthorized', 'forbidden', 'overloaded', 'internal-error', 'unavailable'],
  // The others of a collector are in the words of Splunk.
  collector: ['internal-error', 'unavailable'],
  root: ['malformed-request', 'unauthorized', 'internal-error', 'unavailable'],
  session: ['internal-error', 'unavailable'],
  none: [],
};

/** Describes a route for /openapi.json. Every route has one: a test fails where it is missing. */
export function describe(route: RouteDescription) {
  return describeRoute({
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    security: SECURITY[route.door],
    ...(route.requestBody !== undefined && { requestBody: route.requestBody }),
    ...(route.parameters !== undefined && { parameters: route.parameters }),
    responses: { ...problemResponses([...(route.problems ?? []), ...DOOR_PROBLEMS[route.door]]), ...route.responses },
  });
}

type Schema = v.GenericSchema;

/** OpenAPI 3.1 speaks JSON Schema 2020-12, in which the members of a tuple are `prefixItems`. */
const DIALECT = { options: { target: 'draft-2020-12' } };

export const resolved = (schema: Schema) => resolver(schema, DIALECT);

/** A 200 of JSON. */
export const jsonResponse = (schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema: resolved(schema) } },
});

export const textResponse = (mediaType: string, description: string) => ({
  description,
  content: { [mediaType]: { schema: { type: 'string' as const } } },
});

export const problemText = (name: ProblemName): string => `${PROBLEMS[name].title} (\`${name}\`)`;

/** One response a status; several problems of a status share it. */
function problemResponses(names: readonly ProblemName[]): NonNullable<DescribeRouteOptions['responses']> {
  const byStatus = new Map<number, string[]>();
  for (const name of names) {
    const { status } = PROBLEMS[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), problemText(name)]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      status,
      {
        description: titles.join('; '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: resolved(ProblemDetails) } },
      },
    ]),
  );
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** Whether a body comes that is not called JSON. None at all is read as an empty object. */
function isOfOtherType({ req }: Context): boolean {
  const isEmpty = req.raw.body === null || req.header('content-length') === '0';
  return !JSON_TYPE.test(req.header('content-type') ?? '') && !isEmpty;
}

/** Validates and documents a part of the request; what does not fit is a problem that names the fields. */
export function valid<S extends Schema, T extends 'json' | 'query' | 'param' | 'form'>(target: T, schema: S) {
  return validator(
    target,
    schema,
    (result, context) => {
      // Such a body was not read at all, whatever became of the schema.
      if (target === 'json' && isOfOtherType(context)) {
        return problem(context, 'unsupported-media-type', { detail: 'Send application/json.' });
      }
      if (result.success) return undefined;
      const errors = result.error.map((issue) => ({
        pointer: `/${(issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('/')}`,
        detail: faultWords(issue, target),
      }));
      return problem(context, 'invalid-request', {
        detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '),
        members: { errors },
      });
    },
    DIALECT,
  );
}

/** What is not said route by route. */
export const OPENAPI_OPTIONS: Partial<GenerateSpecOptions> = {
  excludeStaticFile: false,
  defaultValidationErrorResponse: {
    description: problemText('invalid-request'),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  },
  documentation: {
    info: {
      title: 'Meridian',
      version: '0.1.0',
      description:
        'Edge detector of taken-over accounts. Every JSON error is an RFC 9457 problem, but for those of the collector, which are Splunk’s.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        adminToken: { type: 'http', scheme: 'bearer', bearerFormat: 'mrd_admin_<tenant>_<secret>' },
        ingestToken: { type: 'http', scheme: 'bearer', bearerFormat: 'mrd_ingest_<tenant>_<secret>' },
        hecToken: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Splunk <ingest token>`' },
        basic: { type: 'http', scheme: 'basic', description: 'The ingest token as password, any user' },
        queryToken: {
          type: 'apiKey',
          in: 'query',
          name: 'token',
          description: 'The ingest token, for vendors that can set nothing but an address',
        },
        rootToken: { type: 'http', scheme: 'bearer', description: 'The secret ROOT_TOKEN of this deployment' },
        session: { type: 'apiKey', in: 'cookie', name: 'meridian', description: 'Set by signing in to the page' },
      },
    },
  },
};
