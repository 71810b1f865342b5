/**
 * Idea: no single day of a slow leak is remarkable; their run is. Each day's surprise in nats is added up, an allowance is
 * taken off per active day and per day that passes, and the sum never falls below zero: so an ordinary heavy day is soon
 * forgotten, and a run of days above habit adds up.
 *
 * Formula: S ← max(0, S − fade · (gapDays − 1)) ; S ← max(0, S + min(surprise, cap) − allowance).
 * Under the habit the surprise of a day is exponential with mean 1, so S passes h with a chance of about exp(−θ h), where
 * 1 / (1 − θ) = exp(θ · allowance): θ = 0.80 for an allowance of 2, that is 7 in 100,000 at h = 12.
 *
 * Worked example: seven days in a row, each one in 50 (3.9 nats), allowance 2: S = 13.4.
 *
 * Reference: E. S. Page, Continuous inspection schemes, Biometrika 41 (1954), 100–115.
 */
export interface CusumSettings {
  readonly allowanceNats: number;
  readonly fadeNatsPerDay: number;
  /** One day counts for no more than this. */
  readonly capNats: number;
}

export function cusumStep(sum: number, surpriseNats: number, gapDays: number, settings: CusumSettings): number {
  const faded = Math.max(0, sum - settings.fadeNatsPerDay * Math.max(0, gapDays - 1));
  return Math.max(0, faded + Math.min(surpriseNats, settings.capNats) - settings.allowanceNats);
}
