import type { HoursSession } from '../../src/detection/hours/session.ts';
import { utcOffsetMinutes } from '../../src/domain/zone.ts';

/** Made-up people for tests of the hours: who begins sessions when, by the clock of a zone. */

/** Deterministic numbers in [0, 1). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Person {
  readonly zone: string;
  /** Local hours at which sessions begin, each as likely. */
  readonly hours: readonly number[];
  readonly weekends?: boolean;
  readonly perDay?: number;
}

/** Starts of a person's sessions from a day on, in milliseconds, in order. */
export function startsOf(person: Person, fromMs: number, count: number, seed: number): readonly number[] {
  const next = numbers(seed);
  const starts: number[] = [];
  const { perDay = 1 } = person;
  for (let day = 0; starts.length < count; day += 1) {
    const midnight = fromMs + day * 86_400_000;
    const weekday = new Date(midnight).getUTCDay();
    if (person.weekends !== true && (weekday === 0 || weekday === 6)) continue;
    for (let index = 0; index < perDay && starts.length < count; index += 1) {
      if (next() > 0.85) continue;
      const hour = person.hours[Math.floor(next() * person.hours.length)] ?? 9;
      const local = midnight + (hour * 60 + Math.floor(next() * 60)) * 60_000;
      starts.push(local - (utcOffsetMinutes(person.zone, local) ?? 0) * 60_000);
    }
  }
  return starts.sort((one, other) => one - other);
}

export function hoursSession(startMs: number, overrides: Partial<HoursSession> = {}): HoursSession {
  return {
    startMs,
    homeZone: 'Europe/Oslo',
    placeZone: 'Europe/Oslo',
    fingerprint: { network: 'Example Broadband NO AS64511', client: 'Chrome, Windows' },
    fingerprintSessions: 100,
    accountSessions: 100,
    fingerprintFirstMs: 0,
    newNetwork: false,
    newClient: false,
    suspicious: false,
    automation: false,
    login: true,
    ...overrides,
  };
}
