import type { NormalEvent } from './event.ts';

/** Why a record that is a login or a storage event could not be read. `path` is a JSON Pointer (RFC 6901) to the field at fault. */
export interface Reject {
  readonly path: string;
  readonly reason: string;
}

/**
 * What a source adapter says of one raw record:
 * its events; that it is none of ours (an administrative record, a record without a real user: counted by `why`, never an error);
 * or a reject.
 */
export type Normalised =
  | {
      readonly kind: 'events';
      readonly events: readonly NormalEvent[];
      /** How many of them have no time in the record, and got that of its arrival; absent where there is none. */
      readonly datedByArrival?: number;
    }
  | { readonly kind: 'not-ours'; readonly why: string }
  | { readonly kind: 'reject'; readonly reject: Reject };
