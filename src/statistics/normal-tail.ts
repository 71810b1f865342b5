/**
 * Idea: how surprising is a value at least z standard deviations above the mean, in nats (minus the natural logarithm of
 * its probability)? Far tails matter here (one false alert in many account-years), and there the probability itself
 * would underflow while its logarithm stays exact.
 *
 * Formula: −ln Q(z), Q(z) = ½ erfc(z / √2), with the rational Chebyshev fit
 * erfc(x) = t · exp(−x² + P(t)), t = 1 / (1 + x / 2), whose relative error is below 1.2 × 10⁻⁷ everywhere.
 *
 * Worked example: z = 3 is one in 741, and ln 741 = 6.61.
 *
 * Reference: W. H. Press et al., Numerical Recipes in C, 2nd edition (1992), section 6.2.
 */
const ERFC_FIT = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
] as const;

/** Nats of surprise at a standard normal value of `z` or more; 0.69 (ln 2) at z = 0, toward 0 far below it. */
export function normalTailNats(z: number): number {
  const magnitude = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + magnitude / 2);
  let fit = 0;
  for (let power = ERFC_FIT.length - 1; power >= 0; power--) fit = fit * t + (ERFC_FIT[power] ?? 0);
  const logUpper = Math.log(t / 2) - magnitude * magnitude + fit;
  return z >= 0 ? -logUpper : -Math.log1p(-Math.exp(logUpper));
}
