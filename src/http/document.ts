import type { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import type { OpenAPIV3_1 } from 'openapi-types';
import { hasOwnLimit } from './body-limit.ts';
import type { AppEnv } from './context.ts';
import { OPENAPI_OPTIONS, problemText } from './openapi.ts';
import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemName } from './problem.ts';
import { describedWebhooks } from './webhooks.ts';

/**
 * /openapi.json: what each route says of itself, what the middleware before it answers, which no route has to say, and what channels
 * are sent.
 */
export async function openApiDocument(app: Hono<AppEnv>): Promise<unknown> {
  const document = await generateSpecs(app, OPENAPI_OPTIONS);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = methods?.[method];
      if (operation === undefined) continue;
      operation.responses ??= {};
      const { responses } = operation;
      for (const name of problemsBefore(path, method, operation)) addContent(responses, problemAnswer(name));
      if (operation.tags?.includes('page')) for (const page of pagesOf(path, method)) addContent(responses, page);
    }
  }
  return { ...document, webhooks: await describedWebhooks() };
}

const METHODS = ['get', 'post', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

/** An answer of one status in one media type. */
interface Answer {
  readonly status: number;
  readonly description: string;
  readonly mediaType: string;
  readonly schema: OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
}

/** Problems of the body's limit, of the validator of JSON, and of the check of a form's origin. */
function problemsBefore(path: string, method: Method, operation: OpenAPIV3_1.OperationObject): readonly ProblemName[] {
  if (method === 'get' || hasOwnLimit(path)) return [];
  const { requestBody } = operation;
  const takesJson = requestBody !== undefined && 'content' in requestBody && 'application/json' in requestBody.content;
  return ['too-large', ...(takesJson ? JSON_PROBLEMS : []), ...(operation.tags?.includes('page') ? FORM_PROBLEMS : [])];
}

const JSON_PROBLEMS = ['malformed-request', 'invalid-request', 'unsupported-media-type'] as const;
const FORM_PROBLEMS = ['cross-site'] as const;

function problemAnswer(name: ProblemName): Answer {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { status: PROBLEMS[name].status, description: problemText(name), mediaType: PROBLEM_MEDIA_TYPE, schema };
}

/** What a page says where there is nothing, or where its form is not taken. */
function pagesOf(path: string, method: Method): readonly Answer[] {
  const page = { mediaType: 'text/html', schema: { type: 'string' as const } };
  return [
    ...(path.includes('{') ? [{ ...page, status: 404, description: 'There is no such thing' }] : []),
    ...(method === 'post' && !path.startsWith('/sign-')
      ? [
          { ...page, status: 400, description: 'The form is not filled in as it should be' },
          { ...page, status: 403, description: 'The form has expired' },
          { ...page, status: 503, description: 'Busy right now' },
        ]
      : []),
  ];
}

/** Answers of one status share a response. */
function addContent(responses: OpenAPIV3_1.ResponsesObject, { status, description, mediaType, schema }: Answer): void {
  const known = responses[status];
  if (known === undefined || '$ref' in known) {
    responses[status] = { description, content: { [mediaType]: { schema } } };
    return;
  }
  if (!known.description.includes(description)) known.description += `; ${description}`;
  known.content = { [mediaType]: { schema }, ...known.content };
}
