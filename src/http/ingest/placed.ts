import type { NormalEvent } from '../../domain/event.ts';

/** An event with the place of its record in the body, and the vendor whose source knew it. */
export interface Placed {
  readonly index: number;
  readonly vendor: string;
  readonly event: NormalEvent;
}
