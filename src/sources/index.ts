import { custom } from './custom/custom.ts';
import { hec } from './hec.ts';
import type { Source } from './source.ts';
import { VENDORS } from './vendors.ts';

/** Every source there is. */
export const SOURCES: readonly Source[] = [...VENDORS, custom, hec];

const byName = new Map<string, Source>(
  SOURCES.flatMap((source) => [source.vendor, ...source.aliases].map((name) => [name, source])),
);

/** The source of a vendor by its name or an alias; undefined when there is none. */
export const findSource = (vendor: string): Source | undefined => byName.get(vendor.toLowerCase());

export type { Explained } from './explain.ts';
export type { Handshake, HandshakeAnswer, RequestFacts } from './handshake.ts';
export { BLANK_EVENT, enveloped, NO_EVENT, recogniseSource } from './hec.ts';
export {
  hmacOfBody,
  isSnsCertificate,
  isSnsConfirmation,
  REPLAY_WINDOW_SECONDS,
  type Signature,
  type SignedPart,
  snsSignedText,
} from './signature.ts';
export type { Attributed, Explanation, MappedSource, RecordContext, Source, SourceMetadata } from './source.ts';
export { sourcesTable } from './table.ts';
export { isPacked, jsonValues, type PackedRecord } from './unwrap.ts';
