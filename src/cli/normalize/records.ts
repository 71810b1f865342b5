import { gunzipSync } from 'node:zlib';
import { isPacked, jsonValues, type Source } from '../../sources/index.ts';

/** As much of a source as takes records out of their envelopes. */
type Unwrapping = Pick<Source, 'unwrap'>;

import { Failure } from '../shared/command.ts';
import { readLines } from '../shared/lines.ts';

/** A record out of its envelope, or why there is none; `place` is file and line. */
export type VendorRecord = { readonly place: string } & ({ readonly record: unknown } | { readonly reason: string });

/** A document that is no NDJSON (a pasted sample, an API's answer) is read whole, up to this size. */
const LARGEST_DOCUMENT_CHARACTERS = 64_000_000;
const LARGEST_UNPACKED_BYTES = 64_000_000;

/** The records of files of one value a line, or of one JSON document each. */
export async function* readRecords(
  files: readonly string[],
  source: Unwrapping,
  field: string | undefined,
): AsyncGenerator<VendorRecord> {
  for (const file of files) {
    let document: string[] | undefined;
    for await (const { firstLine, lines } of readLines([file])) {
      if (firstLine === 1 && isDocument(lines)) document = [];
      if (document !== undefined) {
        document.push(...lines);
        continue;
      }
      for (const [index, line] of lines.entries()) {
        if (line.trim() !== '') yield* recordsOf(`${file}:${firstLine + index}`, line, source, field);
      }
    }
    if (document !== undefined) yield* recordsOf(file, wholeOf(file, document), source, field);
  }
}

/** A first line that is no JSON of its own, but opens an object or a list, begins a document. */
function isDocument(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '')?.trim() ?? '';
  return /^[[{]/.test(first) && parsed(first) === undefined && lines.length > 1 && /^[[{"\]}\s]/.test(lines[1] ?? '');
}

function wholeOf(file: string, lines: readonly string[]): string {
  const whole = lines.join('\n');
  if (whole.length > LARGEST_DOCUMENT_CHARACTERS)
    throw new Failure(`${file}: one JSON document of more than 64 MB; give one record a line`);
  return whole;
}

function* recordsOf(
  place: string,
  text: string,
  source: Unwrapping,
  field: string | undefined,
): Generator<VendorRecord> {
  const value = parsed(text);
  if (value === undefined) {
    yield { place, reason: 'not JSON' };
    return;
  }
  const inner = field === undefined ? value.json : fieldOf(value.json, field);
  if (inner === undefined) {
    yield { place, reason: `there is no field ${field}` };
    return;
  }
  const records = [...unpacked(source.unwrap(inner), source)];
  for (const [index, record] of records.entries())
    yield { place: records.length === 1 ? place : `${place}#${index}`, record };
}

/** Records that came as gzip in base64 are unpacked here, as the Worker does. */
function* unpacked(records: readonly unknown[], source: Unwrapping): Generator<unknown> {
  for (const record of records) {
    if (!isPacked(record)) {
      yield record;
      continue;
    }
    for (const value of jsonValues(textOf(record.gzipBase64)) ?? [null]) yield* source.unwrap(value);
  }
}

function textOf(gzipBase64: string): string {
  try {
    return gunzipSync(Buffer.from(gzipBase64, 'base64'), { maxOutputLength: LARGEST_UNPACKED_BYTES }).toString();
  } catch {
    return '';
  }
}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, field) ? Reflect.get(value, field) : undefined;

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
