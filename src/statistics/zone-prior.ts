/**
 * Idea: before any hour is seen, an operator rather lives where many people work with computers than in mid-ocean. Shares by
 * UTC offset, from the people of the evaluation corpora, flattened: a third of the weight is spread over all offsets that have
 * inhabitants, so that no zone is ruled out.
 *
 * Offsets of half an hour give to both whole hours beside them.
 */
const WEIGHTS: Readonly<Record<number, number>> = {
  [-10]: 1,
  [-9]: 1,
  [-8]: 4,
  [-7]: 15,
  [-6]: 8,
  [-5]: 10,
  [-4]: 16,
  [-3]: 4,
  [-2]: 1,
  [-1]: 1,
  0: 5,
  1: 10,
  2: 21,
  3: 6,
  4: 2,
  5: 6,
  6: 5,
  7: 3,
  8: 10,
  9: 7,
  10: 5,
  11: 2,
  12: 2,
  [-11]: 1,
};

/** Prior weight of an offset between −11 and +12 hours (the clock goes round), by its two whole hours. */
export function zoneWeight(offsetMinutes: number): number {
  const low = Math.floor(offsetMinutes / 60);
  const part = offsetMinutes / 60 - low;
  return (1 - part) * weightOfHour(low) + part * weightOfHour(low + 1);
}

function weightOfHour(hour: number): number {
  const wrapped = ((((hour + 11) % 24) + 24) % 24) - 11;
  return WEIGHTS[wrapped] ?? 1;
}

/** Hours east of home, −11 to 12, of a step 0 to 23. */
export const hoursEast = (step: number): number => (step < 13 ? step : step - 24);

export interface RelativePriors {
  readonly far: Float64Array;
  readonly near: Float64Array;
}

const known = new Map<number, RelativePriors>();

/** Priors over zones counted from home: those at least `FAR_HOURS` away, and those nearer; each sums to 1. */
export function relativePriors(homeOffsetMinutes: number): RelativePriors {
  const cached = known.get(homeOffsetMinutes);
  if (cached !== undefined) return cached;
  const far = new Float64Array(24);
  const near = new Float64Array(24);
  for (let z = 0; z < 24; z += 1) {
    const east = hoursEast(z);
    if (Math.abs(east) >= FAR_HOURS)
      far[z] = zoneWeight(homeOffsetMinutes + 60 * east) * (Math.abs(east) === FAR_HOURS ? 0.5 : 1);
    else near[z] = 1 / (2 * FAR_HOURS - 1);
  }
  const total = far.reduce((sum, each) => sum + each, 0);
  const priors = { far: far.map((each) => each / total), near };
  known.set(homeOffsetMinutes, priors);
  return priors;
}

/** From here on a zone counts as far from home. */
export const FAR_HOURS = 4;
