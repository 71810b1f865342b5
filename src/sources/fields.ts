import { isTimeZone } from '../domain/zone.ts';
import { countryCode } from './countries.ts';
import type { DraftGeo } from './draft.ts';
import { asInstant } from './times.ts';
import { asAddress, asCount, asFlag, asNumber, asSystemNumber, asText, isAbsent } from './values.ts';
import { namedZone, UTC, type Zone } from './zones.ts';

/** One value that was read from a record, kept only when somebody asks for an explanation. */
export interface ReadValue {
  readonly pointer: string;
  readonly value: unknown;
}

/** What a reader notes beside the values, so that a reject can name the vendor's field. Shared by a record's sub-readers. */
export interface Notes {
  timePath: string;
  timeUnreadable: boolean;
  accountPath: string;
  readonly trace: ReadValue[] | undefined;
}

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

/** What Log Analytics adds to the name of a column for its type: string, number, GUID, time, boolean. */
const COLUMN_TYPES = ['_s', '_d', '_g', '_t', '_b'];

/** The same in a row of a custom table of Log Analytics (Sentinel): `/client/ipAddress` is its column `client_ipAddress_s`. */
function columnAt(record: unknown, pointer: string): unknown {
  if (!isObject(record) || !hasOwn.call(record, 'TimeGenerated')) return undefined;
  const name = pointer.slice(1).replaceAll('/', '_');
  const type = COLUMN_TYPES.find((one) => hasOwn.call(record, name + one));
  return type === undefined ? undefined : record[name + type];
}

/** The columns of such a row that are of the object at this pointer, as a row of their own; undefined where there are none. */
function columnsOf(record: unknown, pointer: string): unknown {
  if (!isObject(record) || !hasOwn.call(record, 'TimeGenerated')) return undefined;
  const prefix = `${pointer.slice(1).replaceAll('/', '_')}_`;
  const columns = Object.entries(record).filter(([name]) => name.startsWith(prefix));
  if (columns.length === 0) return undefined;
  const inner = columns.map(([name, value]): [string, unknown] => [name.slice(prefix.length), value]);
  return Object.fromEntries([...inner, ['TimeGenerated', record.TimeGenerated]]);
}

/** Names under which a record says "no real user": never one shared pseudo-account. Compared in lower case. */
const NOBODY = new Set([
  'anonymous',
  'anonymous logon',
  'guest user',
  'nobody',
  'system',
  'nt authority\\system',
  'nt authority\\local service',
  'nt authority\\network service',
  'nt authority\\anonymous logon',
  'localhost',
  'undefined',
  'not set',
  '00000000-0000-0000-0000-000000000000',
]);

/** One spelling per person: whole letters, trimmed, lower case; undefined for nobody in particular. */
export function accountOf(value: unknown): string | undefined {
  const text = asText(value)?.toWellFormed().trim().toLowerCase();
  return text === undefined || text === '' || NOBODY.has(text) ? undefined : text;
}

/** Typed readers over one record. Each takes JSON Pointers and answers with the first that holds a usable value. */
export class Fields {
  readonly record: unknown;
  readonly notes: Notes;
  readonly #base: string;

  constructor(record: unknown, trace?: ReadValue[], base = '', notes?: Notes) {
    this.record = record;
    this.#base = base;
    this.notes = notes ?? { timePath: '', timeUnreadable: false, accountPath: '', trace };
  }

  at(pointer: string): unknown {
    const value = this.#valueAt(pointer);
    if (value !== undefined) this.notes.trace?.push({ pointer: this.#base + pointer, value });
    return value;
  }

  has(pointer: string): boolean {
    return this.#valueAt(pointer) !== undefined || columnsOf(this.record, pointer) !== undefined;
  }

  text(...pointers: readonly string[]): string | undefined {
    return this.#first(pointers, asText);
  }
  number(...pointers: readonly string[]): number | undefined {
    return this.#first(pointers, asNumber);
  }
  count(...pointers: readonly string[]): number | undefined {
    return this.#first(pointers, asCount);
  }
  flag(...pointers: readonly string[]): boolean | undefined {
    return this.#first(pointers, asFlag);
  }
  address(...pointers: readonly string[]): string | undefined {
    return this.#first(pointers, asAddress);
  }

  /** Who it was; notes the first pointer for rejects. */
  account(...pointers: readonly string[]): string | undefined {
    this.notes.accountPath = this.#base + (pointers[0] ?? '');
    return this.#first(pointers, accountOf);
  }

  /** When it happened; after the vendor's own fields those that collectors add. Notes where it looked and whether it could not read it. */
  time(...pointers: readonly string[]): number | undefined {
    return this.#time(pointers, UTC);
  }

  /** As `time`, where another field names the zone of times that have none of their own. */
  timeIn(zonePointer: string, ...pointers: readonly string[]): number | undefined {
    const zone = namedZone(this.text(zonePointer));
    const atMs = this.#time(pointers, zone);
    if (this.notes.timeUnreadable && zone(0) === undefined) this.notes.timePath = this.#base + zonePointer;
    return atMs;
  }

  #time(pointers: readonly string[], zone: Zone): number | undefined {
    const own = this.#first(pointers, (value) => asInstant(value, zone));
    if (own !== undefined) return own;
    this.notes.timePath = this.#base + (pointers[0] ?? '');
    for (const pointer of pointers) {
      const value = this.#valueAt(pointer);
      if (value === undefined || value === null || (typeof value === 'string' && isAbsent(value))) continue;
      this.notes.timePath = this.#base + pointer;
      this.notes.timeUnreadable = true;
      return undefined;
    }
    return this.#first(COLLECTOR_TIMES, (value) => asInstant(value));
  }

  /** One word, a list of them, or the JSON of such a list, as text to look for a word in. */
  words(pointer: string): string {
    const value = this.at(pointer);
    const words = Array.isArray(value) ? value.slice(0, MOST_WORDS) : [value];
    return words
      .filter((word) => typeof word === 'string')
      .join(' ')
      .slice(0, LONGEST_WORDS);
  }

  /** A list (or a lone object in place of one) as readers of its members. */
  list(pointer: string): readonly Fields[] {
    const value = this.#valueAt(pointer);
    const list = typeof value === 'string' ? parsedJson(value) : value;
    if (Array.isArray(list))
      return list.slice(0, LONGEST_LIST).map((member, index) => this.#sub(member, `${pointer}/${index}`));
    const lone = value === undefined ? columnsOf(this.record, pointer) : list;
    return isObject(lone) ? [this.#sub(lone, pointer)] : [];
  }

  /** In a list of `{name, value}` pairs, the value of the pair so named. */
  named(pointer: string, name: string, nameKey = 'Name', valueKey = 'Value'): string | undefined {
    for (const pair of this.list(pointer))
      if (valueAt(pair.record, `/${nameKey}`) === name) return pair.text(`/${valueKey}`);
    return undefined;
  }

  geo(at: GeoPointers): DraftGeo | undefined {
    const country = this.#read(at.country, (value) =>
      typeof value === 'string' ? countryCode(value.trim()) : undefined,
    );
    const lat = this.#read(at.lat, asNumber);
    const lon = this.#read(at.lon, asNumber);
    const zone = this.#read(at.timeZone, asText);
    const region = this.#read(at.region, asText);
    const city = this.#read(at.city, asText);
    // Coordinates of a place without a name are the middle of its country: Kansas, Siberia.
    const exact = at.city === undefined || city !== undefined || region !== undefined;
    return {
      country,
      region,
      city,
      ...(exact && lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
        ? { lat, lon }
        : {}),
      timeZone: zone !== undefined && zone.length <= 64 && isTimeZone(zone) ? zone : undefined,
      asn: this.#read(at.asn, asSystemNumber),
      asOrg: this.#read(at.asOrg, asText),
    };
  }

  #valueAt(pointer: string): unknown {
    const value = valueAt(this.record, pointer);
    return value === undefined ? columnAt(this.record, pointer) : value;
  }

  #sub(record: unknown, pointer: string): Fields {
    return new Fields(record, undefined, this.#base + pointer, this.notes);
  }

  #read<T>(pointer: string | undefined, as: (value: unknown) => T | undefined): T | undefined {
    if (pointer === undefined) return undefined;
    const value = this.#valueAt(pointer);
    if (value === undefined) return undefined;
    const read = as(value);
    if (read !== undefined) this.notes.trace?.push({ pointer: this.#base + pointer, value });
    return read;
  }

  #first<T>(pointers: readonly string[], as: (value: unknown) => T | undefined): T | undefined {
    for (const pointer of pointers) {
      const read = this.#read(pointer, as);
      if (read !== undefined) return read;
    }
    return undefined;
  }
}

/** What Elastic agents, Splunk, Sentinel and Panther add to a record whose own time they dropped. */
const COLLECTOR_TIMES = ['/@timestamp', '/_time', '/TimeGenerated', '/p_event_time'];
/** Words of a list that are looked at, and the length of them all: a name of an operation or of a risk has some tens of characters. */
const MOST_WORDS = 16;
const LONGEST_WORDS = 1_024;
/** Members of a list inside a record that are looked at. */
const LONGEST_LIST = 1_000;

export interface GeoPointers {
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly lat?: string;
  readonly lon?: string;
  readonly timeZone?: string;
  readonly asn?: string;
  readonly asOrg?: string;
}
