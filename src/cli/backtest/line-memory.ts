import { parseInstant } from '../../domain/time.ts';
import { createPlaces, isPlain, type LineLayout, layoutOf, locate, VALUE_FIELDS } from './line-layout.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

/**
 * Remembers what lines were read as. Of most recorded lines all but id, time and size stood in a line before (one account, one
 * client, one address), so they need not be parsed again.
 *
 * That gives what parsing would: a value is the text between two quotes without escapes, or digits between a colon and a comma or
 * brace, under a name that the line writes once and that its object has, so it is the value of that field and of nothing else.
 * Lines that are not plain in this way are not remembered.
 */
export interface LineMemory<T> {
  /** What was kept for a line that differed in its values only; undefined for none. `values` holds those of this line then. */
  readonly find: (line: string) => T | undefined;
  readonly values: LineValues;
  /** Keeps what a line was read as, an object with these fields. False where it is not kept, and `make` not called. */
  readonly keep: (line: string, fields: Readonly<Record<string, unknown>>, make: () => T) => boolean;
}

/** Values of one line, as the schema takes them. */
export interface LineValues {
  id: string;
  /** As the source wrote it, and as an instant. */
  time: string;
  timeMs: number;
  bytes: number | undefined;
  count: number | undefined;
  object: string | undefined;
}

interface Known<T> {
  readonly layout: LineLayout;
  readonly bodies: TextIndex<T>;
}

export interface MemoryLimits {
  /** Texts that are kept, at a kilobyte each. */
  readonly bodies: number;
  /** Where texts do not recur, keeping them costs more than it saves: after so many more misses than hits, nothing is kept, */
  readonly patience: number;
  /** for so many lines. */
  readonly restLines: number;
}
const LIMITS: MemoryLimits = { bodies: 120_000, patience: 20_000, restLines: 50_000 };
/** Senders write one or two layouts, a hostile one any number. */
const MAX_LAYOUTS = 6;
/** What the schema takes. */
const MAX_ID = 256;
const MAX_TIME = 40;
const MAX_OBJECT = 1024;

/** @param onForget told when all that was kept is forgotten */
export function createLineMemory<T>(onForget: () => void = () => {}, limits: MemoryLimits = LIMITS): LineMemory<T> {
  const places = createPlaces();
  const values: LineValues = { id: '', time: '', timeMs: 0, bytes: undefined, count: undefined, object: undefined };
  let known: Known<T>[] = [];
  let bodies = 0;
  let credit = limits.patience;
  let resting = 0;

  function forget(): void {
    known = [];
    bodies = 0;
    onForget();
  }

  function addLayout(layout: LineLayout | undefined, isRight: (layout: LineLayout) => boolean): Known<T> | undefined {
    if (layout === undefined || !isRight(layout)) return undefined;
    if (known.length >= MAX_LAYOUTS) forget();
    const entry: Known<T> = { layout, bodies: createTextIndex() };
    // Those with more values first: a line of theirs has the others' marks too.
    known = [...known, entry].sort((one, other) => other.layout.marks.length - one.layout.marks.length);
    return entry;
  }

  function miss(): void {
    credit -= 1;
    if (credit > 0) return;
    resting = limits.restLines;
    credit = Math.ceil(limits.patience / 10);
    forget();
  }

  return {
    values,
    find: (line) => {
      if (resting > 0) {
        resting -= 1;
        return undefined;
      }
      for (const { layout, bodies: ofLayout } of known) {
        if (!locate(layout, line, places)) continue;
        const body = ofLayout.find(line, places.bodyFrom, places.bodyTo);
        if (body === undefined) continue;
        if (credit < limits.patience) credit += 1;
        return readValues(values, line, layout, places.values) ? body : undefined;
      }
      miss();
      return undefined;
    },
    keep: (line, fields, make) => {
      if (resting > 0 || !isPlain(line, fields)) return false;
      const found = VALUE_FIELDS.filter((field) => fields[field] !== undefined).length;
      const isRight = (layout: LineLayout): boolean => layout.marks.length === found && locate(layout, line, places);
      if (bodies >= limits.bodies) forget();
      const entry = known.find(({ layout }) => isRight(layout)) ?? addLayout(layoutOf(line, fields), isRight);
      if (entry === undefined) return false;
      entry.bodies.put(line, places.bodyFrom, places.bodyTo, make());
      bodies += 1;
      return true;
    },
  };
}

/** Reads the values of a line; false where the schema would refuse one of them. */
function readValues(values: LineValues, line: string, { marks }: LineLayout, at: Int32Array): boolean {
  values.bytes = undefined;
  values.count = undefined;
  values.object = undefined;
  for (let index = 0; index < marks.length; index += 1) {
    const text = line.slice(at[2 * index], at[2 * index + 1]);
    switch (marks[index]?.field) {
      case 'id':
        values.id = text;
        break;
      case 'time':
        values.time = text;
        values.timeMs = parseInstant(text) ?? Number.NaN;
        break;
      case 'object':
        values.object = text;
        break;
      case 'bytes':
        values.bytes = Number(text);
        break;
      case 'count':
        values.count = Number(text);
    }
  }
  const { id, time, timeMs, object } = values;
  if (id.length > MAX_ID || time.length > MAX_TIME || Number.isNaN(timeMs)) return false;
  return object === undefined || object.length <= MAX_OBJECT;
}
