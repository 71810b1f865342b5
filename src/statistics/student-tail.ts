import { normalTailNats } from './normal-tail.ts';

/**
 * Idea: a scale that was estimated from few values makes far values less surprising than the normal law says; Student's t
 * is that law. Its tail is brought back to the normal one by Wallace's transformation, so that one function serves both.
 *
 * Formula: z = (8ν + 1) / (8ν + 3) · √(ν ln(1 + t² / ν)), then −ln Q(z). ν is the degrees of freedom.
 * Its error in the tails below 10⁻¹² is under 4% of the nats for ν ≥ 3 (checked against numerical integration in the test).
 *
 * Worked example: t = 3 with ν = 5 is one in 66 (4.2 nats), where the normal law would say one in 741 (6.6 nats).
 *
 * Reference: D. L. Wallace, Bounds on normal approximations to Student's and the chi-square distributions,
 * Annals of Mathematical Statistics 30 (1959), 1121–1130.
 */
export function studentTailNats(t: number, degreesOfFreedom: number): number {
  const nu = degreesOfFreedom;
  const magnitude = ((8 * nu + 1) / (8 * nu + 3)) * Math.sqrt(nu * Math.log1p((t * t) / nu));
  return normalTailNats(t < 0 ? -magnitude : magnitude);
}
