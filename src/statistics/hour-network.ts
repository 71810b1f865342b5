import { type Convolution, type ConvolutionData, circularConvolution } from './circular-convolution.ts';
import { silu } from './silu.ts';

/**
 * Idea: is what a stranger's day adds to an owner's day a matter of where in the day things lie, not of single numbers? A small
 * convolutional network slides over the 24 hours, midnight beside 23:00, and learns such shapes from many people: activity in
 * the owner's sleep, a second hump, a hump that moved whole. It answers with the log-odds of a stranger, and for each hour of
 * shift with how well his day lies there.
 *
 * Formula: x₀ = √rows, clock and mode; x_l = silu(W_l ∗ x_{l−1} + b_l), ∗ circular; score = v · silu(V [mean x, max x, scalars, mode] + c) + d,
 * zone = u · x + e at each hour.
 *
 * Weights are data, derived by `npm run derive`; see test/evaluation/derive. The tests hold this code against PyTorch's answers.
 *
 * Reference: Y. LeCun et al., Proceedings of the IEEE 86 (1998).
 */
export interface HourNetworkData {
  /** Rows of 24 hours and scalars that it expects. */
  readonly channels: number;
  readonly scalars: number;
  /** Weights are integers of so many to one. */
  readonly scale: number;
  /** By mode: log-odds from which a stranger is reported. */
  readonly alertFrom: readonly number[];
  readonly convolutions: readonly ConvolutionData[];
  readonly zone: DenseData;
  readonly hidden: DenseData;
  readonly score: DenseData;
}

/** `weights[to * from + input]`. */
export interface DenseData {
  readonly from: number;
  readonly weights: readonly number[];
  readonly biases: readonly number[];
}

export interface HourNetwork {
  readonly channels: number;
  /** By mode: log-odds from which a stranger is reported. */
  readonly alertFrom: readonly number[];
  /** By mode: what the clock, the mode and the biases bring to the sums of the first convolution; whoever is asked about. */
  readonly givens: readonly Float64Array[];
  readonly convolutions: readonly Convolution[];
  readonly zone: Dense;
  readonly hidden: Dense;
  readonly score: Dense;
}

interface Dense {
  readonly from: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

export interface HourNetworkAnswer {
  /** Log-odds of a stranger, as odds were in training. */
  readonly score: number;
  /** Log evidence, up to a constant, of each shift 0 to 23 hours east. */
  readonly zone: Float64Array;
}

const HOURS = 24;
/** What is asked about: an account, or one stream in it. */
const MODES = [0, 1] as const;
/** Sine and cosine of the day, and of half the day. */
const CLOCK_ROWS = 4;
const CLOCK = Float64Array.from({ length: HOURS * CLOCK_ROWS }, (_, at) => {
  const angle = (Math.floor(at / CLOCK_ROWS) / HOURS) * 2 * Math.PI;
  return [Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle)][at % CLOCK_ROWS] as number;
});

export function hourNetwork(data: HourNetworkData): HourNetwork {
  const { channels, scale, alertFrom, convolutions, zone, hidden, score } = data;
  const numbers = (of: readonly number[]): Float64Array => Float64Array.from(of, (each) => each / scale);
  const dense = ({ from, weights, biases }: DenseData): Dense => ({
    from,
    weights: numbers(weights),
    biases: numbers(biases),
  });
  const [first, ...others] = convolutions;
  if (first === undefined) throw new Error('a network of the hours needs a convolution');
  return {
    channels,
    alertFrom: alertFrom.map((each) => each / scale),
    givens: MODES.map((mode) => givenSums(first, channels, scale, mode)),
    convolutions: [onlyOf(first, channels), ...others].map((data) => circularConvolution(data, scale)),
    zone: dense(zone),
    hidden: dense(hidden),
    score: dense(score),
  };
}

/** A convolution of the first `from` rows alone, without biases. */
const onlyOf = (data: ConvolutionData, from: number): ConvolutionData => ({
  ...data,
  from,
  weights: data.weights.filter((_, at) => Math.floor(at / data.taps) % data.from < from),
  biases: data.biases.map(() => 0),
});

/** Sums of a first convolution over a day on which nothing happens. */
function givenSums(first: ConvolutionData, channels: number, scale: number, mode: number): Float64Array {
  const input = new Float64Array(HOURS * first.from);
  for (let hour = 0; hour < HOURS; hour += 1) {
    input.set(CLOCK.subarray(hour * CLOCK_ROWS, (hour + 1) * CLOCK_ROWS), hour * first.from + channels);
    input[hour * first.from + channels + CLOCK_ROWS] = mode;
  }
  return circularConvolution(first, scale).apply(input).slice();
}

/**
 * @param rows `channels` rows of 24 hours, none negative
 * @param mode what kind of question is asked, one of `MODES`; as in training
 */
export function askHourNetwork(
  network: HourNetwork,
  rows: ArrayLike<number>,
  scalars: ArrayLike<number>,
  mode: number,
): HourNetworkAnswer {
  let layer = inputHours(network.channels, rows);
  let width = network.channels;
  let given = network.givens[mode];
  for (const convolution of network.convolutions) {
    layer = activated(convolution.apply(layer), given);
    width = convolution.to;
    given = undefined;
  }
  const hidden = apply(network.hidden, featuresOf(layer, width, scalars, mode));
  activated(hidden);
  const zone = new Float64Array(HOURS);
  for (let hour = 0; hour < HOURS; hour += 1)
    zone[hour] = (network.zone.biases[0] as number) + dot(network.zone.weights, 0, layer, hour * width, width);
  return { score: apply(network.score, hidden)[0] as number, zone };
}

/** In place. @param given what is added to the sums before */
function activated(sums: Float64Array, given?: Float64Array): Float64Array {
  for (let at = 0; at < sums.length; at += 1)
    sums[at] = silu((sums[at] as number) + (given === undefined ? 0 : (given[at] as number)));
  return sums;
}

/** Mean and maximum over the day of every row, and what belongs to no hour. */
function featuresOf(layer: Float64Array, width: number, scalars: ArrayLike<number>, mode: number): Float64Array {
  const features = new Float64Array(2 * width + scalars.length + 1);
  for (let row = 0; row < width; row += 1) {
    let sum = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = row; at < HOURS * width; at += width) {
      const each = layer[at] as number;
      sum += each;
      if (each > most) most = each;
    }
    features[row] = sum / HOURS;
    features[width + row] = most;
  }
  for (let at = 0; at < scalars.length; at += 1) features[2 * width + at] = scalars[at] as number;
  features[features.length - 1] = mode;
  return features;
}

/** Hour after hour, all rows of it. */
function inputHours(channels: number, rows: ArrayLike<number>): Float64Array {
  const input = new Float64Array(HOURS * channels);
  for (let row = 0; row < channels; row += 1)
    for (let hour = 0; hour < HOURS; hour += 1)
      input[hour * channels + row] = Math.sqrt(rows[row * HOURS + hour] as number);
  return input;
}

/** Four sums at once: each waits less for the one before. */
function dot(one: Float64Array, oneFrom: number, other: Float64Array, otherFrom: number, size: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < size; at += 4) {
    first += (one[oneFrom + at] as number) * (other[otherFrom + at] as number);
    second += (one[oneFrom + at + 1] as number) * (other[otherFrom + at + 1] as number);
    third += (one[oneFrom + at + 2] as number) * (other[otherFrom + at + 2] as number);
    fourth += (one[oneFrom + at + 3] as number) * (other[otherFrom + at + 3] as number);
  }
  for (; at < size; at += 1) first += (one[oneFrom + at] as number) * (other[otherFrom + at] as number);
  return first + second + (third + fourth);
}

function apply({ from, weights, biases }: Dense, input: Float64Array): Float64Array {
  const result = new Float64Array(biases.length);
  for (let row = 0; row < biases.length; row += 1)
    result[row] = (biases[row] as number) + dot(weights, row * from, input, 0, from);
  return result;
}
