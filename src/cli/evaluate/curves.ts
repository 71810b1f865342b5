import type { Judged } from './judge.ts';

/** What the report draws. Shares are of accounts. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Curve {
  readonly name: string;
  readonly points: readonly Point[];
}

/**
 * Caught against falsely alerted, for every threshold of loudness, by attacked variant of a corpus. False alerts are counted over
 * the corpus's harmless lives, or over the time before the attack where it has none.
 */
export function caughtAgainstFalse(judged: readonly Judged[]): Curve[] {
  const harmless = judged.filter((one) => !one.attacked);
  const innocent = harmless.length > 0 ? harmless : judged;
  const thresholds = [...new Set(judged.flatMap((one) => [one.caughtLoudness, one.falseLoudness]))]
    .filter(Number.isFinite)
    .toSorted((one, other) => other - one);
  const variants = Map.groupBy(
    judged.filter((one) => one.attacked),
    ({ variant }) => variant,
  );
  return [...variants].map(([name, members]) => ({
    name,
    points: [
      { x: 0, y: 0 },
      ...thresholds.map((threshold) => ({
        x: shareOf(innocent, (one) => one.falseLoudness >= threshold),
        y: shareOf(members, (one) => one.caughtLoudness >= threshold),
      })),
    ],
  }));
}

/** Share of the attacked accounts of each variant that alerted within so many of the account's events. */
export function delays(judged: readonly Judged[], longestEvents: number): Curve[] {
  const variants = Map.groupBy(
    judged.filter((one) => one.attacked),
    ({ variant }) => variant,
  );
  return [...variants].map(([name, members]) => ({
    name,
    points: Array.from({ length: longestEvents + 1 }, (_, events) => ({
      x: events,
      y: shareOf(members, ({ eventsToAlert }) => eventsToAlert !== undefined && eventsToAlert <= events),
    })),
  }));
}

/** Estimates that stated about the same probability, and how many of them were right. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly estimates: number;
  /** Mean of what they stated. */
  readonly stated: number;
  /** Share of them that lie within half an hour of the truth, within an hour, and whose credible set holds it. */
  readonly exact: number;
  readonly within1h: number;
  readonly covered: number;
}

const BIN_EDGES = [0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.000001] as const;

export function calibration(judged: readonly Judged[]): CalibrationBin[] {
  const zones = judged.flatMap(({ zone }) => (zone === undefined ? [] : [zone]));
  return BIN_EDGES.slice(1).flatMap((to, index) => {
    const from = BIN_EDGES[index] ?? 0;
    const inBin = zones.filter(({ probability }) => probability >= from && probability < to);
    if (inBin.length === 0) return [];
    return [
      {
        from,
        to: Math.min(to, 1),
        estimates: inBin.length,
        stated: inBin.reduce((sum, { probability }) => sum + probability, 0) / inBin.length,
        exact: shareOf(inBin, ({ distanceMinutes }) => distanceMinutes <= 30),
        within1h: shareOf(inBin, ({ distanceMinutes }) => distanceMinutes <= 60),
        covered: shareOf(inBin, ({ insideCredible }) => insideCredible),
      },
    ];
  });
}

export function shareOf<T>(all: readonly T[], is: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(is).length / all.length;
}
