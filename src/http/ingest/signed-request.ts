import type { Result } from '../../domain/result.ts';
import type { Unreachable } from './flights.ts';

/** What is checked: the request's headers and its whole body as it came. */
export interface SignedRequest {
  header(name: string): string | undefined;
  readonly body: Uint8Array;
  readonly nowMs: number;
}

/** A reason in words is for the admin's eyes and the log; a caller learns only that it did not fit, or that nobody can tell now. */
export type Verdict = Result<true, string | Unreachable>;
