import { expect, test } from 'vitest';
import { hoursSession, type Person, startsOf } from '../../../test/support/hour-lives.ts';
import { utcOffsetMinutes } from '../../domain/zone.ts';
import type { FindingDraft } from '../detection.ts';
import { shortHash } from '../label.ts';
import { CLOCK_MOST, CLOCK_STAYS, WAIT_SESSIONS } from './constants.ts';
import { emptyHoursHabit, HAS_MOVED, type HoursHabit, turned } from './habit.ts';
import { correctHours, judgeHours, learnHours } from './hours.ts';
import { HOURS_MODEL } from './model.ts';
import type { HoursSession } from './session.ts';

const [OSLO, TOKYO, DENVER] = ['Europe/Oslo', 'Asia/Tokyo', 'America/Denver'];
const [AT_OSLO, AT_TOKYO] = [shortHash(OSLO), shortHash(TOKYO)];
const START = Date.UTC(2026, 0, 5);
const CHANGE = Date.UTC(2026, 5, 1);
const LATER = Date.UTC(2026, 8, 7);
const personAt = (zone: string): Person => ({ zone, hours: [8, 9, 10, 11, 12, 13, 14, 15] });

const sessionsOf = (person: Person, fromMs: number, count: number, at: Partial<HoursSession> = {}): HoursSession[] =>
  startsOf(person, fromMs, count, 3).map((startMs) => hoursSession(startMs, at));
const learn = (habit: HoursHabit, sessions: readonly HoursSession[]): HoursHabit =>
  sessions.reduce((known, session) => learnHours(known, session), habit);

/** What is said of the hours while sessions come one after another. */
function alarms(habit: HoursHabit, sessions: readonly HoursSession[]): readonly FindingDraft[] {
  let known = habit;
  return sessions.flatMap((session) => {
    const findings = judgeHours(known, session);
    known = learnHours(known, session);
    return findings.filter(({ detection }) => detection === 'operator-zone-shift');
  });
}

/** Not home yet, but where the account lives most beside it; and home. */
const beside = (zone: string): Partial<HoursSession> => ({ placeZone: zone, nextZone: zone });
const home = (zone: string): Partial<HoursSession> => ({ homeZone: zone, placeZone: zone });

const past = learn(emptyHoursHabit, sessionsOf(personAt(OSLO), START, 90));
const throughExit = learn(past, sessionsOf(personAt(OSLO), CHANGE, 30, beside(TOKYO)));
const moved = learn(past, sessionsOf(personAt(TOKYO), CHANGE, 30, beside(TOKYO)));

test('where a whole company goes out far away, its people live by the clock that they lived by', () => {
  const after = sessionsOf(personAt(OSLO), LATER, 60, home(TOKYO));
  expect(throughExit.clock?.[2]).toBeGreaterThanOrEqual(CLOCK_STAYS);
  expect(alarms(throughExit, after)).toEqual([]);
  expect(learn(throughExit, after).clock).toEqual([OSLO, AT_TOKYO, throughExit.clock?.[2]]);
  expect(alarms({ ...throughExit, clock: [OSLO, AT_OSLO, 0] }, after)).not.toEqual([]);
});

test('who comes by that exit at the hours of its zone is a stranger, and told in the clock of the owner', () => {
  const [finding] = alarms(throughExit, sessionsOf(personAt(TOKYO), LATER, 20, home(TOKYO)));
  expect(finding?.evidence).toMatchObject({ homeZone: OSLO, homeUtcOffsetMinutes: 120 });
  expect(finding?.summary).toContain(`in ${OSLO}`);
});

test('who moves takes his day along: the clock is that of his new home', () => {
  const after = sessionsOf(personAt(TOKYO), LATER, 60, home(TOKYO));
  expect(alarms(moved, after)).toEqual([]);
  expect(learn(moved, after).clock).toEqual([TOKYO, AT_TOKYO, HAS_MOVED]);
});

test('a jet lag of two weeks at first changes nothing about it', () => {
  const lag = sessionsOf(personAt(OSLO), CHANGE, 10, beside(TOKYO));
  const settled = sessionsOf(personAt(TOKYO), CHANGE + 14 * 86_400_000, 35, beside(TOKYO));
  const after = sessionsOf(personAt(TOKYO), LATER, 60, home(TOKYO));
  expect(learn(past, [...lag, ...settled, ...after]).clock?.[0]).toBe(TOKYO);
});

test('where the hours do not tell, the clock goes with home', () => {
  const always: Person = { zone: OSLO, hours: Array.from({ length: 24 }, (_, hour) => hour), weekends: true };
  const flat = learn(emptyHoursHabit, sessionsOf(always, START, 90));
  const there = learn(flat, sessionsOf(always, CHANGE, 30, beside(TOKYO)));
  expect(learn(there, sessionsOf(always, LATER, 1, home(TOKYO))).clock?.[0]).toBe(TOKYO);
  const young = learn(emptyHoursHabit, sessionsOf(personAt(OSLO), START, 10));
  const abroad = learn(young, sessionsOf(personAt(OSLO), CHANGE, 10, beside(TOKYO)));
  expect(abroad.clock).toEqual([OSLO, AT_OSLO, 0]);
  expect(learn(abroad, sessionsOf(personAt(OSLO), LATER, 1, home(TOKYO))).clock).toEqual([TOKYO, AT_TOKYO, 0]);
});

test('whoever made the clock his own cannot keep it when he comes from where the owner lived', () => {
  const his = learn(moved, sessionsOf(personAt(TOKYO), LATER, 40, home(TOKYO)));
  const back = learn(
    his,
    sessionsOf(personAt(TOKYO), LATER + 90 * 86_400_000, 30, { ...beside(OSLO), homeZone: TOKYO }),
  );
  expect(back.clock).toEqual([TOKYO, AT_TOKYO, HAS_MOVED]);
  const near = sessionsOf(personAt(TOKYO), LATER + 200 * 86_400_000, 1, home(OSLO));
  expect(learn(back, near).clock?.[0]).toBe(OSLO);
});

test('journeys elsewhere say nothing of it, nor does what is suspicious', () => {
  const journey = { placeZone: DENVER, nextZone: TOKYO };
  for (const at of [journey, { ...beside(DENVER), untaught: true }, { ...beside(DENVER), suspicious: true }])
    expect(learn(throughExit, sessionsOf(personAt(DENVER), LATER, 20, at)).clock).toEqual(throughExit.clock);
});

test('what it sums up is bounded, so that no past is too long to be outlived', () => {
  const long = learn(past, sessionsOf(personAt(OSLO), CHANGE, 200, beside(TOKYO)));
  expect(long.clock?.[2]).toBe(CLOCK_MOST);
  const turned = learn(long, sessionsOf(personAt(TOKYO), LATER, 20, beside(TOKYO)));
  expect(turned.clock?.[2]).toBeLessThan(CLOCK_STAYS);
});

test('a home an hour away is home', () => {
  const near = learn(throughExit, sessionsOf(personAt(OSLO), LATER, 1, home('Europe/London')));
  expect(near.clock?.slice(0, 2)).toEqual(['Europe/London', shortHash('Europe/London')]);
});

test('what was stored without a clock goes on by that of home until it has learned one', () => {
  const { clock: _clock, ...stored } = past;
  const after = sessionsOf(personAt(TOKYO), LATER, 20, home(TOKYO));
  expect(alarms(stored, after)).toEqual([]);
  expect(learn(stored, after).clock).toEqual([TOKYO, AT_TOKYO, 0]);
  expect(learn(stored, sessionsOf(personAt(OSLO), LATER, 20)).clock).toEqual([OSLO, AT_OSLO, 0]);
});

test('a home zone that the runtime does not know leaves the clock where it is, and the hours judged', () => {
  const nowhere = home('Mars/Olympus');
  expect(learn(past, sessionsOf(personAt(OSLO), LATER, 5, nowhere)).clock).toEqual(past.clock);
  expect(alarms(past, sessionsOf(personAt(TOKYO), LATER, 20, nowhere))).not.toEqual([]);
  expect(learn(emptyHoursHabit, sessionsOf(personAt(OSLO), LATER, 5, nowhere)).clock).toEqual(['Etc/GMT', '', 0]);
});

/** An account that only ever shows private addresses. */
const NOWHERE: Partial<HoursSession> = { homeZone: undefined, placeZone: undefined };
const inside = (zone: string): HoursHabit => learn(emptyHoursHabit, sessionsOf(personAt(zone), START, 90, NOWHERE));
const hourOf = (zone = ''): number => (utcOffsetMinutes(zone, CHANGE) ?? Number.NaN) / 60;

test.each([
  ['Europe/Oslo', 2],
  ['Asia/Tokyo', 9],
  ['America/Denver', -6],
])('of an account without places, %s, the clock is guessed by its hours', (zone, hours) => {
  const { clock } = inside(zone);
  expect(clock?.[1]).toBe('');
  expect(Math.abs(hourOf(clock?.[0]) - hours)).toBeLessThanOrEqual(2);
  expect(alarms(inside(zone), sessionsOf(personAt(zone), CHANGE, 60, NOWHERE))).toEqual([]);
});

test('whoever comes in its stead is seen, by that clock, and the words say that it is a guess', () => {
  const habit = inside(OSLO);
  const findings = alarms(habit, sessionsOf(personAt(TOKYO), CHANGE, 20, NOWHERE));
  expect(findings[0]?.evidence).toMatchObject({ homeZone: habit.clock?.[0] });
  expect(findings[0]?.summary).toContain('no place of it is known');
  expect(Math.abs((findings.at(-1)?.operatorZone?.utcOffsetMinutes ?? 0) / 60 - 9)).toBeLessThanOrEqual(2);
  const [fromMs, toMs] = [CHANGE, CHANGE + 30 * 86_400_000];
  const taught = learn(habit, sessionsOf(personAt(TOKYO), CHANGE, 20, NOWHERE));
  const expected = correctHours(taught, { verdict: 'expected', fromMs, toMs, untilMs: LATER });
  expect(alarms(expected, sessionsOf(personAt(TOKYO), toMs, 20, NOWHERE))).toEqual([]);
});

test('until a place has been home for long, what comes from places is neither judged nor learned', () => {
  const habit = inside(OSLO);
  const journey = sessionsOf(personAt(TOKYO), CHANGE, 16, home(TOKYO));
  expect(alarms(habit, journey)).toEqual([]);
  expect(learn(habit, journey)).toBe(habit);
});

test('the hours are turned to the clock of home when it is known, and nothing is news for that', () => {
  const settled: Partial<HoursSession> = { ...home(TOKYO), isHomeSettled: true };
  const placed = learn(inside(TOKYO), sessionsOf(personAt(TOKYO), CHANGE, 1, settled));
  expect(placed.clock).toEqual([TOKYO, AT_TOKYO, 0]);
  const byDay = placed.counts.slice(8, 16).reduce((sum, count) => sum + count, 0);
  expect(byDay).toBeGreaterThan(0.75 * placed.counts.reduce((sum, count) => sum + count, 0));
  for (const [minute] of placed.ring) expect(Math.floor(minute / 60) % 24).toBeGreaterThanOrEqual(8);
  expect(alarms(placed, sessionsOf(personAt(TOKYO), CHANGE + 86_400_000, 60, settled))).toEqual([]);
  expect(alarms(placed, sessionsOf(personAt(OSLO), CHANGE + 86_400_000, 20, settled))).not.toEqual([]);
});

test('a young account takes the first place that is known for home', () => {
  const young = learn(emptyHoursHabit, sessionsOf(personAt(TOKYO), START, WAIT_SESSIONS - 1, NOWHERE));
  const placed = learn(young, sessionsOf(personAt(TOKYO), CHANGE, 1, home(TOKYO)));
  expect(placed.clock).toEqual([TOKYO, AT_TOKYO, 0]);
  for (const [minute] of placed.ring) expect(Math.floor(minute / 60) % 24).toBeGreaterThanOrEqual(8);
});

test('to turn hours and to turn them back changes nothing', () => {
  const told = correctHours(past, { verdict: 'expected', fromMs: START, toMs: CHANGE, untilMs: LATER });
  const there = turned(HOURS_MODEL.coarse, told, 540);
  expect(there.counts[0]).toBe(told.counts[15]);
  const { kinds, nats } = turned(HOURS_MODEL.coarse, told, 0);
  expect(turned(HOURS_MODEL.coarse, there, -540)).toEqual({ ...told, kinds, nats });
});
