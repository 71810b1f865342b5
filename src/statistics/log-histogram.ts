/**
 * Idea: sizes of files and of a day's traffic are spread over many powers of ten, so they are counted in bins that grow by
 * a constant factor. Such a histogram gives quantiles with a bounded relative error, does not care in which order values
 * came, is merged by adding, and forgets by halving when a bin is full. Whatever came once leaves a trace, or the work of one
 * hour a month would be forgotten in the hours between.
 *
 * Formula: a value v ≥ 1 falls into bin ⌊log₂ v / octaves⌋. A quantile is found by walking the bins and interpolating
 * on the log scale inside the bin that holds it; its relative error is below 2^octaves − 1, and about half that where
 * values lie evenly in the bin.
 *
 * Form: one base-36 digit a bin, trailing zeros cut: '' is empty, '02' holds two values of the second bin. Twenty bins
 * are at most twenty characters, however long the account lives.
 *
 * Worked example: with 2 octaves a bin, three times 1,000 is '00003' (bin 4 holds 256 … 1,024), and its median is taken in
 * the middle of that bin, 256 · 4^½ = 512; with 70,000 beside it the histogram is '000030001'.
 *
 * Reference: C. Masson, J. E. Rim, H. K. Lee, DDSketch: a fast and fully-mergeable quantile sketch with relative-error
 * guarantees, Proceedings of the VLDB Endowment 12 (2019), 2195–2205.
 */
export interface LogScale {
  /** Width of a bin in doublings: 1 doubles from bin to bin, 2 quadruples. */
  readonly octaves: number;
  /** Values beyond the last bin are counted in it. */
  readonly bins: number;
}

/** Counts by bin; integers from 0 to `FULL`. */
export type LogHistogram = string;

/** Largest base-36 digit: a bin that would exceed it halves all bins first. */
const FULL = 35;

export function binOf(value: number, scale: LogScale): number {
  if (!(value > 1)) return 0;
  return Math.min(scale.bins - 1, Math.floor(Math.log2(value) / scale.octaves));
}

/** Counts by bin as numbers, as many as the histogram has digits. */
export function countsOf(histogram: LogHistogram): number[] {
  const counts: number[] = [];
  for (let bin = 0; bin < histogram.length; bin++) counts.push(digit(histogram.charCodeAt(bin)));
  return counts;
}

export function addToLogHistogram(histogram: LogHistogram, value: number, scale: LogScale): LogHistogram {
  const bin = binOf(value, scale);
  if (bin >= histogram.length) return `${histogram}${'0'.repeat(bin - histogram.length)}1`;
  const count = digit(histogram.charCodeAt(bin));
  if (count >= FULL) return addToLogHistogram(halved(histogram), value, scale);
  return `${histogram.slice(0, bin)}${DIGITS.charAt(count + 1)}${histogram.slice(bin + 1)}`;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Half of each count, rounded up: one stays one. */
const halved = (histogram: LogHistogram): LogHistogram =>
  countsOf(histogram)
    .map((count) => DIGITS.charAt((count + 1) >> 1))
    .join('');

/** Number of values, mean and sum of squared deviations of their natural logarithms, each bin standing at its middle. */
export interface LogMoments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

/** Moments of the logarithms over one or several histograms of one scale. */
export function logMoments(histograms: readonly LogHistogram[], scale: LogScale): LogMoments {
  const width = scale.octaves * Math.LN2;
  let count = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (const histogram of histograms) {
    for (let bin = 0; bin < histogram.length; bin++) {
      const weight = digit(histogram.charCodeAt(bin));
      if (weight === 0) continue;
      const middle = (bin + 0.5) * width;
      count += weight;
      sum += weight * middle;
      sumOfSquares += weight * middle * middle;
    }
  }
  const mean = count === 0 ? 0 : sum / count;
  return { count, mean, squares: Math.max(0, sumOfSquares - count * mean * mean) };
}

/** The value below which a share `quantile` (0 … 1) of the values lies; 0 where there are none. */
export function logQuantile(histograms: readonly LogHistogram[], quantile: number, scale: LogScale): number {
  const counts: number[] = [];
  let total = 0;
  for (const histogram of histograms) {
    for (const [bin, count] of countsOf(histogram).entries()) {
      counts[bin] = (counts[bin] ?? 0) + count;
      total += count;
    }
  }
  let left = quantile * total;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] ?? 0;
    if (count > 0 && left <= count) return 2 ** (scale.octaves * (bin + left / count));
    left -= count;
  }
  return 0;
}

function digit(charCode: number): number {
  if (charCode >= 48 && charCode <= 57) return charCode - 48;
  return charCode >= 97 && charCode <= 122 ? charCode - 87 : 0;
}
