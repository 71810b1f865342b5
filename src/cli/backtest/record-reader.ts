import type { EnrichedEvent, EnrichedStorage } from '../../domain/enriched-event.ts';
import type { NormalEvent } from '../../domain/event.ts';
import { parseInstant } from '../../domain/time.ts';
import { createPlaces, isPlain, type LineLayout, layoutOf, locate, type Places, VALUE_FIELDS } from './line-layout.ts';
import { checkEvent, type Fields, isFields, readJson } from './quick-event.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

/**
 * Reads recorded lines into enriched events. Of most lines all but id, time and size stood in a line before (one account, one
 * client, one address), so what was made of that one is kept by its text, and the line is not parsed again: 1 µs instead of 8.
 *
 * That gives what parsing would: a value is the text between two quotes without escapes, or digits between a colon and a comma or
 * brace, under a name that the line writes once and that its object has, so it is the value of that field and of nothing else.
 * What is not plain takes the way of `readEvent`, and a property test compares the two.
 */
export type ReadRecord =
  | { readonly event: EnrichedEvent /** As the source wrote it. */; readonly time: string }
  | { readonly reason: string };

interface Known {
  readonly layout: LineLayout;
  readonly bodies: TextIndex<EnrichedEvent>;
}

/** Texts that are kept, at a kilobyte each, and layouts: senders write one or two, a hostile one any number. */
const MAX_BODIES = 40_000;
const MAX_LAYOUTS = 6;
/** Where texts do not recur, keeping them costs more than it saves: after so many more misses than hits, lines are only parsed. */
const PATIENCE = 20_000;
const REST_LINES = 50_000;
/** What the schema takes. */
const MAX_ID = 256;
const MAX_TIME = 40;
const MAX_OBJECT = 1024;

export function createRecordReader(enrich: (event: NormalEvent) => EnrichedEvent): (line: string) => ReadRecord {
  const places = createPlaces();
  let known: Known[] = [];
  let bodies = 0;
  let credit = PATIENCE;
  let resting = 0;

  function readAnew(line: string): { readonly read: ReadRecord; readonly value?: unknown } {
    const json = readJson(line);
    if ('reason' in json) return { read: json };
    const checked = checkEvent(json.value);
    if ('reason' in checked) return { read: checked };
    return { read: { event: enrich(checked.event), time: checked.event.time }, value: json.value };
  }

  /** Keeps what a line was read as for lines that differ in their values only. */
  function keep(line: string, fields: Fields, event: EnrichedEvent): void {
    if (!isPlain(line, fields)) return;
    const values = VALUE_FIELDS.filter((field) => fields[field] !== undefined).length;
    const isRight = (layout: LineLayout): boolean => layout.marks.length === values && locate(layout, line, places);
    const entry = known.find(({ layout }) => isRight(layout)) ?? addLayout(layoutOf(line, fields), isRight);
    if (entry === undefined) return;
    if (bodies >= MAX_BODIES) {
      for (const other of known) other.bodies.clear();
      bodies = 0;
    }
    entry.bodies.put(line, places.bodyFrom, places.bodyTo, event);
    bodies += 1;
  }

  function addLayout(layout: LineLayout | undefined, isRight: (layout: LineLayout) => boolean): Known | undefined {
    if (layout === undefined || !isRight(layout)) return undefined;
    if (known.length >= MAX_LAYOUTS) forget();
    const entry: Known = { layout, bodies: createTextIndex() };
    // Those with more values first: a line of theirs has the others' marks too.
    known = [...known, entry].sort((one, other) => other.layout.marks.length - one.layout.marks.length);
    return entry;
  }

  function forget(): void {
    known = [];
    bodies = 0;
  }

  return (line) => {
    if (resting > 0) {
      resting -= 1;
      return readAnew(line).read;
    }
    for (const { layout, bodies: ofLayout } of known) {
      if (!locate(layout, line, places)) continue;
      const body = ofLayout.find(line, places.bodyFrom, places.bodyTo);
      if (body === undefined) continue;
      if (credit < PATIENCE) credit += 1;
      return withRead(body, line, layout, places) ?? readAnew(line).read;
    }
    const { read, value } = readAnew(line);
    if ('event' in read && isFields(value)) keep(line, value, read.event);
    credit -= 1;
    if (credit === 0) {
      resting = REST_LINES;
      credit = PATIENCE / 10;
      forget();
    }
    return read;
  };
}

/** A kept event with the values of a line; undefined where the schema would refuse one of them. */
function withRead(
  body: EnrichedEvent,
  line: string,
  { marks }: LineLayout,
  { values }: Places,
): ReadRecord | undefined {
  let { id, timeMs } = body;
  let time = '';
  let object: string | undefined;
  let bytes: number | undefined;
  let count: number | undefined;
  for (let index = 0; index < marks.length; index += 1) {
    const text = line.slice(values[2 * index], values[2 * index + 1]);
    switch (marks[index]?.field) {
      case 'id':
        id = text;
        break;
      case 'time':
        time = text;
        timeMs = parseInstant(time) ?? Number.NaN;
        break;
      case 'object':
        object = text;
        break;
      case 'bytes':
        bytes = Number(text);
        break;
      case 'count':
        count = Number(text);
    }
  }
  if (id.length > MAX_ID || time.length > MAX_TIME || Number.isNaN(timeMs)) return undefined;
  if (body.type === 'login') return { event: { ...body, id, timeMs }, time };
  if (object !== undefined && object.length > MAX_OBJECT) return undefined;
  const event: EnrichedStorage = { ...body, id, timeMs };
  if (bytes !== undefined) event.bytes = bytes;
  if (count !== undefined) event.count = count;
  if (object !== undefined) event.object = object;
  return { event, time };
}
