import { isLoud } from '../../domain/severity.ts';
import { DAY_MS } from '../../domain/time.ts';
import { offsetDistanceMinutes } from '../../domain/zone.ts';
import type { Row } from '../backtest/row.ts';
import type { Corpus, Label } from './corpus.ts';

/** What the rows say of one account, held against its label. */
export interface Judged {
  readonly account: string;
  readonly corpus: string;
  readonly variant: string;
  readonly attacked: boolean;
  /** Alerted between the attack's start and a day after its end. */
  readonly caught: boolean;
  /** Events of the account from the intruder's first to the one that raised the alert, both counted. */
  readonly eventsToAlert?: number;
  /** The last operator zone named while it was caught, against the true one. */
  readonly zone?: ZoneEstimate;
  readonly falselyAlerted: boolean;
  readonly falseAlerts: number;
  /** Harmless years: the time over which a false alert could come. */
  readonly years: number;
  readonly loud: number;
  readonly quiet: number;
  readonly alerted: boolean;
  /** Loudness of the loudest row inside the attack, and of the loudest outside: what a threshold is held against. */
  readonly caughtLoudness: number;
  readonly falseLoudness: number;
}

export interface ZoneEstimate {
  readonly probability: number;
  readonly distanceMinutes: number;
  readonly insideCredible: boolean;
}

/** After an attack, an owner's way back is neither a catch nor a false alarm. */
const AFTERMATH_MS = 7 * DAY_MS;

/** Judges every account of a corpus. Rows of other accounts are passed over. */
export function judge(corpus: Corpus, rows: readonly Row[], loudnessOf: (row: Row) => number): Judged[] {
  const rowsOf = Map.groupBy(rows, ({ account }) => account);
  const timesOf = new Map<string, number[]>();
  for (const { account, time } of corpus.events) {
    const times = timesOf.get(account);
    if (times === undefined) timesOf.set(account, [Date.parse(time)]);
    else times.push(Date.parse(time));
  }
  return corpus.labels.map((label) =>
    judgeAccount(corpus.name, label, rowsOf.get(label.account) ?? [], timesOf.get(label.account) ?? [], loudnessOf),
  );
}

function judgeAccount(
  corpus: string,
  label: Label,
  rows: readonly Row[],
  times: readonly number[],
  loudnessOf: (row: Row) => number,
): Judged {
  const fromMs = Date.parse(label.from);
  const startMs = label.attack === null ? Number.POSITIVE_INFINITY : Date.parse(label.attack.start);
  const endMs = label.attack === null ? Number.NEGATIVE_INFINITY : Date.parse(label.attack.end) + DAY_MS;
  const firstMs = Math.min(...times);
  const lastMs = Math.max(...times);
  const at = (row: Row): number => Date.parse(row.time);
  const isFalse = (row: Row): boolean => at(row) < startMs || at(row) > endMs + AFTERMATH_MS;
  const counts = (row: Row): boolean => label.attack !== null || at(row) >= fromMs;
  const isHit = (row: Row): boolean => at(row) >= startMs && at(row) <= endMs;

  const loud = rows.filter(({ severity }) => isLoud(severity));
  const falseAlerts = loud.filter(isFalse);
  const hits = loud.filter(isHit).toSorted((one, other) => (one.time < other.time ? -1 : 1));
  const [firstHit] = hits;
  const zone = zoneOf(label, hits);
  return {
    account: label.account,
    corpus,
    variant: label.variant,
    attacked: label.attack !== null,
    caught: firstHit !== undefined,
    ...(firstHit === undefined
      ? {}
      : { eventsToAlert: times.filter((timeMs) => timeMs >= startMs && timeMs <= at(firstHit)).length }),
    ...(zone === undefined ? {} : { zone }),
    falselyAlerted: falseAlerts.some(counts),
    falseAlerts: falseAlerts.length,
    years: (Math.min(startMs, lastMs) - firstMs) / (365.25 * DAY_MS),
    loud: loud.length,
    quiet: rows.length - loud.length,
    alerted: loud.length > 0,
    caughtLoudness: loudest(rows.filter(isHit), loudnessOf),
    falseLoudness: loudest(
      rows.filter((row) => isFalse(row) && counts(row)),
      loudnessOf,
    ),
  };
}

const loudest = (rows: readonly Row[], loudnessOf: (row: Row) => number): number =>
  rows.reduce((most, row) => Math.max(most, loudnessOf(row)), Number.NEGATIVE_INFINITY);

function zoneOf(label: Label, hits: readonly Row[]): ZoneEstimate | undefined {
  const estimate = hits.findLast(({ operatorZone }) => operatorZone !== undefined)?.operatorZone;
  const truth = label.attack?.zoneMinutes;
  if (estimate === undefined || truth === undefined) return undefined;
  const [from, to] = estimate.credible;
  return {
    probability: estimate.probability,
    distanceMinutes: offsetDistanceMinutes(estimate.utcOffsetMinutes, truth),
    insideCredible: eastOf(truth, from) <= eastOf(to, from),
  };
}

/** How far one offset lies east of another on the circle, in minutes: 0 to 1439. */
const eastOf = (offset: number, from: number): number => (((offset - from) % 1440) + 1440) % 1440;
