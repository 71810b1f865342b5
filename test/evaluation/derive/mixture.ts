import { type Chronotypes, SESSION_TEMPER } from '../../../src/statistics/chronotypes.ts';
import { neighbourCell, WEEK_CELLS } from '../../../src/statistics/week-cells.ts';

/** Pseudo-sessions of the whole population in each profile. */
const PRIOR_SESSIONS = 20;
/** A cell that nobody uses still has a logarithm. */
const RARELY = 1e-9;
const ROUNDS = 80;

/** Mixture of chronotypes by expectation-maximisation. @param people counts of sessions by week cell, one row a person */
export function fitChronotypes(people: readonly Float64Array[], kinds: number, random: () => number): Chronotypes {
  const base = normalised(
    smoothed(
      people.reduce((sum, row) => sum.map((each, cell) => each + (row[cell] ?? 0)), new Float64Array(WEEK_CELLS)),
    ),
  );
  let shares = people.map(() =>
    normalised(Float64Array.from({ length: kinds }, () => (-Math.log(random() + 1e-12)) ** 3)),
  );
  let profiles: Float64Array[] = [];
  let weights: Float64Array = new Float64Array(kinds);
  for (let round = 0; round < ROUNDS; round += 1) {
    profiles = Array.from({ length: kinds }, (_, kind) => {
      const sum = new Float64Array(WEEK_CELLS);
      people.forEach((row, person) => {
        const share = shares[person]?.[kind] ?? 0;
        for (let cell = 0; cell < WEEK_CELLS; cell += 1) sum[cell] = (sum[cell] ?? 0) + share * (row[cell] ?? 0);
      });
      return normalised(smoothed(sum).map((each, cell) => each + PRIOR_SESSIONS * Math.max(base[cell] ?? 0, RARELY)));
    });
    weights = normalised(
      Float64Array.from({ length: kinds }, (_, kind) => shares.reduce((sum, row) => sum + (row[kind] ?? 0), 0.5)),
    );
    const logs = profiles.map((profile) => profile.map(Math.log));
    shares = people.map((row) =>
      softmax(
        Float64Array.from({ length: kinds }, (_, kind) => {
          let sum = 0;
          for (let cell = 0; cell < WEEK_CELLS; cell += 1) sum += (row[cell] ?? 0) * (logs[kind]?.[cell] ?? 0);
          return Math.log(weights[kind] ?? 1) + SESSION_TEMPER * sum;
        }),
      ),
    );
  }
  const order = Array.from(weights.keys()).sort((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0));
  return {
    weights: order.map((kind) => Math.round(1e4 * (weights[kind] ?? 0))),
    profiles: order.map((kind) => Array.from(profiles[kind] ?? [], (each) => Math.round(1e6 * each))),
  };
}

function smoothed(row: Float64Array): Float64Array {
  return row.map(
    (each, cell) => 0.5 * each + 0.25 * ((row[neighbourCell(cell, -1)] ?? 0) + (row[neighbourCell(cell, 1)] ?? 0)),
  );
}

function normalised(row: Float64Array): Float64Array {
  const total = row.reduce((sum, each) => sum + each, 0);
  return row.map((each) => each / total);
}

function softmax(logs: Float64Array): Float64Array {
  const top = logs.reduce((best, each) => Math.max(best, each), Number.NEGATIVE_INFINITY);
  return normalised(logs.map((each) => Math.exp(each - top)));
}
