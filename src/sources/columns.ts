import { isObject } from './pointer.ts';

/** Rows of a custom table of Log Analytics (Sentinel), whose data collector flattens a record: `/client/ipAddress` is `client_ipAddress_s`. */

/** What it adds to the name of a column for its type: string, number, GUID, time, boolean. */
const COLUMN_TYPES = ['_s', '_d', '_g', '_t', '_b'];

/** The time that the table adds to each of its rows tells them from other records. */
const isRow = (record: unknown): record is Readonly<Record<string, unknown>> =>
  isObject(record) && Object.hasOwn(record, 'TimeGenerated');

const nameOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '_');

/** The value of the column that holds what the record had at this pointer. */
export function columnAt(record: unknown, pointer: string): unknown {
  if (!isRow(record)) return undefined;
  const name = nameOf(pointer);
  const type = COLUMN_TYPES.find((one) => Object.hasOwn(record, name + one));
  return type === undefined ? undefined : record[name + type];
}

/** The columns that are of the object at this pointer, as a row of their own; undefined where there are none. */
export function columnsOf(record: unknown, pointer: string): Readonly<Record<string, unknown>> | undefined {
  if (!isRow(record)) return undefined;
  const prefix = `${nameOf(pointer)}_`;
  const columns = Object.entries(record).filter(([name]) => name.startsWith(prefix));
  if (columns.length === 0) return undefined;
  const inner = columns.map(([name, value]): [string, unknown] => [name.slice(prefix.length), value]);
  return Object.fromEntries([...inner, ['TimeGenerated', record.TimeGenerated]]);
}
