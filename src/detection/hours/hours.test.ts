import { expect, test } from 'vitest';
import { hoursSession, numbers, type Person, startsOf } from '../../../test/support/hour-lives.ts';
import type { FindingDraft } from '../detection.ts';
import { emptyHoursHabit, type HoursHabit } from './habit.ts';
import { correctHours, judgeHours, learnHours, migrateHours, rememberTold } from './hours.ts';

const START = Date.UTC(2026, 0, 5);
const CHANGE = Date.UTC(2026, 5, 1);
const WEEK = 7 * 86_400_000;
const owner: Person = { zone: 'Europe/Oslo', hours: [8, 9, 10, 11, 12, 13, 14, 15] };
const intruder: Person = { zone: 'America/Los_Angeles', hours: [9, 10, 11, 13, 14, 15, 16, 17] };

const learn = (habit: HoursHabit, starts: readonly number[]): HoursHabit =>
  starts.reduce((known, startMs) => learnHours(known, hoursSession(startMs)), habit);

/** Sessions that are called suspicious when these come after a habit. */
function alarms(habit: HoursHabit, starts: readonly number[]): number {
  let known = habit;
  let count = 0;
  for (const startMs of starts) {
    const session = hoursSession(startMs);
    count += judgeHours(known, session).filter(({ detection }) => detection === 'operator-zone-shift').length;
    known = learnHours(known, session);
  }
  return count;
}

const past = learn(emptyHoursHabit, startsOf(owner, START, 90, 1));

test('a habit is under 1.9 KB of integers however long the account lives, and comes back from JSON as it was', () => {
  const next = numbers(3);
  const zones = ['America/Argentina/ComodRivadavia', 'America/North_Dakota/New_Salem'];
  let habit = emptyHoursHabit;
  for (let index = 0; index < 3_000; index += 1)
    habit = learnHours(
      habit,
      hoursSession(START + index * 7_000_000 + Math.floor(next() * 6_000_000), {
        fingerprintFirstMs: START + (index % 50) * 60_000_000,
        homeZone: zones[Math.floor(index / 1_000) % 2],
        placeZone: zones[index % 2],
        nextZone: zones[index % 2],
      }),
    );
  const text = JSON.stringify(habit);
  expect(text.length).toBeLessThan(1_900);
  expect(text).not.toMatch(/\d\.\d|e[-+]/);
  expect(migrateHours(JSON.parse(text))).toEqual(habit);
});

test('what cannot be read starts anew', () => {
  for (const stored of [undefined, null, 7, {}, { version: 1 }, { version: 2, counts: [], ring: [] }])
    expect(migrateHours(stored)).toBe(emptyHoursHabit);
});

test("a stranger's sessions do not wear the owner's habit away, however many they are", () => {
  let known = past;
  for (let count = 0; count < 200; count += 1)
    known = learnHours(known, hoursSession(CHANGE + count * 3_600_000, { untaught: true }));
  expect(known.counts).toEqual(past.counts);
  expect(known.ring).not.toEqual(past.ring);
});

test('a suspicious session, and what a program does, teaches nothing', () => {
  expect(learnHours(past, hoursSession(CHANGE, { suspicious: true }))).toBe(past);
  expect(learnHours(past, hoursSession(CHANGE, { program: true }))).toBe(past);
});

test('judging learns nothing and learning does not change what it was given', () => {
  const before = JSON.stringify(past);
  judgeHours(past, hoursSession(CHANGE));
  learnHours(past, hoursSession(CHANGE));
  expect(JSON.stringify(past)).toBe(before);
});

test('late sessions find their place among the latest ones', () => {
  const starts = startsOf(owner, CHANGE, 20, 2);
  const late = [...starts.filter((_, index) => index % 5 !== 0), ...starts.filter((_, index) => index % 5 === 0)];
  const minutes = learn(past, late).ring.map(([minute]) => minute);
  expect(minutes).toEqual(learn(past, starts).ring.map(([minute]) => minute));
});

test('an intruder with one session a week for two months does not become the habit', () => {
  const slow = startsOf(intruder, CHANGE, 40, 4).filter((_, index) => index % 5 === 0);
  const both = [...startsOf(owner, CHANGE, 45, 5), ...slow].sort((one, other) => one - other);
  const poisoned = learn(past, both);
  const night = [0, 1, 2, 3, 4, 19, 20, 21, 22, 23];
  const share =
    night.reduce((sum, hour) => sum + (poisoned.counts[hour] ?? 0), 0) /
    poisoned.counts.reduce((sum, each) => sum + each, 0);
  expect(slow).toHaveLength(8);
  expect(share).toBeLessThan(0.1);
  expect(alarms(poisoned, startsOf(intruder, CHANGE + 10 * WEEK, 15, 6))).toBeGreaterThan(0);
});

/** Which of an intruder's sessions, counted from 1, is the first that is called suspicious beside the owner's. */
function seenAt(habit: HoursHabit, theirs: readonly number[], owners: readonly number[], isNew: boolean): number {
  const all = [...theirs, ...owners].sort((one, other) => one - other);
  let known = habit;
  let sessions = 0;
  for (const startMs of all) {
    const isTheirs = theirs.includes(startMs);
    const stranger = { newNetwork: true, newClient: true, fingerprintFirstMs: theirs[0] ?? 0 };
    const session = hoursSession(startMs, isTheirs && isNew ? stranger : {});
    if (isTheirs) sessions += 1;
    if (judgeHours(known, session).some(({ detection }) => detection === 'operator-zone-shift')) return sessions;
    known = learnHours(known, session);
  }
  return Number.POSITIVE_INFINITY;
}

const tokyo: Person = { ...intruder, zone: 'Asia/Tokyo' };

test('two months of one session a week hardly buy an intruder time, who then comes daily beside the owner', () => {
  const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
  const delays = (isPoisoned: boolean): readonly number[] =>
    seeds
      .map((seed) => {
        const weekly = startsOf(tokyo, CHANGE, 45, seed).filter((_, index) => index % 5 === 0);
        const lived = [...startsOf(owner, CHANGE, 45, seed + 20), ...(isPoisoned ? weekly : [])];
        const known = learn(
          past,
          lived.sort((one, other) => one - other),
        );
        const theirs = startsOf(tokyo, CHANGE + 10 * WEEK, 30, seed + 50);
        return seenAt(known, theirs, startsOf(owner, CHANGE + 10 * WEEK, 30, seed + 90), false);
      })
      .sort((one, other) => one - other);
  const [clean, poisoned] = [delays(false), delays(true)];
  expect(clean.filter(Number.isFinite)).toHaveLength(12);
  expect(poisoned.filter(Number.isFinite).length).toBeGreaterThanOrEqual(10);
  expect(poisoned[6] ?? 0).toBeLessThanOrEqual((clean[6] ?? 0) + 2);
});

test('what was told is remembered until an admin gives his word, so that the next is news', () => {
  const finding = judgeFirst(startsOf(tokyo, CHANGE, 20, 9));
  const told = rememberTold(past, [finding], 0);
  expect(told.told).toEqual([past.sessions, finding.operatorZone?.sessions]);
  expect(rememberTold(past, [], 0)).toBe(past);
  const [fromMs, toMs] = [CHANGE, CHANGE + WEEK];
  for (const verdict of ['expected', 'intrusion'] as const)
    expect(correctHours(told, { verdict, fromMs, toMs })).not.toHaveProperty('told');
});

/** The first finding of operator-zone-shift on sessions that come instead of the owner's. */
function judgeFirst(starts: readonly number[]): FindingDraft {
  let known = past;
  for (const startMs of starts) {
    const finding = judgeHours(known, hoursSession(startMs)).find(
      ({ detection }) => detection === 'operator-zone-shift',
    );
    if (finding !== undefined) return finding;
    known = learnHours(known, hoursSession(startMs));
  }
  throw new Error('nothing was found');
}

test('with a network and a client of his own he is seen within the first two months', () => {
  const weekly = startsOf(tokyo, CHANGE, 45, 4).filter((_, index) => index % 5 === 0);
  expect(seenAt(past, weekly, startsOf(owner, CHANGE, 45, 5), true)).toBeLessThanOrEqual(6);
});

test('what version 1 kept beside is left behind', () => {
  const stored = { ...JSON.parse(JSON.stringify(past)), version: 1, excess: 3, surprise: 40 };
  expect(migrateHours(stored)).toEqual(past);
});

test('an alert that was expected teaches the hours, and the like stays quiet', () => {
  const moved = startsOf(intruder, CHANGE, 14, 7);
  expect(alarms(past, moved)).toBeGreaterThan(0);
  const [fromMs = 0, toMs = 0] = [moved[8], moved.at(-1)];
  const taught = correctHours(learn(past, moved), { verdict: 'expected', fromMs, toMs });
  expect(alarms(taught, startsOf(intruder, CHANGE + 4 * WEEK, 40, 8))).toBe(0);
});

test('what is expected until a date is quiet until then, and teaches nothing', () => {
  const moved = startsOf(intruder, CHANGE, 12, 7);
  const [fromMs = 0, toMs = 0] = [moved[8], moved.at(-1)];
  const before = learn(past, moved);
  const quiet = correctHours(before, { verdict: 'expected', fromMs, toMs, untilMs: CHANGE + 8 * WEEK });
  expect(quiet.counts).toEqual(before.counts);
  expect(alarms(quiet, startsOf(intruder, CHANGE + 3 * WEEK, 15, 8))).toBe(0);
  expect(
    alarms(learn(quiet, startsOf(owner, CHANGE + 9 * WEEK, 5, 9)), startsOf(intruder, CHANGE + 11 * WEEK, 15, 8)),
  ).toBeGreaterThan(0);
});

test('an intrusion is purged: the habit is that of the owner again', () => {
  const moved = startsOf(intruder, CHANGE, 14, 7);
  const [fromMs = 0, toMs = 0] = [moved[8], moved.at(-1)];
  const purged = correctHours(learn(past, moved), { verdict: 'intrusion', fromMs, toMs });
  const nightly = (habit: HoursHabit): number =>
    [0, 1, 2, 3, 20, 21, 22, 23].reduce((sum, hour) => sum + (habit.counts[hour] ?? 0), 0);
  expect(nightly(purged)).toBeLessThanOrEqual(nightly(past));
  expect(purged.ring.every(([minute]) => minute < CHANGE / 60_000 || Math.floor(minute / 60) % 24 < 19)).toBe(true);
  expect(alarms(purged, startsOf(owner, CHANGE + 4 * WEEK, 40, 8))).toBe(0);
});
