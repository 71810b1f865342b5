import type { SourceConfig } from '../../domain/tenant.ts';
import { enveloped, findSource, type MappedSource, type Source } from '../../sources/index.ts';
import { isOfSeveral } from './destination.ts';
import type { RecordReader } from './records.ts';

/** Compiled mappings kept in an isolate. */
const COMPILED_KEPT = 100;
const compiled = new Map<string, MappedSource>();

/**
 * What reads the records of a sender: the vendor's source, or with the mapping of its settings (checked when it was set). At the
 * collector it is the source of whichever vendor knows the record, if the sender is for that one; or the sender's own, if its
 * vendor is one whose records nobody can know.
 */
export function readerFor(source: Source, sender: SourceConfig): RecordReader {
  const { attribute } = source;
  if (attribute === undefined) return withMapping(source, sender);
  if (isOfSeveral(sender)) return source;
  const own = findSource(sender.vendor);
  return own?.configured === undefined
    ? { ...source, attribute: ofOne(attribute, sender) }
    : enveloped(withMapping(own, sender));
}

function withMapping(source: Source, { mapping }: SourceConfig): RecordReader {
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

/** Another vendor's record is a reject, as its own address would refuse it: not taken under this name, and not lost. */
function ofOne(
  attribute: NonNullable<Source['attribute']>,
  { vendor }: SourceConfig,
): NonNullable<RecordReader['attribute']> {
  const own = findSource(vendor);
  return (record, context) => {
    const attributed = attribute(record, context, own);
    if (attributed.vendor === undefined || attributed.vendor === vendor) return attributed;
    const reason = `a record of ${attributed.vendor}, by a source that is for ${vendor}`;
    return { vendor, outcome: { kind: 'reject', reject: { path: '', reason } } };
  };
}

/** What is wrong with a mapping, each fault by its place; none for one that can be used. */
export function mappingFaults(source: Source | undefined, mapping: unknown): readonly string[] {
  if (mapping === undefined || mapping === null) return [];
  if (source?.configured === undefined) return ['only a source of the vendor `custom` has a mapping'];
  const configured = source.configured(mapping);
  return configured.ok ? [] : configured.error;
}
