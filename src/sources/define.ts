import type { Normalised } from '../domain/reject.ts';
import type { Reading } from './draft.ts';
import { explainEvents } from './explain.ts';
import { Fields, type ReadValue } from './fields.ts';
import { jsonIn, lineIn } from './line.ts';
import { isObject } from './pointer.ts';
import { settle } from './settle.ts';
import type { RecordContext, Source } from './source.ts';
import { listNames, unwrapLists } from './unwrap.ts';

/** What a vendor's file says; `defineSource` adds what all sources have in common. */
export interface SourceDefinition
  extends Pick<
    Source,
    | 'vendor'
    | 'title'
    | 'wayIn'
    | 'metadata'
    | 'sampleRecord'
    | 'handshake'
    | 'signature'
    | 'acknowledge'
    | 'tokenHeader'
  > {
  readonly aliases?: readonly string[];
  readonly sourcetypes?: readonly string[];
  /** Fields that only this vendor's records have. */
  recognises(fields: Fields): boolean;
  /** What the record tells; it is an object. */
  read(fields: Fields): Reading;
  /** Pointers to the lists that the vendor's envelopes hold their records in; default: arrays only. */
  readonly envelopes?: readonly string[];
  /** Brings a record that comes in a second shape into the one that `read` knows. */
  wrap?(record: Readonly<Record<string, unknown>>): unknown;
  /** The vendor also writes lines of text: one comes to `wrap` as the `message` of an object. */
  readonly hasLines?: true;
  /** For envelopes that are more than a list at a pointer; `envelopes` then names those that are no more. */
  unwrap?(value: unknown): readonly unknown[];
}

const NONE: RecordContext = {};
const hasLine = (record: unknown): boolean => lineIn(record) !== undefined;
const NO_OBJECT: Normalised = { kind: 'reject', reject: { path: '', reason: 'not a JSON object' } };

/** Makes a source of a vendor's file. */
export function defineSource(definition: SourceDefinition): Source {
  const {
    aliases = [],
    sourcetypes = [],
    envelopes = [],
    read,
    recognises,
    unwrap,
    wrap,
    hasLines,
    ...rest
  } = definition;
  const take = unwrap ?? ((value: unknown) => unwrapLists(value, envelopes));
  const knows = (record: unknown): boolean => isObject(record) && recognises(new Fields(record));
  /** The vendor's records in the line of a log that a shipper made an object of; the object itself where the line holds none. */
  const opened = (record: unknown): readonly unknown[] => {
    const line = lineIn(record);
    if (line === undefined || !line.includes('{') || knows(record)) return [record];
    const inside = take(jsonIn(line));
    return inside.some(knows) ? inside : [record];
  };
  const taken = (value: unknown): readonly unknown[] => {
    const records = take(value);
    return records.some(hasLine) ? records.flatMap(opened) : records;
  };
  const run = (record: unknown, context: RecordContext, trace?: ReadValue[]): Normalised => {
    if (!isObject(record)) return NO_OBJECT;
    const fields = new Fields(wrap === undefined ? record : wrap(record), trace);
    return settle(read(fields), fields.notes, context);
  };
  return {
    ...rest,
    aliases,
    sourcetypes,
    lists: listNames(envelopes),
    recognises: knows,
    unwrap: (value) => (typeof value === 'string' && hasLines === true ? [{ message: value }] : taken(value)),
    normalise: (record, context = NONE) => run(record, context),
    explain(record, context = NONE) {
      const trace: ReadValue[] = [];
      const outcome = run(record, context, trace);
      return { outcome, fields: outcome.kind === 'events' ? explainEvents(outcome.events, trace) : [] };
    },
  };
}
