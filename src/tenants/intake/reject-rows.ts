import type { RejectedRecord } from '../../domain/intake.ts';

/** A row holds 2 MB at most; 600,000 UTF-16 units of JSON stay below it in every script (3 bytes each at most). */
const ROW_JSON_LENGTH = 600_000;

/** A run of records of one source, as one JSON array. */
export interface RejectRow {
  readonly source: string;
  readonly count: number;
  readonly json: string;
}

/** Rows in the order of their records, each made when it is asked for: all at once would take some 50 MB. */
export function* rowsOf(records: readonly RejectedRecord[]): Generator<RejectRow, void> {
  let group: string[] = [];
  let source = '';
  let length = 0;
  for (const record of records) {
    const json = JSON.stringify(record);
    if (group.length > 0 && (record.source !== source || length + json.length > ROW_JSON_LENGTH)) {
      yield rowOf(source, group);
      group = [];
      length = 0;
    }
    source = record.source;
    group.push(json);
    length += json.length;
  }
  if (group.length > 0) yield rowOf(source, group);
}

const rowOf = (source: string, group: readonly string[]): RejectRow => ({
  source,
  count: group.length,
  json: `[${group.join()}]`,
});
