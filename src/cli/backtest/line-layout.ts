/**
 * Where, in lines that one writer wrote, those values stand that differ from event to event. All else of such lines recurs: the
 * account with its address, client and place. A layout finds the values without parsing the line; see record-reader.ts.
 */

/** Fields whose values are looked for: texts, and whole numbers without sign. */
export const VALUE_FIELDS = ['id', 'time', 'object', 'bytes', 'count'] as const;
export type ValueField = (typeof VALUE_FIELDS)[number];
const isTextField = (field: ValueField): boolean => field !== 'bytes' && field !== 'count';

interface Mark {
  readonly field: ValueField;
  readonly isText: boolean;
  /** What stands before the value, e.g. `"id":"`. */
  readonly name: string;
}

export interface LineLayout {
  readonly marks: readonly Mark[];
  /** Text before each value and behind the last; the one at `bodyAt` is the longest, and differs from line to line. */
  readonly fixed: readonly string[];
  readonly bodyAt: number;
}

/** Where a line's values and its body stand, each from and to; values in the order of the layout's marks. */
export interface Places {
  readonly values: Int32Array;
  bodyFrom: number;
  bodyTo: number;
}

export const createPlaces = (): Places => ({
  values: new Int32Array(2 * VALUE_FIELDS.length),
  bodyFrom: 0,
  bodyTo: 0,
});

const QUOTE = 34;
const BACKSLASH = 92;
const FIRST_PRINTABLE = 32;
const ZERO = 48;
const NINE = 57;
/** So many digits are a safe integer whatever they are. */
const MAX_DIGITS = 15;

/** How writers put a name before its value: with a space or without. The one with it first, since a number may not begin with a space. */
const NAMES = [(field: string) => `"${field}": `, (field: string) => `"${field}":`] as const;

/** The layout of a line that holds this JSON object; undefined where its values are not written plainly. */
export function layoutOf(line: string, fields: Readonly<Record<string, unknown>>): LineLayout | undefined {
  const found: { readonly mark: Mark; readonly at: number }[] = [];
  for (const field of VALUE_FIELDS) {
    if (fields[field] === undefined) continue;
    const isText = isTextField(field);
    const name = NAMES.map((write) => write(field) + (isText ? '"' : '')).find((text) => line.includes(text));
    if (name === undefined) return undefined;
    found.push({ mark: { field, isText, name }, at: line.indexOf(name) });
  }
  found.sort((one, other) => one.at - other.at);
  const marks = found.map(({ mark }) => mark);
  const fixed: string[] = [];
  let from = 0;
  for (const { mark, at } of found) {
    const valueFrom = at + mark.name.length;
    if (at < from) return undefined;
    fixed.push(line.slice(from, valueFrom));
    from = valueEnd(mark, line, valueFrom);
    if (from === -1) return undefined;
  }
  fixed.push(line.slice(from));
  const bodyAt = fixed.reduce((longest, text, at) => (text.length > (fixed[longest]?.length ?? 0) ? at : longest), 0);
  return { marks, fixed, bodyAt };
}

/** Finds the values and the body of a line; false where it is not of this layout. */
export function locate({ marks, fixed, bodyAt }: LineLayout, line: string, places: Places): boolean {
  let at = 0;
  for (let index = 0; index < fixed.length; index += 1) {
    const mark = marks[index];
    if (index === bodyAt) {
      places.bodyFrom = at;
      at = mark === undefined ? line.length : endOf(mark.name, line, at);
      places.bodyTo = at;
    } else {
      const text = fixed[index] as string;
      at = line.startsWith(text, at) ? at + text.length : -1;
    }
    if (at === -1) return false;
    if (mark === undefined) return at === line.length;
    places.values[2 * index] = at;
    at = valueEnd(mark, line, at);
    if (at === -1) return false;
    places.values[2 * index + 1] = at;
  }
  return false;
}

/** Whether what a line writes under the names of values is sure to be their value: no escapes, and each name written once. */
export function isPlain(line: string, fields: Readonly<Record<string, unknown>>): boolean {
  if (line.includes('\\')) return false;
  for (const field of VALUE_FIELDS) {
    if (fields[field] === undefined) continue;
    const name = `"${field}"`;
    if (line.indexOf(name, line.indexOf(name) + 1) !== -1) return false;
  }
  return true;
}

/** Behind the first occurrence of a name, which begins with a quote, from `from` on; -1 for none. */
function endOf(name: string, line: string, from: number): number {
  // Lines are full of quotes, at each of which a search for the whole name would stop.
  const rest = name.slice(1);
  for (let at = line.indexOf(rest, from + 1); at !== -1; at = line.indexOf(rest, at + 1))
    if (line.charCodeAt(at - 1) === QUOTE) return at + rest.length;
  return -1;
}

/** Where a value ends that begins at `from`; -1 where it is empty, or written in any way but the plain one. */
function valueEnd({ isText }: Mark, line: string, from: number): number {
  const end = isText ? textEnd(line, from) : digitsEnd(line, from);
  return end > from ? end : -1;
}

function textEnd(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (unit === QUOTE) return at;
    if (unit === BACKSLASH || unit < FIRST_PRINTABLE) return -1;
  }
  return -1;
}

function digitsEnd(line: string, from: number): number {
  let at = from;
  while (at < line.length && line.charCodeAt(at) >= ZERO && line.charCodeAt(at) <= NINE) at += 1;
  const digits = at - from;
  if (digits > MAX_DIGITS || (digits > 1 && line.charCodeAt(from) === ZERO)) return -1;
  // Anything else than the next field or the end of the object would make it another number, or none.
  return line[at] === ',' || line[at] === '}' ? at : -1;
}
