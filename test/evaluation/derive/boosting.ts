import { type BoostedTrees, boostedScore, type Tree } from '../../../src/statistics/boosted-trees.ts';

/** Rows for training: features flat, row by row. */
export interface Rows {
  readonly width: number;
  readonly features: Float32Array;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

export interface Boosting {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  readonly minRows: number;
  readonly ridge: number;
  /** Share of rows and of features that a tree sees. */
  readonly share: number;
  /** 1, −1 or 0 for each feature: which way it may push the score. */
  readonly directions: readonly number[];
}

const BINS = 64;

/** Gradient boosting of the log loss with histograms, best leaf first, monotone by bounds passed down (J. Friedman 2001). */
export function boost(rows: Rows, options: Boosting, random: () => number): BoostedTrees {
  const { width, labels, weights } = rows;
  const count = labels.length;
  const cuts = Array.from({ length: width }, (_, feature) => quantiles(rows, feature));
  const bins = binned(rows, cuts);
  const scores = new Float64Array(count);
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  const trees: Tree[] = [];
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < count; row += 1) {
      const p = 1 / (1 + Math.exp(-(scores[row] as number)));
      gradient[row] = (weights[row] as number) * (p - (labels[row] as number));
      hessian[row] = (weights[row] as number) * p * (1 - p);
    }
    const seen: number[] = [];
    for (let row = 0; row < count; row += 1) if (random() < options.share) seen.push(row);
    const features = Array.from({ length: width }, (_, feature) => feature).filter(() => random() < options.share);
    if (features.length === 0) continue;
    const tree = grow({ width, bins, cuts, gradient, hessian, features, options }, Int32Array.from(seen));
    if (tree === undefined) continue;
    trees.push(tree);
    const single = { bias: 0, trees: [tree] };
    for (let row = 0; row < count; row += 1)
      scores[row] =
        (scores[row] as number) + boostedScore(single, rows.features.subarray(row * width, (row + 1) * width));
  }
  return { bias: 0, trees };
}

interface Ground {
  readonly width: number;
  readonly bins: Uint8Array;
  readonly cuts: readonly Float32Array[];
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly features: readonly number[];
  readonly options: Boosting;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
  readonly left: number;
  readonly right: number;
}

interface Leaf {
  readonly rows: Int32Array;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly split: Split | undefined;
  /** Where its parent points to it; undefined for the root. */
  readonly parent: { readonly node: number; readonly side: 2 | 3 } | undefined;
}

function grow(ground: Ground, rows: Int32Array): Tree | undefined {
  const nodes: [number, number, number, number][] = [];
  let open: Leaf[] = [
    { rows, low: -1e9, high: 1e9, value: 0, split: bestSplit(ground, rows, -1e9, 1e9), parent: undefined },
  ];
  while (open.length < ground.options.leaves) {
    const best = open.reduce((one, other) => ((other.split?.gain ?? 0) > (one.split?.gain ?? 0) ? other : one));
    const { split } = best;
    if (split === undefined) break;
    const { feature, bin, left, right } = split;
    const node = nodes.push([feature, ground.cuts[feature]?.[bin] ?? 0, 0, 0]) - 1;
    point(nodes, best.parent, node);
    const isLeft = (row: number): boolean => (ground.bins[row * ground.width + feature] as number) <= bin;
    const middle = (left + right) / 2;
    const direction = ground.options.directions[feature] ?? 0;
    const child = (side: 2 | 3, value: number): Leaf => {
      const own = best.rows.filter((row) => isLeft(row) === (side === 2));
      const isLower = direction !== 0 && (side === 2) === direction > 0;
      const low = direction !== 0 && !isLower ? middle : best.low;
      const high = isLower ? middle : best.high;
      return { rows: own, low, high, value, split: bestSplit(ground, own, low, high), parent: { node, side } };
    };
    open = [...open.filter((leaf) => leaf !== best), child(2, left), child(3, right)];
  }
  if (nodes.length === 0) return undefined;
  const leaves = open.map((leaf, index) => {
    point(nodes, leaf.parent, -1 - index);
    return Number((ground.options.rate * leaf.value).toFixed(4));
  });
  return {
    nodes: nodes.map(([feature, cut, left, right]) => [feature, Number(cut.toPrecision(5)), left, right]),
    leaves,
  };
}

function point(nodes: [number, number, number, number][], parent: Leaf['parent'], to: number): void {
  const node = parent === undefined ? undefined : nodes[parent.node];
  if (node !== undefined && parent !== undefined) node[parent.side] = to;
}

function bestSplit(ground: Ground, rows: Int32Array, low: number, high: number): Split | undefined {
  const { options } = ground;
  if (rows.length < 2 * options.minRows) return undefined;
  let best: Split | undefined;
  for (const feature of ground.features) {
    const sums = histogram(ground, rows, feature);
    const all = sums[BINS - 1] as Sum;
    const whole = all.gradient ** 2 / (all.hessian + options.ridge);
    for (let bin = 0; bin < BINS - 1; bin += 1) {
      const one = sums[bin] as Sum;
      if (one.rows < options.minRows || rows.length - one.rows < options.minRows) continue;
      const other = { gradient: all.gradient - one.gradient, hessian: all.hessian - one.hessian };
      const left = bounded(-one.gradient / (one.hessian + options.ridge), low, high);
      const right = bounded(-other.gradient / (other.hessian + options.ridge), low, high);
      if ((right - left) * (options.directions[feature] ?? 0) < 0) continue;
      const gain = gainOf(one, left, options.ridge) + gainOf(other, right, options.ridge) - whole;
      if (gain > (best?.gain ?? 1e-6)) best = { feature, bin, gain, left, right };
    }
  }
  return best;
}

interface Sum {
  gradient: number;
  hessian: number;
  rows: number;
}

const gainOf = ({ gradient, hessian }: Omit<Sum, 'rows'>, value: number, ridge: number): number =>
  -(2 * gradient * value + (hessian + ridge) * value * value);

const bounded = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Sums up to and with each bin. */
function histogram({ width, bins, gradient, hessian }: Ground, rows: Int32Array, feature: number): Sum[] {
  const sums: Sum[] = Array.from({ length: BINS }, () => ({ gradient: 0, hessian: 0, rows: 0 }));
  for (const row of rows) {
    const sum = sums[bins[row * width + feature] as number] as Sum;
    sum.gradient += gradient[row] as number;
    sum.hessian += hessian[row] as number;
    sum.rows += 1;
  }
  for (let bin = 1; bin < BINS; bin += 1) {
    const [before, sum] = [sums[bin - 1] as Sum, sums[bin] as Sum];
    sum.gradient += before.gradient;
    sum.hessian += before.hessian;
    sum.rows += before.rows;
  }
  return sums;
}

function quantiles({ features, width, labels }: Rows, feature: number): Float32Array {
  const values = Float32Array.from(labels, (_, row) => features[row * width + feature] ?? 0).sort();
  return Float32Array.from(
    { length: BINS - 1 },
    (_, bin) => values[Math.floor(((bin + 1) * values.length) / BINS)] ?? 0,
  );
}

function binned({ features, width, labels }: Rows, cuts: readonly Float32Array[]): Uint8Array {
  const bins = new Uint8Array(labels.length * width);
  for (let row = 0; row < labels.length; row += 1)
    for (let feature = 0; feature < width; feature += 1) {
      const value = features[row * width + feature] as number;
      const own = cuts[feature] as Float32Array;
      let low = 0;
      let high = BINS - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value <= (own[middle] ?? 0)) high = middle;
        else low = middle + 1;
      }
      bins[row * width + feature] = low;
    }
  return bins;
}
