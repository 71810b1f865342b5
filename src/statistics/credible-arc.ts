/**
 * Idea: the shortest stretch of a circle of 24 offsets that holds at least a given share of the probability.
 *
 * Worked example: shares 0.1, 0.8, 0.1 on three neighbours: 0.9 is held by two of them, 0.95 by three.
 *
 * Reference: highest-density regions, R. Hyndman, The American Statistician 50 (1996); here kept connected.
 *
 * @returns first index and number of neighbours, going up and round.
 */
export function credibleArc(
  shares: ArrayLike<number>,
  mass: number,
): { readonly first: number; readonly length: number; readonly held: number } {
  const size = shares.length;
  for (let length = 1; length <= size; length += 1) {
    let best = -1;
    let first = 0;
    for (let start = 0; start < size; start += 1) {
      let held = 0;
      for (let step = 0; step < length; step += 1) held += shares[(start + step) % size] as number;
      if (held > best) {
        best = held;
        first = start;
      }
    }
    if (best >= mass - 1e-12) return { first, length, held: best };
  }
  return { first: 0, length: size, held: 1 };
}
