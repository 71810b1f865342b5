import { isTimeZone } from '../domain/zone.ts';
import { columnAt, columnsOf } from './columns.ts';
import { countryCode } from './countries.ts';
import type { DraftGeo } from './draft.ts';
import { isObject, parsedJson, valueAt } from './pointer.ts';
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

  /** Some write 0 for all (Zscaler its record, Netskope its transaction): it tells none from another. */
  id(...pointers: readonly string[]): string | undefined {
    return this.#first(pointers, (value) => (asText(value) === '0' ? undefined : asText(value)));
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
