import { quantile } from 'simple-statistics';
import { seededUniform } from '../scenario/random.ts';
import type { Judged } from './judge.ts';

/** One line of the table: a variant's figures, as the corpora's own scorer counts them. */
export interface VariantScore {
  readonly corpus: string;
  readonly variant: string;
  readonly accounts: number;
  /** Share of attacked accounts alerted in time; null where nothing is attacked. */
  readonly caught: number | null;
  readonly medianEventsToAlert: number | null;
  /** Shares of the estimates that lie within an hour, and within two, of the truth. */
  readonly zoneWithin1h: number | null;
  readonly zoneWithin2h: number | null;
  readonly accountsFalselyAlerted: number;
  readonly falseAlertsPerAccountYear: number;
  readonly loud: number;
  readonly quiet: number;
}

/** 95% interval of a share or a median, by bootstrap over people. */
export type Interval = readonly [low: number, high: number];
export interface VariantIntervals {
  readonly caught?: Interval;
  readonly medianEventsToAlert?: Interval;
  readonly zoneWithin1h?: Interval;
  readonly zoneWithin2h?: Interval;
  readonly accountsFalselyAlerted?: Interval;
}

export interface ScoredVariant extends VariantScore {
  readonly intervals: VariantIntervals;
}

const RESAMPLES = 1_000;
const INTERVAL = { low: 0.025, high: 0.975 } as const;

const share = (of: number, all: number): number | null => (all === 0 ? null : of / all);

/** The upper of the two middle ones where their number is even. */
function upperMedian(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? null;
}

function measures(judged: readonly Judged[]) {
  const zones = judged.flatMap(({ zone }) => (zone === undefined ? [] : [zone.distanceMinutes]));
  const attacked = judged.some((one) => one.attacked);
  return {
    caught: attacked ? share(judged.filter((one) => one.caught).length, judged.length) : null,
    medianEventsToAlert: upperMedian(
      judged.flatMap(({ eventsToAlert }) => (eventsToAlert === undefined ? [] : [eventsToAlert])),
    ),
    zoneWithin1h: share(zones.filter((minutes) => minutes <= 60).length, zones.length),
    zoneWithin2h: share(zones.filter((minutes) => minutes <= 120).length, zones.length),
    accountsFalselyAlerted: share(judged.filter((one) => one.falselyAlerted).length, judged.length),
  };
}

/** Scores each variant of each corpus, in alphabetical order. */
export function scoreVariants(judged: readonly Judged[], withIntervals = true): ScoredVariant[] {
  const groups = Map.groupBy(judged, ({ corpus, variant }) => `${corpus}/${variant}`);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const { accountsFalselyAlerted, ...rest } = measures(members);
      const years = members.reduce((sum, one) => sum + one.years, 0);
      const total = (pick: (one: Judged) => number): number => members.reduce((sum, one) => sum + pick(one), 0);
      return [
        {
          corpus: first.corpus,
          variant: first.variant,
          accounts: members.length,
          ...rest,
          accountsFalselyAlerted: accountsFalselyAlerted ?? 0,
          falseAlertsPerAccountYear: total((one) => one.falseAlerts) / years,
          loud: total((one) => one.loud),
          quiet: total((one) => one.quiet),
          intervals: withIntervals ? intervalsOf(key, members) : {},
        },
      ];
    });
}

/** Draws the people again and again, with replacement. The seed is the variant's name, so figures repeat. */
function intervalsOf(seed: string, members: readonly Judged[]): VariantIntervals {
  const uniform = seededUniform(seed);
  const draws = Array.from({ length: RESAMPLES }, () =>
    measures(members.flatMap(() => members[Math.floor(members.length * uniform())] ?? [])),
  );
  const of = (pick: (draw: ReturnType<typeof measures>) => number | null): Interval | undefined => {
    const values = draws.map(pick).filter((value) => value !== null);
    return values.length < RESAMPLES / 2
      ? undefined
      : [quantile(values, INTERVAL.low), quantile(values, INTERVAL.high)];
  };
  return Object.fromEntries(
    Object.entries({
      caught: of((draw) => draw.caught),
      medianEventsToAlert: of((draw) => draw.medianEventsToAlert),
      zoneWithin1h: of((draw) => draw.zoneWithin1h),
      zoneWithin2h: of((draw) => draw.zoneWithin2h),
      accountsFalselyAlerted: of((draw) => draw.accountsFalselyAlerted),
    }).filter(([, interval]) => interval !== undefined),
  );
}
