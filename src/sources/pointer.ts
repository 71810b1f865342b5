/** What lies at a JSON Pointer of a vendor's record, through the JSON that some vendors write as text inside it. */

interface Step {
  readonly key: string;
  /** What some collectors make of the key: all lower case, or `_tag` for `.tag`. */
  readonly other: string | undefined;
}

const compiled = new Map<string, readonly Step[]>();

function stepsOf(pointer: string): readonly Step[] {
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  const steps = pointer
    .split('/')
    .slice(1)
    .map((part): Step => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const lower = key.startsWith('.') ? `_${key.slice(1)}` : key.toLowerCase();
      return { key, other: lower === key ? undefined : lower };
    });
  if (compiled.size < 10_000) compiled.set(pointer, steps);
  return steps;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOwn = Object.prototype.hasOwnProperty;

/** Arrays too: their members are read by index. */
const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function descend(parent: unknown, step: Step): unknown {
  const container = typeof parent === 'string' ? parsedJson(parent) : parent;
  if (!isContainer(container)) return undefined;
  if (hasOwn.call(container, step.key)) return container[step.key];
  return step.other !== undefined && hasOwn.call(container, step.other) ? container[step.other] : undefined;
}

/** Longest JSON inside a JSON string that is looked into. */
const EMBEDDED_MAX_LENGTH = 65_536;

/** Some vendors write objects as strings of JSON (Azure tables, Box details). Anything else is undefined. */
export function parsedJson(text: string): unknown {
  const first = text[0];
  if ((first !== '{' && first !== '[') || text.length > EMBEDDED_MAX_LENGTH) return undefined;
  if (text === last.text) return last.value;
  last = { text, value: parsed(text) };
  return last.value;
}

/** Readers ask for several members of one embedded object in turn. */
let last: { readonly text: string; readonly value: unknown } = { text: '', value: undefined };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON as text, to look for words in; nothing for what is nested deeper than the platform writes. @param maxLength characters that are looked at */
export function jsonText(value: unknown, maxLength: number): string {
  try {
    return (JSON.stringify(value ?? '') ?? '').slice(0, maxLength);
  } catch {
    return '';
  }
}

/** The value at a JSON Pointer (RFC 6901), in the vendor's spelling or a collector's lower-cased one. */
export function valueAt(record: unknown, pointer: string): unknown {
  let value = record;
  for (const step of stepsOf(pointer)) {
    value = descend(value, step);
    if (value === undefined) return undefined;
  }
  return value;
}
