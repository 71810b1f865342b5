import { describe, expect, it } from 'vitest';
import { aLogin } from '../../../test/support/events.ts';
import type { Row } from '../backtest/row.ts';
import type { Corpus, Label } from './corpus.ts';
import { judge } from './judge.ts';
import { loudnessOf } from './loudness.ts';
import { scoreVariants } from './score.ts';

const day = (number: number, hour = 12): string =>
  `2026-01-${String(number).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
const attack = { start: day(10), end: day(12), zoneMinutes: 480 };
const corpusOf = (label: Partial<Label> = {}): Corpus => ({
  name: 'hours',
  labels: [{ account: 'ola@example.com', variant: 'taken', from: day(8), attack, ...label }],
  events: Array.from({ length: 30 }, (_, index) => aLogin({ time: day(index + 1) })),
});
const row = (time: string, overrides: Partial<Row> = {}): Row => ({
  account: 'ola@example.com',
  time,
  severity: 'high',
  detection: 'operator-zone-shift',
  alert: 'alr_1',
  change: 'opened',
  score: 80,
  summary: '',
  ...overrides,
});
const zone = (utcOffsetMinutes: number, credible: [number, number]): Partial<Row> => ({
  operatorZone: { utcOffsetMinutes, probability: 0.9, credible, sessions: 9, cities: [] },
});
const judged = (rows: Row[], label?: Partial<Label>) => judge(corpusOf(label), rows, loudnessOf)[0];

describe('judging an account', () => {
  it('catches what is alerted between the start of the attack and a day after its end', () => {
    expect(judged([row(day(10))])?.caught).toBe(true);
    expect(judged([row(day(13))])?.caught).toBe(true);
    expect(judged([row(day(13, 13))])?.caught).toBe(false);
    expect(judged([row(day(9))])?.caught).toBe(false);
  });

  it("counts the account's events from the intruder's first to the alert", () => {
    expect(judged([row(day(12)), row(day(11))])?.eventsToAlert).toBe(2);
  });

  it('hears only medium and above', () => {
    expect(judged([row(day(10), { severity: 'low' })])).toMatchObject({ caught: false, loud: 0, quiet: 1 });
    expect(judged([row(day(10), { severity: 'medium' })])?.caught).toBe(true);
  });

  it('calls an alert false before the attack and a week after its aftermath, and neither in between', () => {
    expect(judged([row(day(9))])?.falselyAlerted).toBe(true);
    expect(judged([row(day(15))])?.falselyAlerted).toBe(false);
    expect(judged([row(day(21))])?.falselyAlerted).toBe(true);
  });

  it('judges a harmless life from its date on, but counts every false alert by the year', () => {
    const harmless = { attack: null, variant: 'benign' };
    expect(judged([row(day(7))], harmless)).toMatchObject({ falselyAlerted: false, falseAlerts: 1, attacked: false });
    expect(judged([row(day(9))], harmless)).toMatchObject({ falselyAlerted: true, falseAlerts: 1 });
    expect(judged([], harmless)?.years).toBeCloseTo(29 / 365.25, 9);
    expect(judged([])?.years).toBeCloseTo(9 / 365.25, 9);
  });

  it('takes the last zone named, its distance over the date line, and whether the credible set holds the truth', () => {
    expect(judged([row(day(10), zone(120, [60, 180])), row(day(11), zone(540, [420, 600]))])?.zone).toEqual({
      probability: 0.9,
      distanceMinutes: 60,
      insideCredible: true,
    });
    expect(judged([row(day(10), zone(480, [500, 470]))])?.zone?.insideCredible).toBe(false);
    expect(judged([row(day(10), zone(660, [600, -60]))])?.zone).toMatchObject({ insideCredible: false });
    const eastern = { attack: { ...attack, zoneMinutes: -660 } };
    expect(judged([row(day(10), zone(660, [600, -600]))], eastern)?.zone).toMatchObject({
      distanceMinutes: 120,
      insideCredible: true,
    });
  });
});

describe('scoring variants', () => {
  it('counts shares, the upper median and rates by variant, with intervals that hold them', () => {
    const accounts = Array.from({ length: 20 }, (_, index) => `p${index}@example.com`);
    const corpus: Corpus = {
      name: 'hours',
      labels: accounts.map((account) => ({ account, variant: 'taken', from: day(8), attack })),
      events: accounts.flatMap((account) => [10, 11, 12].map((date) => aLogin({ account, time: day(date) }))),
    };
    const rows = accounts.slice(0, 15).map((account) => row(day(11), { account, ...zone(480, [420, 540]) }));
    const [scored] = scoreVariants(judge(corpus, rows, loudnessOf));
    expect(scored).toMatchObject({
      accounts: 20,
      caught: 0.75,
      medianEventsToAlert: 2,
      zoneWithin1h: 1,
      accountsFalselyAlerted: 0,
      loud: 15,
    });
    const [low, high] = scored?.intervals.caught ?? [1, 0];
    expect(low).toBeLessThan(0.75);
    expect(low).toBeGreaterThan(0.4);
    expect(high).toBeGreaterThan(0.75);
  });
});
