import { describe, expect, it } from 'vitest';
import { type RecentSession, SESSION } from './baseline.ts';
import { extendSession, findSession, insert, isDue } from './sessions.ts';

const MINUTE = 60;
const at = (minute: number): number => 1_000_000 + minute * MINUTE;
const session = (from: number, to: number, fingerprint = 0, place = 0, flags = 0): RecentSession => [
  at(from),
  at(to),
  fingerprint,
  place,
  flags,
];

describe('findSession', () => {
  const recent = [session(0, 30), session(10, 20, 1)];

  it('takes an event less than 60 minutes before or after a session of its fingerprint', () => {
    expect(findSession(recent, at(89), 0, 0)).toBe(0);
    expect(findSession(recent, at(-59), 0, 0)).toBe(0);
    expect(findSession(recent, at(90), 0, 0)).toBe(-1);
    expect(findSession(recent, at(15), 2, 0)).toBe(-1);
  });

  it('keeps places apart, and an unknown place with any', () => {
    expect(findSession(recent, at(15), 0, 3)).toBe(-1);
    expect(findSession(recent, at(15), 0, -1)).toBe(0);
  });
});

describe("a program's session", () => {
  it('goes on with what the program does, not with a login', () => {
    const program = [session(0, 30, 0, -1, SESSION.program)];
    expect(findSession(program, at(40), 0, -1)).toBe(0);
    expect(findSession(program, at(40), 0, -1, true)).toBe(-1);
  });
});

describe('extendSession', () => {
  it('is counted by its earliest event', () => {
    expect(extendSession([session(0, 30)], 0, at(-20))).toEqual([session(-20, 30)]);
  });

  it('joins two sessions that a late event bridges, and keeps what was taught', () => {
    const recent = [session(0, 0, 0, 0, 1), session(100, 100)];
    expect(extendSession(recent, 0, at(50))).toEqual([session(0, 100, 0, 0, 1)]);
  });

  it('keeps the order of starts, and of ends where sessions start at once', () => {
    const [earlier, other] = [session(0, 30, 1), session(10, 20)];
    expect(extendSession([earlier, other], 1, at(-5))).toEqual([session(-5, 20), earlier]);
    const [short, long] = [session(0, 10), session(0, 30, 1)];
    expect(extendSession([short, long], 0, at(40))).toEqual([long, session(0, 40)]);
    expect(extendSession([earlier, other], 1, at(25))).toEqual([earlier, session(10, 25)]);
  });

  it('hands the list back where an event changes nothing', () => {
    const recent = [session(0, 30)];
    expect(extendSession(recent, 0, at(10))).toBe(recent);
  });
});

describe('the list of sessions', () => {
  it('is in the order of starts, whatever the order of arrival', () => {
    const one = insert(insert([], session(50, 50)), session(0, 0, 1));
    const other = insert(insert([], session(0, 0, 1)), session(50, 50));
    expect(one).toEqual(other);
  });

  it('lets a session teach once, two hours after its end', () => {
    expect(isDue(session(0, 30), at(149))).toBe(false);
    expect(isDue(session(0, 30), at(150))).toBe(true);
    expect(isDue(session(0, 30, 0, 0, 1), at(500))).toBe(false);
  });
});
