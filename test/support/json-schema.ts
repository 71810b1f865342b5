/** What can be said of JSON Schema 2020-12 without its meta-schema: which keywords there are, and what each holds. */

/** Keywords whose values are schemas: one, a list of them, or one by name. */
const ONE = ['items', 'additionalProperties', 'propertyNames', 'not', 'contains', 'if', 'then', 'else'];
const LISTS = ['anyOf', 'allOf', 'oneOf', 'prefixItems'];
const NAMED = ['properties', 'patternProperties'];
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const ANNOTATIONS = ['title', 'description', 'default', 'example', 'examples', 'format', 'deprecated'];
const OTHERS = ['$ref', 'type', 'const', 'enum', 'pattern', 'required', 'uniqueItems', 'contentEncoding'];
const KEYWORDS = new Set([...ONE, ...LISTS, ...NAMED, ...NUMBERS, ...COUNTS, ...ANNOTATIONS, ...OTHERS]);

/** As much of an OpenAPI document as holds schemas. */
export interface Document {
  readonly paths: object;
  readonly webhooks?: object;
  readonly components: { readonly schemas: object };
}

export interface Placed {
  readonly at: string;
  readonly schema: unknown;
}

/** Every schema of the document, those within others among them. */
export function schemasOf(document: Document): Placed[] {
  const found: Placed[] = Object.entries(document.components.schemas).map(([at, schema]) => ({ at, schema }));
  const look = (at: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'schema') found.push({ at, schema: member });
      else look(`${at}/${key}`, member);
    }
  };
  look('', document.paths);
  look('', document.webhooks);
  for (const { at, schema } of found) found.push(...within(at, schema));
  return found;
}

function within(at: string, schema: unknown): Placed[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    if (ONE.includes(keyword)) return [{ at: `${at}/${keyword}`, schema: value }];
    if (!LISTS.includes(keyword) && !NAMED.includes(keyword)) return [];
    return Object.entries(Object(value)).map(([key, member]) => ({ at: `${at}/${keyword}/${key}`, schema: member }));
  });
}

/** What the meta-schema of 2020-12 would not have. */
export function faultsOf(schema: unknown): string[] {
  if (typeof schema === 'boolean') return [];
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return ['not a schema'];
  const wrong = (keywords: readonly string[], isRight: (value: unknown) => boolean) =>
    keywords.filter((keyword) => keyword in schema && !isRight(Reflect.get(schema, keyword)));
  const isTexts = (value: unknown) =>
    Array.isArray(value) && new Set(value).size === value.length && value.every((each) => typeof each === 'string');
  return [
    ...Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword)),
    ...wrong(LISTS, (value) => Array.isArray(value) && value.length > 0),
    ...wrong(NAMED, (value) => typeof value === 'object' && !Array.isArray(value)),
    ...wrong(['type'], (value) => [value].flat().every((type) => TYPES.includes(String(type)))),
    ...wrong(['enum'], (value) => Array.isArray(value) && value.length > 0),
    ...wrong(['required'], isTexts),
    ...wrong(NUMBERS, (value) => Number.isFinite(value)),
    ...wrong(COUNTS, (value) => Number.isInteger(value) && Number(value) >= 0),
    ...wrong(['pattern'], (value) => new RegExp(String(value), 'u') instanceof RegExp),
    ...wrong(['description', 'title', 'format', '$ref'], (value) => typeof value === 'string'),
  ];
}
