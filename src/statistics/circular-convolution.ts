/**
 * Idea: what lies beside an hour matters as much as the hour, and midnight lies beside 23:00. Each row that comes out is a
 * weighted sum of all rows that go in, over some hours before and after, and the same weights slide round the day.
 *
 * Formula: y_r(h) = b_r + Σ_c Σ_t w_{r,c,t} x_c(h + t − ⌊taps / 2⌋), hours modulo 24.
 *
 * Worked example: one row with one session at 00 and the weights (0, 0, 1): the sum is 1 at 23, whose neighbour to the east it is.
 *
 * Reference: Y. LeCun et al., Proceedings of the IEEE 86 (1998).
 */
export interface ConvolutionData {
  readonly from: number;
  readonly to: number;
  /** Odd. */
  readonly taps: number;
  /** `weights[(to * from + channel) * taps + tap]`. */
  readonly weights: readonly number[];
  readonly biases: readonly number[];
}

export interface Convolution {
  readonly from: number;
  readonly to: number;
  /**
   * @param input hour after hour, all `from` rows of it
   * @returns the same of the `to` rows; good until the next call
   */
  readonly apply: (input: Float64Array) => Float64Array;
}

const HOURS = 24;
/** Rows and hours whose sums are made at once: each weight and each input that is read serves several. */
const ROWS_AT_ONCE = 4;
const HOURS_AT_ONCE = 2;

/** @param scale weights and biases are integers of so many to one */
export function circularConvolution({ from, to, taps, weights, biases }: ConvolutionData, scale: number): Convolution {
  const half = (taps - 1) / 2;
  const size = taps * from;
  const blocks = Math.ceil(to / ROWS_AT_ONCE);
  const width = blocks * ROWS_AT_ONCE;
  /** Block after block of rows; in it, for each input of an hour and its neighbours, the weights of its rows. */
  const blocked = new Float64Array(width * size);
  const bias = new Float64Array(width);
  for (let row = 0; row < to; row += 1) {
    bias[row] = (biases[row] as number) / scale;
    const start = Math.floor(row / ROWS_AT_ONCE) * size * ROWS_AT_ONCE + (row % ROWS_AT_ONCE);
    for (let channel = 0; channel < from; channel += 1)
      for (let tap = 0; tap < taps; tap += 1)
        blocked[start + (tap * from + channel) * ROWS_AT_ONCE] =
          (weights[(row * from + channel) * taps + tap] as number) / scale;
  }
  // Neither leaves this function but as what the next call may overwrite.
  const padded = new Float64Array((HOURS + taps - 1) * from);
  const sums = new Float64Array(HOURS * width);
  const output = new Float64Array(HOURS * to);

  function apply(input: Float64Array): Float64Array {
    padded.set(input, half * from);
    padded.copyWithin(0, HOURS * from, (HOURS + half) * from);
    padded.copyWithin((HOURS + half) * from, half * from, 2 * half * from);
    for (let block = 0; block < blocks; block += 1)
      for (let hour = 0; hour < HOURS; hour += HOURS_AT_ONCE)
        addBlock(
          blocked,
          block * size * ROWS_AT_ONCE,
          padded,
          hour * from,
          from,
          size,
          sums,
          hour * width + block * ROWS_AT_ONCE,
          width,
        );
    for (let hour = 0; hour < HOURS; hour += 1)
      for (let row = 0; row < to; row += 1)
        output[hour * to + row] = (bias[row] as number) + (sums[hour * width + row] as number);
    return output;
  }

  return { from, to, apply };
}

/** The weighted sums of four rows at two hours. */
function addBlock(
  weights: Float64Array,
  weightsFrom: number,
  input: Float64Array,
  inputFrom: number,
  step: number,
  size: number,
  sums: Float64Array,
  sumsAt: number,
  width: number,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  let from = weightsFrom;
  for (let at = inputFrom; at < inputFrom + size; at += 1) {
    const one = input[at] as number;
    const next = input[at + step] as number;
    const first = weights[from] as number;
    const second = weights[from + 1] as number;
    const third = weights[from + 2] as number;
    const fourth = weights[from + 3] as number;
    from += ROWS_AT_ONCE;
    a += first * one;
    b += second * one;
    c += third * one;
    d += fourth * one;
    e += first * next;
    f += second * next;
    g += third * next;
    h += fourth * next;
  }
  sums[sumsAt] = a;
  sums[sumsAt + 1] = b;
  sums[sumsAt + 2] = c;
  sums[sumsAt + 3] = d;
  sums[sumsAt + width] = e;
  sums[sumsAt + width + 1] = f;
  sums[sumsAt + width + 2] = g;
  sums[sumsAt + width + 3] = h;
}
