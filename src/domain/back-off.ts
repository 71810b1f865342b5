/** How long to wait after failures in a row: at first `firstMs`, then twice as long each time, `longestMs` at most. */
export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** @param failures in a row, the one just met among them */
export const backOffMs = ({ firstMs, longestMs }: BackOff, failures: number): number =>
  Math.min(firstMs * 2 ** Math.max(0, failures - 1), longestMs);
