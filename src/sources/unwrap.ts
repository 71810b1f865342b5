import { isObject, parsedJson, valueAt } from './pointer.ts';

/** Envelopes: taking records out of what carries them. Pure and synchronous. */

const PACKED = Symbol('packed');

/** Records that are gzip in base64 (CloudWatch Logs subscriptions). Unpack, parse (JSON or NDJSON), and `unwrap` each value again. */
export interface PackedRecord {
  readonly [PACKED]: true;
  readonly gzipBase64: string;
}

/** Marked by a symbol, so that no JSON from outside can pretend to be one. */
export const packed = (gzipBase64: string): PackedRecord => ({ [PACKED]: true, gzipBase64 });

export const isPacked = (record: unknown): record is PackedRecord =>
  typeof record === 'object' && record !== null && PACKED in record;

/** Of pointers to lists, the names of those that are members of the envelope itself. */
export const listNames = (pointers: readonly string[]): readonly string[] =>
  pointers.filter((pointer) => /^\/[^/~]+$/.test(pointer)).map((pointer) => pointer.slice(1));

/** Envelopes inside envelopes are followed this deep. */
const MAX_DEPTH = 4;

/** Arrays flattened, and the list or object at the first of `pointers` that holds one taken out; anything else is a record itself. */
export function unwrapLists(value: unknown, pointers: readonly string[], depth = 0): readonly unknown[] {
  if (depth >= MAX_DEPTH) return [value];
  if (Array.isArray(value)) {
    if (!value.some((member) => Array.isArray(member) || holdsList(member, pointers))) return value;
    return value.flatMap((member) => unwrapLists(member, pointers, depth + 1));
  }
  const list = listIn(value, pointers);
  return list === undefined ? [value] : unwrapLists(list, pointers, depth + 1);
}

const holdsList = (value: unknown, pointers: readonly string[]): boolean => listIn(value, pointers) !== undefined;

function listIn(value: unknown, pointers: readonly string[]): readonly unknown[] | undefined {
  if (!isObject(value)) return undefined;
  for (const pointer of pointers) {
    const found = valueAt(value, pointer);
    const inner = typeof found === 'string' ? parsedJson(found) : found;
    if (Array.isArray(inner)) return inner;
    if (isObject(inner)) return [inner];
  }
  return undefined;
}

/** Every gzip stream in base64 begins so (1F 8B 08). */
const GZIP_BASE64 = 'H4sI';

/**
 * What base64 hides: JSON values, one or several (a line each, or set end to end as Firehose does); a `PackedRecord` for gzip.
 * @returns undefined when it is neither.
 */
export function unwrapBase64(text: string): readonly unknown[] | undefined {
  if (text.startsWith(GZIP_BASE64)) return [packed(text)];
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return jsonValues(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** One JSON value, or one a line. Lines that are no JSON are left out; undefined when none is. */
export function jsonValues(text: string): readonly unknown[] | undefined {
  const whole = parsed(text);
  if (whole !== undefined) return [whole];
  const values = text
    .replaceAll('}{', '}\n{')
    .split('\n')
    .map((line) => parsed(line))
    .filter((value) => value !== undefined);
  return values.length > 0 ? values : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
