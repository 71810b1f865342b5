import type { SourceConfig } from '../../domain/tenant.ts';
import type { MappedSource, Source } from '../../sources/index.ts';
import type { RecordReader } from './records.ts';

/** Compiled mappings kept in an isolate. */
const COMPILED_KEPT = 100;
const compiled = new Map<string, MappedSource>();

/** What reads the records of a sender: the vendor's source, or with the mapping of its settings. A mapping was checked when it was set. */
export function readerFor(source: Source, { mapping }: SourceConfig): RecordReader {
  if (mapping === undefined || source.configured === undefined) return source;
  const key = `${source.vendor} ${JSON.stringify(mapping)}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const configured = source.configured(mapping);
  if (!configured.ok) return source;
  if (compiled.size >= COMPILED_KEPT) compiled.clear();
  compiled.set(key, configured.value);
  return configured.value;
}

/** What is wrong with a mapping, each fault by its place; none for one that can be used. */
export function mappingFaults(source: Source | undefined, mapping: unknown): readonly string[] {
  if (mapping === undefined || mapping === null) return [];
  if (source?.configured === undefined) return ['only a source of the vendor `custom` has a mapping'];
  const configured = source.configured(mapping);
  return configured.ok ? [] : configured.error;
}
