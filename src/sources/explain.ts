import type { NormalEvent } from '../domain/event.ts';
import { countryCode } from './countries.ts';
import type { ReadValue } from './fields.ts';
import { asInstant } from './times.ts';
import { asAddress } from './values.ts';

/** Which field of the record became a field of the event. No pointer: it was chosen by the kind of the record, or derived. */
export interface Explained {
  /** Of the normal event, dotted: `geo.country`. */
  readonly field: string;
  readonly value: string | number | boolean;
  /** JSON Pointer into the record. */
  readonly pointer?: string;
}

/** Matches each field of the events with the values that were read while they were made. */
export function explainEvents(events: readonly NormalEvent[], reads: readonly ReadValue[]): readonly Explained[] {
  return events.flatMap((event) =>
    leaves(event, '').map(([field, value]): Explained => {
      const read = reads.find((one) => matches(field, value, one.value));
      return read === undefined ? { field, value } : { field, value, pointer: read.pointer };
    }),
  );
}

type Leaf = readonly [string, string | number | boolean];

function leaves(value: object, prefix: string): readonly Leaf[] {
  return Object.entries(value).flatMap(([key, member]: [string, unknown]): readonly Leaf[] => {
    if (typeof member === 'object' && member !== null) return leaves(member, `${prefix}${key}.`);
    return typeof member === 'string' || typeof member === 'number' || typeof member === 'boolean'
      ? [[prefix + key, member]]
      : [];
  });
}

function matches(field: string, value: string | number | boolean, raw: unknown): boolean {
  // An object may not be put into words, {"toString": false} for one, and is no value of an event anyway.
  if (typeof raw === 'object') return false;
  if (raw === value || String(raw) === String(value)) return true;
  if (field === 'time') return typeof value === 'string' && asInstant(raw) === Date.parse(value);
  if (typeof raw !== 'string' || typeof value !== 'string') return false;
  if (field === 'ip') return asAddress(raw) === value;
  if (field === 'geo.country') return countryCode(raw) === value;
  return (
    raw.trim().toLowerCase() === value.toLowerCase() ||
    (value.length >= LEAST_PART && raw.toLowerCase().includes(value.toLowerCase()))
  );
}

/** Shorter values occur in others by chance. */
const LEAST_PART = 6;
