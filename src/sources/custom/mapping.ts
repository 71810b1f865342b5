import * as v from 'valibot';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isObject, valueAt } from '../pointer.ts';
import { asText } from '../values.ts';
import { compileExpression } from './expression.ts';

/**
 * A mapping from an unknown vendor's record to the normal event, as it stands in a source's settings:
 * each field of the normal event (`account`, `time`, `geo.country`, …) to where its value is.
 *
 *   "account": "/user/mail"                                        a JSON Pointer
 *   "app": {"jsonata": "targets[kind='app'].name"}                 JSONata, as far as allowed.ts goes
 *   "type": {"value": "login"}                                     a constant
 *   "outcome": {"pointer": "/ok", "words": {"true": "success", "*": "failure"}}
 *   "ip": ["/client/ip", "/ip"]                                    the first that is there
 * and besides: `records`, a pointer to the list in an envelope, and `when`, the values of a field that make a record ours:
 *   "when": {"pointer": "/event", "in": ["signin", "signin-failed"]}
 */

const Pointer = v.pipe(v.string(), v.maxLength(512), v.regex(/^(?:\/.*)?$/s, 'a JSON Pointer begins with "/"'));
const Scalar = v.union([v.pipe(v.string(), v.maxLength(1_024)), v.number(), v.boolean()]);
const Words = v.record(v.string(), Scalar);
const Spec = v.union([
  Pointer,
  v.strictObject({ pointer: Pointer, words: v.optional(Words) }),
  v.strictObject({ jsonata: v.string(), words: v.optional(Words) }),
  v.strictObject({ value: Scalar }),
]);
const Specs = v.union([Spec, v.pipe(v.array(Spec), v.minLength(1), v.maxLength(8))]);
const When = v.strictObject({
  pointer: v.optional(Pointer),
  jsonata: v.optional(v.string()),
  in: v.pipe(v.array(Scalar), v.minLength(1), v.maxLength(64)),
});

export const MAPPED_FIELDS = [
  'id',
  'time',
  'type',
  'account',
  'ip',
  'userAgent',
  'app',
  'device',
  'geo.country',
  'geo.region',
  'geo.city',
  'geo.lat',
  'geo.lon',
  'geo.timeZone',
  'geo.asn',
  'geo.asOrg',
  'outcome',
  'failure',
  'interactive',
  'factor',
  'anonymizer',
  'service',
  'operation',
  'bytes',
  'count',
  'object',
  'external',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

type Spec = v.InferOutput<typeof Spec>;

/** Where a value was found, for explanations and rejects: a pointer, or the expression. */
export interface Found {
  readonly value: unknown;
  readonly from: string;
}
export type Reader = (record: unknown) => Promise<Found | undefined>;

export interface CompiledMapping {
  readonly records: string | undefined;
  readonly when: ((record: unknown) => Promise<boolean>) | undefined;
  readonly fields: ReadonlyMap<MappedField, Reader>;
  /** Where each field is looked for first, to name it in a reject. */
  readonly places: ReadonlyMap<MappedField, string>;
}

const isField = (name: string): name is MappedField => MAPPED_FIELDS.some((field) => field === name);

/** Checks and compiles a mapping. The error names each fault by its place in the mapping. */
export function compileMapping(mapping: unknown): Result<CompiledMapping, readonly string[]> {
  if (!isObject(mapping)) return fail(['the mapping is not an object']);
  const faults: string[] = [];
  const fields = new Map<MappedField, Reader>();
  const places = new Map<MappedField, string>();
  for (const [name, value] of Object.entries(mapping)) {
    if (name === 'records' || name === 'when') continue;
    if (!isField(name)) {
      faults.push(`/${name}: no field of the normal event`);
      continue;
    }
    const specs = specsOf(value);
    const reader = specs === undefined ? fail('neither pointer, jsonata nor value') : compileAll(specs);
    if (!reader.ok) faults.push(`/${name}: ${reader.error}`);
    else {
      fields.set(name, reader.value);
      places.set(name, placeOf(specs?.[0]));
    }
  }
  const { records } = mapping;
  if (records !== undefined && !v.is(Pointer, records)) faults.push('/records: not a JSON Pointer');
  const when = mapping.when === undefined ? ok(undefined) : compileWhen(mapping.when);
  if (!when.ok) faults.push(`/when: ${when.error}`);
  if (!Object.hasOwn(mapping, 'account')) faults.push('/account: missing');
  if (faults.length > 0 || !when.ok) return fail(faults);
  return ok({ records: typeof records === 'string' ? records : undefined, when: when.value, fields, places });
}

function specsOf(value: unknown): readonly Spec[] | undefined {
  const parsed = v.safeParse(Specs, value);
  if (!parsed.success) return undefined;
  return Array.isArray(parsed.output) ? parsed.output : [parsed.output];
}

const placeOf = (spec: Spec | undefined): string =>
  typeof spec === 'string' ? spec : spec !== undefined && 'pointer' in spec ? spec.pointer : '';

function compileAll(specs: readonly Spec[]): Result<Reader, string> {
  const readers: Reader[] = [];
  for (const spec of specs) {
    const reader = compileOne(spec);
    if (!reader.ok) return reader;
    readers.push(reader.value);
  }
  return ok(async (record) => {
    for (const reader of readers) {
      const found = await reader(record);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

function compileOne(spec: Spec): Result<Reader, string> {
  if (typeof spec === 'string') return ok(byPointer(spec, undefined));
  if ('value' in spec) return ok(async () => ({ value: spec.value, from: '' }));
  if ('pointer' in spec) return ok(byPointer(spec.pointer, spec.words));
  const expression = compileExpression(spec.jsonata);
  if (!expression.ok) return expression;
  return ok(async (record) => translated(await expression.value(record), spec.words, spec.jsonata));
}

const byPointer =
  (pointer: string, words: v.InferOutput<typeof Words> | undefined): Reader =>
  async (record) =>
    translated(valueAt(record, pointer), words, pointer);

/** The word that stands for the value; `*` for any other. Empty values are none. */
function translated(value: unknown, words: v.InferOutput<typeof Words> | undefined, from: string): Found | undefined {
  if (words === undefined) return value === undefined || value === null || value === '' ? undefined : { value, from };
  const key = typeof value === 'boolean' ? String(value) : (asText(value) ?? '');
  const word = Object.hasOwn(words, key) ? words[key] : words['*'];
  return word === undefined ? undefined : { value: word, from };
}

function compileWhen(value: unknown): Result<(record: unknown) => Promise<boolean>, string> {
  const parsed = v.safeParse(When, value);
  if (!parsed.success) return fail(parsed.issues[0].message);
  const { pointer, jsonata, in: wanted } = parsed.output;
  if ((pointer === undefined) === (jsonata === undefined)) return fail('give either pointer or jsonata');
  const reader = compileOne(jsonata === undefined ? (pointer ?? '') : { jsonata });
  if (!reader.ok) return reader;
  return ok(async (record) => {
    const found = await reader.value(record);
    const value = found?.value;
    // A record may hold an object that cannot be put into words, {"toString": false} for one.
    if (typeof value === 'object' && value !== null) return false;
    return wanted.some((one) => String(one) === String(value));
  });
}
