/**
 * Idea: a few statistics say together more than each alone, and not in straight lines. A sum of small regression trees,
 * fitted to the gradient of the log loss and held monotone in each statistic whose direction is known.
 *
 * Formula: score = bias + Σ_t leaf_t(x); a score is a log-odds before calibration. A node is
 * [feature, threshold, left, right]: goes left where x[feature] <= threshold; a child below 0 is leaf −1 − child.
 *
 * Reference: J. Friedman, Annals of Statistics 29 (2001).
 */
export interface Tree {
  readonly nodes: readonly (readonly [feature: number, threshold: number, left: number, right: number])[];
  readonly leaves: readonly number[];
}

export interface BoostedTrees {
  readonly bias: number;
  readonly trees: readonly Tree[];
}

export function boostedScore({ bias, trees }: BoostedTrees, features: ArrayLike<number>): number {
  let score = bias;
  for (const { nodes, leaves } of trees) {
    let at = 0;
    while (at >= 0) {
      const node = nodes[at];
      if (node === undefined) break;
      at = (features[node[0]] as number) <= node[1] ? node[2] : node[3];
    }
    score += leaves[-1 - at] ?? 0;
  }
  return score;
}
