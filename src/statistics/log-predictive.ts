import type { LogMoments } from './log-histogram.ts';
import { studentTailNats } from './student-tail.ts';

/**
 * Idea: given what was moved in earlier windows, how surprising is a window that moves x or more? Logarithms of such sums
 * are close to normal, with a mean and a spread that must be learned from few windows; so the answer is the tail of the
 * posterior predictive law under a normal-inverse-gamma prior, which is Student's t. With no window it is the prior and
 * hardly surprised by anything; with many it is the account's own log-normal.
 *
 * Formula: prior mean μ₀ worth κ₀ windows, prior spread s₀ worth ν₀ windows; n windows with mean m and squared deviations S:
 *   κ = κ₀ + n,  μ = (κ₀ μ₀ + n m) / κ,  ν = ν₀ + n,
 *   s² = (ν₀ s₀² + S + (κ₀ n / κ)(m − μ₀)²) / ν,
 *   t = (x − μ) / (s √(1 + 1/κ)),  surprise = −ln P(T_ν ≥ t).
 *
 * Worked example: 30 hours of about 1 MB (mean ln 1,000 KB = 6.9, spread 1.5) under a prior of the same mean and spread
 * (κ₀ = 1, ν₀ = 4): an hour of 1 GB lies ln 1,000 = 6.9 above, t = 4.5 with 34 degrees of freedom, 10.2 nats.
 *
 * Reference: A. Gelman et al., Bayesian Data Analysis, 3rd edition (2013), section 3.3.
 */
export interface LogPrior {
  readonly mean: number;
  readonly meanWeight: number;
  readonly spread: number;
  readonly spreadWeight: number;
}

/** Where the next value is expected, on the natural-log scale. */
export interface LogPredictive {
  readonly mean: number;
  readonly scale: number;
  readonly degreesOfFreedom: number;
  readonly spread: number;
  readonly count: number;
}

export function logPredictive(moments: LogMoments, prior: LogPrior): LogPredictive {
  const { count, mean, squares } = moments;
  const meanWeight = prior.meanWeight + count;
  const degreesOfFreedom = prior.spreadWeight + count;
  const apart = mean - prior.mean;
  const sum = prior.spreadWeight * prior.spread ** 2 + squares + ((prior.meanWeight * count) / meanWeight) * apart ** 2;
  const spread = Math.sqrt(sum / degreesOfFreedom);
  return {
    mean: (prior.meanWeight * prior.mean + count * mean) / meanWeight,
    scale: spread * Math.sqrt(1 + 1 / meanWeight),
    degreesOfFreedom,
    spread,
    count,
  };
}

/** Nats of surprise at `value` (not its logarithm, at least 1) or more. */
export function predictiveNats(predictive: LogPredictive, value: number): number {
  return studentTailNats(
    (Math.log(Math.max(1, value)) - predictive.mean) / predictive.scale,
    predictive.degreesOfFreedom,
  );
}
