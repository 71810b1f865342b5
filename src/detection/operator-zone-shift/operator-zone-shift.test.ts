import { expect, test } from 'vitest';
import { hoursSession, type Person, startsOf } from '../../../test/support/hour-lives.ts';
import { askHourNetwork } from '../../statistics/hour-network.ts';
import type { FindingDraft } from '../detection.ts';
import { emptyHoursHabit, type HoursHabit } from '../hours/habit.ts';
import { judgeHours, learnHours } from '../hours/hours.ts';
import { HOURS_MODEL } from '../hours/model.ts';
import type { HoursSession } from '../hours/session.ts';
import { offsetPosterior, shiftPosterior } from './estimate.ts';
import { hourPicture } from './hour-picture.ts';

const START = Date.UTC(2026, 0, 5);
const CHANGE = Date.UTC(2026, 5, 1);
const owner: Person = { zone: 'Europe/Oslo', hours: [8, 9, 10, 11, 12, 13, 14, 15] };
const operator = (zone: string): Person => ({ zone, hours: [9, 10, 11, 13, 14, 15, 16, 17] });

interface Lived {
  readonly habit: HoursHabit;
  readonly findings: readonly FindingDraft[];
}

/** Judges and learns sessions one after another; returns what was said by operator-zone-shift. */
function live(sessions: readonly HoursSession[], from: HoursHabit = emptyHoursHabit): Lived {
  let habit = from;
  const findings: FindingDraft[] = [];
  for (const session of [...sessions].sort((one, other) => one.startMs - other.startMs)) {
    findings.push(...judgeHours(habit, session).filter(({ detection }) => detection === 'operator-zone-shift'));
    habit = learnHours(habit, session);
  }
  return { habit, findings };
}

const sessionsOf = (person: Person, fromMs: number, count: number, seed: number): HoursSession[] =>
  startsOf(person, fromMs, count, seed).map((startMs) => hoursSession(startMs));
const past = live(sessionsOf(owner, START, 90, 1));

/** Hours between two offsets on the circle. */
const apart = (one: number, other: number): number => {
  const distance = (((one - other) % 1440) + 1440) % 1440;
  return Math.min(distance, 1440 - distance) / 60;
};

test('an operator from Los Angeles who takes the account over is seen within twelve sessions, and near his zone', () => {
  const { findings } = live(sessionsOf(operator('America/Los_Angeles'), CHANGE, 12, 2), past.habit);
  const last = findings.at(-1);
  expect(last?.severity).toMatch(/medium|high/);
  expect(apart(last?.operatorZone?.utcOffsetMinutes ?? 0, -420)).toBeLessThanOrEqual(2);
  expect(last?.evidence).toMatchObject({ kind: 'hours', homeZone: 'Europe/Oslo', homeUtcOffsetMinutes: 120 });
  expect(last?.summary).toContain('times better than the account');
});

test('where his day lies is the mean of what is seen with and without the latest two and four sessions', () => {
  let { habit } = past;
  for (const session of sessionsOf(operator('America/Los_Angeles'), CHANGE, 16, 2)) {
    const evidence = judgeHours(habit, session).find(({ detection }) => detection === 'operator-zone-shift')?.evidence;
    const before = habit;
    habit = learnHours(habit, session);
    if (evidence?.kind !== 'hours') continue;
    const sessions = habit.ring;
    const seen = [0, 2, 4].map((lag) => {
      const { rows, scalars } = hourPicture(before, sessions.slice(0, sessions.length - lag));
      const { zone } = askHourNetwork(HOURS_MODEL.network, rows, scalars, 0);
      return offsetPosterior(shiftPosterior(zone, before.offset, session.startMs), before.offset);
    });
    evidence.posterior.forEach(({ probability }, at) => {
      const mean = seen.reduce((sum, each) => sum + (each[at] ?? 0), 0) / seen.length;
      expect(probability).toBeCloseTo(mean, 2);
    });
    return;
  }
  expect.unreachable('nobody was seen');
});

test('what grows surer grows graver: medium at first, and high with more of his sessions', () => {
  const severities = [2, 3, 4, 5].flatMap((seed) =>
    live(sessionsOf(operator('America/Los_Angeles'), CHANGE, 25, seed), past.habit).findings.map(
      ({ severity }) => severity,
    ),
  );
  expect(severities[0]).toBe('medium');
  expect(severities).toContain('high');
});

test('an operator beside the owner is seen, though half of the sessions are the owner’s', () => {
  const { findings } = live(
    [...sessionsOf(owner, CHANGE, 25, 3), ...sessionsOf(operator('Asia/Tokyo'), CHANGE, 25, 4)],
    past.habit,
  );
  expect(findings.length).toBeGreaterThan(0);
  expect(apart(findings.at(-1)?.operatorZone?.utcOffsetMinutes ?? 0, 540)).toBeLessThanOrEqual(2);
});

test('an owner who is back is no news, though the operator is still among the sessions that are looked at', () => {
  const taken = live(sessionsOf(operator('Asia/Tokyo'), CHANGE, 14, 2), past.habit);
  expect(taken.findings.length).toBeGreaterThan(0);
  const back = CHANGE + 27 * 86_400_000;
  expect(live(sessionsOf(owner, back, 60, 31), taken.habit).findings).toEqual([]);
});

test('a new network and a new client at hours of UTC+9 is seen within six of its sessions', () => {
  const first = CHANGE + 1_000;
  const stranger = startsOf(operator('Asia/Tokyo'), CHANGE, 6, 5).map((startMs) =>
    hoursSession(startMs, { newNetwork: true, newClient: true, fingerprintFirstMs: first }),
  );
  const { findings } = live([...sessionsOf(owner, CHANGE, 6, 6), ...stranger], past.habit);
  expect(findings.length).toBeGreaterThan(0);
  expect(apart(findings.at(-1)?.operatorZone?.utcOffsetMinutes ?? 0, 540)).toBeLessThanOrEqual(2);
});

test('a new phone on a new network at the owner’s hours stays quiet', () => {
  const first = CHANGE + 1_000;
  const phone = startsOf(owner, CHANGE, 40, 7).map((startMs) =>
    hoursSession(startMs, { newNetwork: true, newClient: true, fingerprintFirstMs: first }),
  );
  expect(live(phone, past.habit).findings).toEqual([]);
});

test.each([
  ['goes on as before', owner],
  ['begins two hours later', { ...owner, hours: owner.hours.map((hour) => hour + 2) }],
  ['begins an hour earlier', { ...owner, hours: owner.hours.map((hour) => hour - 1) }],
  ['works half-days', { ...owner, hours: [8, 9, 10, 11] }],
])('an owner who %s stays quiet', (_, person) => {
  expect(past.findings).toEqual([]);
  expect(live(sessionsOf(person, CHANGE, 60, 8), past.habit).findings).toEqual([]);
});

test('an owner with three nights of an incident stays quiet; a stranger who comes on five days is seen', () => {
  const nights = (count: number) =>
    Array.from({ length: count }, (_, night) =>
      [22.5, 24.2, 25.6, 27.1].map((hour) => hoursSession(CHANGE + night * 86_400_000 + hour * 3_600_000)),
    ).flat();
  const lived = (count: number) => live([...sessionsOf(owner, CHANGE, 10, 8), ...nights(count)], past.habit).findings;
  expect(lived(3)).toEqual([]);
  expect(lived(5)).not.toEqual([]);
});

test('a machine round the clock has no sleep and no zone', () => {
  const machine: Person = {
    zone: 'UTC',
    hours: Array.from({ length: 24 }, (_, hour) => hour),
    weekends: true,
    perDay: 4,
  };
  expect(live(sessionsOf(machine, START, 400, 9)).findings).toEqual([]);
});

const LONG_KNOWN = { automation: true, fingerprintFirstMs: START, fingerprintSessions: 40 };

test('a job of the account that moves from the day into the night is nobody, and teaches nothing', () => {
  const nightly: Person = { zone: 'Europe/Oslo', hours: [23, 0, 2], weekends: true, perDay: 3 };
  const job = startsOf(nightly, CHANGE, 60, 3).map((startMs) => hoursSession(startMs, LONG_KNOWN));
  const ran = live(job, past.habit);
  expect(ran.findings).toEqual([]);
  expect(ran.habit).toEqual(past.habit);
});

test('a tool that the account has not long had is judged, whether its network is new or the owner’s', () => {
  const tool = startsOf(operator('America/Los_Angeles'), CHANGE, 16, 2);
  for (const known of [
    { newNetwork: true, newClient: true },
    { newNetwork: false, newClient: true },
  ]) {
    const sessions = tool.map((startMs, at) =>
      hoursSession(startMs, { automation: true, fingerprintFirstMs: CHANGE, fingerprintSessions: at, ...known }),
    );
    expect(live(sessions, past.habit).findings).not.toEqual([]);
  }
});

test('a telephone whose owner is away says nothing of his clock at home, if it is his own', () => {
  const abroad = startsOf(operator('America/Los_Angeles'), CHANGE, 12, 2);
  const phone = (fingerprintSessions: number) =>
    live(
      abroad.map((startMs) => hoursSession(startMs, { roaming: true, fingerprintFirstMs: START, fingerprintSessions })),
      past.habit,
    );
  expect(phone(40).findings).toEqual([]);
  expect(phone(40).habit).toEqual(past.habit);
  expect(phone(2).findings).not.toEqual([]);
});

test('nothing is said before 20 sessions on 7 days', () => {
  const sessions = [
    ...sessionsOf(owner, START, 12, 10),
    ...sessionsOf(operator('Asia/Tokyo'), START + 20 * 86_400_000, 7, 11),
  ];
  expect(live(sessions).findings).toEqual([]);
});

test('sessions away from home are the business of their place', () => {
  const abroad = startsOf(operator('Asia/Tokyo'), CHANGE, 30, 12).map((startMs) =>
    hoursSession(startMs, { placeZone: 'Asia/Tokyo' }),
  );
  expect(live(abroad, past.habit).findings).toEqual([]);
});
