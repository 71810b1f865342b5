import type { OpenAPIV3_1 } from 'openapi-types';
import type * as v from 'valibot';
import { AlertBody, NoticeBody, TestBody } from '../delivery/index.ts';
import { resolved } from './openapi.ts';

/** What /openapi.json says of the requests that Meridian itself makes: those to channels of the kind `webhook`. */

const WEBHOOKS: Readonly<Record<string, { readonly summary: string; readonly body: v.GenericSchema }>> = {
  alert: { summary: 'Tells of each change of an alert, as GET /v1/alerts/{id} answers it', body: AlertBody },
  notice: { summary: 'Tells of a source that fell silent, and of the end of that', body: NoticeBody },
  test: { summary: 'Shows that messages arrive: POST /v1/channels/{name}/test sends it', body: TestBody },
};

const header = (name: string, description: string): OpenAPIV3_1.ParameterObject => ({
  in: 'header',
  name,
  description,
  required: true,
  schema: { type: 'string' },
});

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const HEADERS: OpenAPIV3_1.ParameterObject[] = [
  header('webhook-id', 'The same however often a message is sent: a receiver tells a repetition by it.'),
  header('webhook-timestamp', 'When it was sent, in seconds since 1970'),
  header(
    'webhook-signature',
    "`v1,` and the base64 of the HMAC-SHA-256 of `{webhook-id}.{webhook-timestamp}.{body}` with the channel's secret",
  ),
];

const refused = { description: 'Never taken: this message is left out' };
const RESPONSES: OpenAPIV3_1.ResponsesObject = {
  '2XX': { description: 'Taken' },
  400: refused,
  413: refused,
  422: refused,
  default: { description: 'Tried again, when a `Retry-After` says or later and later' },
};

/** The `webhooks` of the document, by name. */
export async function describedWebhooks(): Promise<Record<string, OpenAPIV3_1.PathItemObject>> {
  const described = Object.entries(WEBHOOKS).map(async ([name, { summary, body }]) => {
    const { schema } = await resolved(body).toOpenAPISchema();
    const requestBody = { required: true, content: { 'application/json': { schema } } };
    return [name, { post: { summary, tags: ['channels'], parameters: HEADERS, requestBody, responses: RESPONSES } }];
  });
  return Object.fromEntries(await Promise.all(described));
}
