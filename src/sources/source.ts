import type { Normalised } from '../domain/reject.ts';
import type { Result } from '../domain/result.ts';
import type { Explained } from './explain.ts';
import type { Handshake } from './handshake.ts';
import type { Signature } from './signature.ts';

/** What the room that received a record knows of it and the record itself may not say. */
export interface RecordContext {
  /**
   * When the record came in, in milliseconds. Stands in for the event's time where the record has none at all
   * (collectors strip it, some webhooks never had it); without it such a record is a reject.
   */
  readonly receivedMs?: number;
  /** The time that a collector's envelope gives, in milliseconds: it stands in before the time of arrival does. */
  readonly envelopeMs?: number;
}

/** What comes of a record where one way in takes those of several vendors. */
export interface Attributed {
  /** Whose source knew it; undefined for nobody's. */
  readonly vendor: string | undefined;
  readonly outcome: Normalised;
}

/** What an engineer reads before and while connecting a vendor. Plain sentences. */
export interface SourceMetadata {
  /** Steps at the vendor, in order. */
  readonly whatToConfigure: readonly string[];
  /** Which records become events. */
  readonly canTell: readonly string[];
  /** What the vendor does not write, so that nobody waits for it. */
  readonly cannotTell: readonly string[];
  /** Address of the vendor's own description of the format. */
  readonly docs: string;
}

/** A source with the mapping of its settings. JSONata answers asynchronously, so its calls do. */
export interface MappedSource {
  readonly lists: readonly string[];
  unwrap(value: unknown): readonly unknown[];
  normalise(record: unknown, context?: RecordContext): Promise<Normalised>;
  /** The dry run: what comes of a pasted sample, and where each field came from. */
  explain(record: unknown, context?: RecordContext): Promise<Explanation>;
}

export interface Explanation {
  readonly outcome: Normalised;
  readonly fields: readonly Explained[];
}

/** One vendor's logs: pure functions from what comes over HTTP to normal events, and what is needed to set it up. */
export interface Source {
  /** The `{vendor}` of `POST /v1/ingest/{vendor}` and of `normalize --vendor`. */
  readonly vendor: string;
  /** Other names that are understood as this vendor. */
  readonly aliases: readonly string[];
  readonly title: string;
  /** How records arrive, for the table in the README. */
  readonly wayIn: string;
  readonly metadata: SourceMetadata;
  /** One record in the vendor's true shape that becomes an event, with placeholder identities. */
  readonly sampleRecord: unknown;
  /** Splunk sourcetypes (prefixes, lower case) under which common forwarders send this vendor's records. */
  readonly sourcetypes: readonly string[];
  /** Does this look like a record of this vendor? Told by fields that no other vendor has. */
  recognises(record: unknown): boolean;
  /**
   * Members of an envelope that `unwrap` takes its records from: one that is too long to be held comes to it record by record,
   * each as a list of one, with what stood in the envelope before the list.
   */
  readonly lists: readonly string[];
  /**
   * Takes one JSON value of a body (the whole of it, or one line of NDJSON) out of its envelope.
   * A record may be a `PackedRecord` (gzip in base64, which only an asynchronous caller can unpack): see `isPacked`.
   */
  unwrap(value: unknown): readonly unknown[];
  /** Turns one record into events. Never throws, never answers with an invalid event. */
  normalise(record: unknown, context?: RecordContext): Normalised;
  /**
   * As `normalise`, and says whose record it is; only a collector has it. `own` is the source that the sender is for: what it
   * knows is its own, though another vendor's source might know it too.
   */
  attribute?(record: unknown, context?: RecordContext, own?: Source): Attributed;
  /** The same, saying which field of the record became which field of the event. Slower; for people. */
  explain(record: unknown, context?: RecordContext): Explanation;
  /** How the vendor proves that an address is ours before it sends; absent when it does not ask. */
  readonly handshake?: Handshake;
  /** How the vendor signs what it sends; absent when only the ingest token speaks for it. */
  readonly signature?: Signature;
  /**
   * This source with the `mapping` of its settings in place of its own reading; only `custom` has it. Compile once per isolate
   * and configuration, not per request. The error names each fault by its place in the mapping.
   */
  configured?(mapping: unknown): Result<MappedSource, readonly string[]>;
  /** Header (lower case) in which the vendor can carry the ingest token where it cannot set `Authorization`. */
  readonly tokenHeader?: string;
  /** The body that the vendor expects in a 200, where an ordinary one would make it send again; undefined for a body that did not come so. */
  acknowledge?(body: unknown, receivedMs: number): { readonly contentType: string; readonly body: string } | undefined;
}
