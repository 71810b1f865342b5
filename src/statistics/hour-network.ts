import { type Convolution, type ConvolutionData, circularConvolution, silu } from './circular-convolution.ts';

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
/** Sine and cosine of the day, and of half the day. */
const CLOCK_ROWS = 4;
const CLOCK = Float64Array.from({ length: HOURS * CLOCK_ROWS }, (_, at) => {
  const angle = (Math.floor(at / CLOCK_ROWS) / HOURS) * 2 * Math.PI;
  return [Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle)][at % CLOCK_ROWS] as number;
});

export function hourNetwork({ channels, scale, convolutions, zone, hidden, score }: HourNetworkData): HourNetwork {
  const numbers = (of: readonly number[]): Float64Array => Float64Array.from(of, (each) => each / scale);
  const dense = ({ from, weights, biases }: DenseData): Dense => ({
    from,
    weights: numbers(weights),
    biases: numbers(biases),
  });
  return {
    channels,
    convolutions: convolutions.map((data) => circularConvolution(data, scale)),
    zone: dense(zone),
    hidden: dense(hidden),
    score: dense(score),
  };
}

/**
 * @param rows `channels` rows of 24 hours, none negative
 * @param mode what kind of question is asked; as in training
 */
export function askHourNetwork(
  network: HourNetwork,
  rows: ArrayLike<number>,
  scalars: ArrayLike<number>,
  mode: number,
): HourNetworkAnswer {
  let layer = inputHours(network.channels, rows, mode);
  let width = network.channels + CLOCK_ROWS + 1;
  for (const convolution of network.convolutions) {
    layer = convolution.apply(layer);
    width = convolution.to;
  }
  const features = new Float64Array(2 * width + scalars.length + 1);
  features.fill(Number.NEGATIVE_INFINITY, width, 2 * width);
  for (let hour = 0; hour < HOURS; hour += 1)
    for (let row = 0; row < width; row += 1) {
      const each = layer[hour * width + row] as number;
      features[row] = (features[row] as number) + each / HOURS;
      if (each > (features[width + row] as number)) features[width + row] = each;
    }
  for (let at = 0; at < scalars.length; at += 1) features[2 * width + at] = scalars[at] as number;
  features[features.length - 1] = mode;
  const hidden = apply(network.hidden, features).map(silu);
  const zone = new Float64Array(HOURS);
  for (let hour = 0; hour < HOURS; hour += 1)
    zone[hour] = dot(network.zone.weights, 0, layer, hour * width, width) + (network.zone.biases[0] as number);
  return { score: apply(network.score, hidden)[0] as number, zone };
}

/** Hour after hour, all rows of it. */
function inputHours(channels: number, rows: ArrayLike<number>, mode: number): Float64Array {
  const width = channels + CLOCK_ROWS + 1;
  const input = new Float64Array(HOURS * width);
  for (let hour = 0; hour < HOURS; hour += 1) {
    const start = hour * width;
    for (let row = 0; row < channels; row += 1) input[start + row] = Math.sqrt(rows[row * HOURS + hour] as number);
    for (let row = 0; row < CLOCK_ROWS; row += 1)
      input[start + channels + row] = CLOCK[hour * CLOCK_ROWS + row] as number;
    input[start + channels + CLOCK_ROWS] = mode;
  }
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

const apply = ({ from, weights, biases }: Dense, input: Float64Array): Float64Array =>
  biases.map((bias, row) => bias + dot(weights, row * from, input, 0, from));
